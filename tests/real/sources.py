"""How the reference sets come into the product: through a client folder, as any survey does."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from cxwidgets import client as clients
from cxwidgets.survey import tabular

HEAD = """\
name = {{ zh = "实", en = "Real" }}
language = "en"
[scores]
segment = {segment}
no_answer = {no_answer}
[[scores.file]]
name = {file}
"""
ITEM = """
[[scores.item]]
id = "i{number}"
zh = {column}
en = {column}
column = {column}
measure = "{measure}"
low = {low}
high = {high}
top = 1
{answers}
"""


class Sets:
    """The folder of reference sets, and a place for what is unpacked from them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._work = Path(mkdtemp(prefix="real-"))

    def file(self, name: str) -> Path:
        """Return a file of a set, unpacked where it is packed."""
        path = self.folder / name
        if path.suffix not in (".zip", ".gz"):
            return path
        target = self._work / f"{path.stem.removesuffix('.csv')}.csv"
        if not target.exists():
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    (inside,) = (n for n in archive.namelist() if n.endswith(".csv"))
                    target.write_bytes(archive.read(inside))
            else:
                with gzip.open(path) as stream, target.open("wb") as out:
                    shutil.copyfileobj(stream, out)
        return target

    @lru_cache(maxsize=8)  # noqa: B019 - one object for the whole run
    def table(self, name: str):
        """Return a file as it is read: its dialect, rows and columns."""
        return tabular.read(self.file(name))

    @lru_cache(maxsize=8)  # noqa: B019 - the same
    def scores(
        self, name: str, columns, scale, segment="", no_answer=(), answers=(), measure="csat"
    ):
        """Return the tidy answers of some rating columns, and the account of the rows."""
        source = self.file(name)
        folder = Path(mkdtemp(dir=self._work)) / "data" / "clients" / "real"
        folder.mkdir(parents=True)
        shutil.copyfile(source, folder / source.name)
        words = "\n".join(f"{quoted(word)} = {code}" for word, code in answers)
        toml = HEAD.format(
            segment=quoted(segment), no_answer=listed(no_answer), file=quoted(source.name)
        )
        for number, column in enumerate(columns):
            toml += ITEM.format(
                number=number,
                column=quoted(column),
                measure=measure,
                low=scale[0],
                high=scale[1],
                answers=f"[scores.item.answers]\n{words}" if words else "",
            )
        (folder / "client.toml").write_text(toml, encoding="utf-8")
        client = clients.load(folder.parent.parent.parent, "real")
        return client.survey_with_account("scores")

    def close(self) -> None:
        """Remove what was unpacked."""
        shutil.rmtree(self._work, ignore_errors=True)


def quoted(words: str) -> str:
    from cxwidgets.survey.proposal.entry import quote

    return quote(words)


def listed(words) -> str:
    return "[" + ", ".join(map(quoted, words)) + "]"


def by_item(found):
    """Return n and mean of each item, in order."""
    answers, _ = found
    own = answers.groupby("item", observed=True)["score"]
    return list(zip(own.count().tolist(), own.mean().tolist(), strict=True))


def by_segment(found):
    """Return n and mean of each segment."""
    answers, _ = found
    own = answers.groupby("segment")["score"]
    return {
        str(name): (int(n), float(mean))
        for name, n, mean in zip(own.count().index, own.count(), own.mean(), strict=True)
    }
