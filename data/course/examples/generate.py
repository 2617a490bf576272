"""Make the synthetic teaching tables again: ``python data/course/examples/generate.py``."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
LOW, HIGH = -3, 3


def read(file: Path) -> dict[str, object]:
    """Read a TOML file."""
    with file.open("rb") as stream:
        return tomllib.load(stream)


def rated_lines() -> list[dict[str, object]]:
    """Rate every step of two lines by as many people: one row a rating."""
    plan = read(HERE / "regular_brt.toml")
    steps = read(HERE.parent / "maps" / f"{plan['map']}.toml")["step"]
    random = np.random.default_rng(plan["seed"])
    rows = []
    for number, line in enumerate(plan["line"]):
        for person in range(plan["people"]):
            mood = random.normal(0, plan["personal"])
            for at, step in enumerate(steps, start=1):
                felt = random.normal(line["feels"][step["id"]] + mood, plan["spread"])
                rows.append(
                    {
                        "respondent": 1 + person + number * plan["people"],
                        "segment_zh": line["zh"],
                        "segment_en": line["en"],
                        "at": at,
                        "touchpoint_zh": step["zh"],
                        "touchpoint_en": step["en"],
                        "score": int(np.clip(np.rint(felt), LOW, HIGH)),
                    }
                )
    return rows


def voted_ideas() -> list[dict[str, object]]:
    """Vote on the impact and the effort of each idea: one row a vote."""
    plan = read(HERE / "bus_ideas.toml")
    random = np.random.default_rng(plan["seed"])
    rows = []
    for person in range(1, plan["people"] + 1):
        hope = random.normal(0, plan["personal"])
        for idea in plan["idea"]:
            row = {"respondent": person, "item_zh": idea["zh"], "item_en": idea["en"]}
            for half in ("impact", "effort"):
                felt = random.normal(idea[half] + hope, plan["spread"])
                row[half] = int(np.clip(np.rint(felt), 1, 5))
            rows.append(row)
    return rows


def tolerated() -> list[dict[str, object]]:
    """Rate each statement three times: adequate, desired and perceived; one row a statement."""
    plan = read(HERE / "bus_zone.toml")
    random = np.random.default_rng(plan["seed"])
    rows = []
    for person in range(1, plan["people"] + 1):
        mood = random.normal(0, plan["personal"])
        for statement in plan["statement"]:
            row = {"respondent": person, "item": statement["id"]}
            row["dimension"] = statement["dimension"]
            for name in ("adequate", "desired", "perception"):
                felt = random.normal(statement[name] + mood, plan["spread"])
                row[name] = int(np.clip(np.rint(felt), 1, 9))
            row["desired"] = max(row["desired"], row["adequate"])  # nobody misread
            rows.append(row)
    return rows


def believed() -> list[dict[str, object]]:
    """Rate what is expected, managers as they think riders would: one row a rating."""
    plan = read(HERE / "bus_beliefs.toml")
    random = np.random.default_rng(plan["seed"])
    rows = []
    for who, half in (("managers", "belief"), ("riders", "expectation")):
        for person in range(1, plan[who] + 1):
            mood = random.normal(0, plan["personal"])
            for statement in plan["statement"]:
                felt = random.normal(statement[half] + mood, plan["spread"])
                rows.append(
                    {
                        "who": who,
                        "respondent": person,
                        "dimension": statement["dimension"],
                        "item_zh": statement["zh"],
                        "item_en": statement["en"],
                        "expectation": int(np.clip(np.rint(felt), 1, 7)),
                    }
                )
    return rows


def main() -> None:
    """Write each table beside its plan."""
    tables = {
        "regular_brt": rated_lines(),
        "bus_ideas": voted_ideas(),
        "bus_zone": tolerated(),
        "bus_beliefs": believed(),
    }
    for name, rows in tables.items():
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
