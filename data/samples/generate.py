"""Make the synthetic survey files: the same seed, the same bytes.

    python data/samples/generate.py [--out FOLDER] [SAMPLE …]

A sample is a TOML file beside this script: the seed, who answers, and how likely which answer is.
What the columns and answers are called stands in the client's ``client.toml``, so that the files
fit it by construction. Nobody answered these surveys.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import sys
import tomllib
from collections import deque
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

from cxwidgets.client_toml import ClientFile
from cxwidgets.methods.kano_table import EVALUATION

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import sample_records  # noqa: E402 - stands beside this script

REPOSITORY = HERE.parent.parent
CLASSES = "AOMIRQ"
CELLS = {
    name: [cell for cell, found in EVALUATION["standard"].items() if found == name]
    for name in CLASSES
}
USUAL = {(1, 3): 4, (1, 4): 2, (3, 5): 3, (2, 5): 4, (3, 3): 6, (2, 4): 2, (2, 3): 2}
"""Answer pairs that are commoner than others of their class, with how much commoner."""


MOOD = 0.7
"""How far apart, up the scale, the most and the least content person rate everything."""
FELT = 0.8
"""The same for one dimension of service; part of it is the person's mood."""


def chosen(random: Random, weights: list[float]) -> int:
    """Return an index, drawn in proportion to the weights."""
    point = random.random() * sum(weights)
    for index, weight in enumerate(weights):
        point -= weight
        if point < 0:
            return index
    return len(weights) - 1


def rated(random: Random, low: int, high: int, share: float, person: float) -> int:
    """Return a rating from ``low`` to ``high`` that lies ``share`` of the way up on average."""
    likely = min(0.98, max(0.02, share + person))
    return low + sum(random.random() < likely for _ in range(high - low))


class Sample:
    """One sample: its parameters and the client they are for."""

    def __init__(self, name: str) -> None:
        with (HERE / f"{name}.toml").open("rb") as stream:
            self.parameters: dict[str, Any] = tomllib.load(stream)
        described = self.parameters.get("client")
        if described is None:
            with (REPOSITORY / "data" / "clients" / name / "client.toml").open("rb") as stream:
                described = tomllib.load(stream)
        self.client = ClientFile.model_validate(described)
        self.folder = self.parameters["folder"]
        self.moods: deque[float] = deque()
        self.segments = [
            segment for segment, n in self.parameters["segments"].items() for _ in range(n)
        ]

    def files(self) -> dict[str, bytes]:
        """Return each file's name and content."""
        found = {}
        for kind in ("kano", "scores", "servqual"):
            section = getattr(self.client, kind)
            if section is not None:
                random = Random(f"{self.parameters['seed']} {kind}")  # noqa: S311 - not for secrets
                people = self._people(section)
                rows = [getattr(self, f"_{kind}")(random, section, row) for row in people]
                found[section.file[0].name] = self._written(rows)
        for kind in ("transactions", "retention"):
            section = getattr(self.client, kind)
            if section is not None:
                random = Random(f"{self.parameters['seed']} {kind}")  # noqa: S311 - the same
                rows = getattr(sample_records, kind)(random, section, self.parameters[kind])
                found[section.file[0].name] = self._written(rows)
        return found

    def _people(self, section: Any) -> list[dict[str, Any]]:
        """Return who answered when, in the order they answered: the same people in each file."""
        random = Random(self.parameters["seed"])  # noqa: S311 - not for secrets
        segments = list(self.segments)
        random.shuffle(segments)
        moment = dt.datetime.fromisoformat(self.parameters["begins"])
        people = []
        for number, segment in enumerate(segments, start=1):
            moment += dt.timedelta(minutes=10 + int(random.random() * 200))
            row: dict[str, Any] = {"": segment}
            if section.respondent:
                row[section.respondent] = number
            if section.at:
                row[section.at] = moment.isoformat(sep=" ")
            if section.segment:
                row[section.segment] = segment
            people.append(row)
        return people

    def _kano(self, random: Random, section: Any, row: dict[str, Any]) -> dict[str, Any]:
        words = {code: words for words, code in section.answers.items()}
        for feature in section.feature:
            likely = self.parameters["kano"][feature.id]
            weights = likely.get(row[""], likely["all"])
            cells = CELLS[CLASSES[chosen(random, weights)]]
            pair = cells[chosen(random, [USUAL.get(cell, 1) for cell in cells])]
            row[feature.functional] = words[pair[0]]
            row[feature.dysfunctional] = words[pair[1]]
            if feature.importance:
                row[feature.importance] = rated(random, 1, 9, likely["importance"], 0)
            if random.random() < self.parameters["left_out"]:
                row[feature.dysfunctional] = ""
        for header in self.parameters.get("dead_columns", ()):
            row[header] = ""
        return row

    def _scores(self, random: Random, section: Any, row: dict[str, Any]) -> dict[str, Any]:
        person = (random.random() - 0.5) * MOOD
        self.moods.append(person)
        index = Random(f"{self.parameters['seed']} index {len(self.moods)}")  # noqa: S311 - the same
        for item in section.item:
            share = self.parameters["scores"][item.id][row[""]]
            own = index if item.measure == "index" else random
            row[item.column] = rated(own, item.low, item.high, share, person)
        return row

    def _servqual(self, random: Random, section: Any, row: dict[str, Any]) -> dict[str, Any]:
        mood = self.moods.popleft() if self.moods else 0.0
        loads = self.parameters["goes_with_scores"]
        hoped, felt = {}, {}
        for dimension in section.dimension:
            load = loads[dimension.id]
            own = sqrt(max(0.0, FELT**2 - (load * MOOD) ** 2))
            hoped[dimension.id] = (random.random() - 0.5) * FELT / 2
            felt[dimension.id] = load * mood + (random.random() - 0.5) * own
        for item in section.item:
            expected, perceived = self.parameters["servqual"][item.id]
            ends = (section.low, section.high)
            row[item.expectation] = rated(random, *ends, expected, hoped[item.dimension])
            row[item.perception] = rated(random, *ends, perceived, felt[item.dimension])
            if random.random() < self.parameters["left_out"]:
                row[item.perception] = ""
        points = self._points(random, [self.parameters["weights"][d.id] for d in section.dimension])
        row |= dict(zip([d.weight for d in section.dimension], points, strict=True))
        return row

    @staticmethod
    def _points(random: Random, weights: list[float]) -> list[int]:
        """Share out 100 points in steps of five."""
        points = [0] * len(weights)
        for _ in range(20):
            points[chosen(random, weights)] += 5
        return points

    def _written(self, rows: list[dict[str, Any]]) -> bytes:
        stream = io.StringIO(newline="")
        columns = [column for column in rows[0] if column]
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return stream.getvalue().encode(self.parameters.get("encoding", "utf-8"))


def names() -> list[str]:
    """Return the samples there are."""
    return sorted(f.stem for f in HERE.glob("*.toml") if f.stem != "index")


def main() -> None:
    """Write the files of all, or the named, samples."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sample", nargs="*", default=names())
    parser.add_argument("--out", type=Path, default=REPOSITORY)
    arguments = parser.parse_args()
    for name in arguments.sample:
        sample = Sample(name)
        for file, content in sample.files().items():
            path = arguments.out / sample.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(path)


if __name__ == "__main__":
    main()
