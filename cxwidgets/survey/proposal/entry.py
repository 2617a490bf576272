"""The lines of a proposal: TOML where it is sure, commented TOML where a person decides."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.wording import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_DELETE = "\x7f"
_NOT_USED = 0.0


def quote(value: Any) -> str:
    """Return a string or number as TOML; what stands in a survey cannot leave its quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace(_DELETE, "\\u007f")
    return str(value)


def assign(**values: Any) -> str:
    """Return one ``key = value`` line for each argument that is not empty."""
    return "\n".join(f"{key} = {quote(v)}" for key, v in values.items() if v != "")


@dataclass(frozen=True)
class Entry:
    """Some lines of TOML.

    Attributes
    ----------
    toml
        The lines.
    says
        The same for a person, on one line; not printed when empty.
    confidence
        Between 0 and 1.
    is_sure
        Whether the lines may stand without a person's decision.
    undecided
        What to decide, where leaving the lines out would lose something in silence.
    """

    toml: str
    says: str = ""
    confidence: float = 1.0
    is_sure: bool = True
    undecided: str = ""


@dataclass
class Proposal:
    """A section of ``client.toml``, line by line.

    Attributes
    ----------
    kind
        Name of the section.
    entries
        Its lines, in order.
    open
        Things to decide that no line stands for.
    """

    kind: str
    entries: list[Entry] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def undecided(self) -> list[str]:
        """Return what a person has to decide."""
        return [*self.open, *(e.undecided for e in self.entries if not e.is_sure and e.undecided)]

    def is_sure(self) -> bool:
        """Say whether there is nothing to decide."""
        return not self.open and all(entry.is_sure for entry in self.entries)

    def toml(self, *, accept: bool) -> str:
        """Return the section; with ``accept`` unsure lines stand as if they were sure."""
        return "\n".join(
            entry.toml if entry.is_sure or accept else _commented(entry) for entry in self.entries
        )

    def lines(self) -> list[str]:
        """Return the proposal for a terminal: confidence first, unsure lines marked."""
        said = [
            f"{'  ' if entry.is_sure else '? '}{entry.confidence:4.2f}  {entry.says}"
            for entry in self.entries
            if entry.says
        ]
        return [*said, *(f"?       {printable(what)}" for what in self.open)]


def joined(proposals: Sequence[Proposal]) -> Proposal:
    """Return several sections as one proposal."""
    blank = Entry("")
    return Proposal(
        ", ".join(proposal.kind for proposal in proposals),
        [entry for proposal in proposals for entry in (*proposal.entries, blank)][:-1],
        [what for proposal in proposals for what in proposal.open],
    )


def files(kind: str, tables: Sequence[Table]) -> list[Entry]:
    """Return the file entries; several files become segments named after them."""
    found = []
    for table in tables:
        encoding = "" if table.is_sure else table.encoding
        segment = table.file.rsplit(".", 1)[0] if len(tables) > 1 else ""
        dialect = "" if table.recognised.name == "plain" else table.recognised.name
        toml = assign(
            name=table.file,
            encoding=encoding,
            sheet=table.sheet,
            dialect=dialect,
            segment=segment,
        )
        found.append(Entry(f"\n[[{kind}.file]]\n{toml}"))
    return found


def told_apart(names: Sequence[str]) -> list[str]:
    """Return names no two of which are the same: the second of a name has `` (2)`` behind it."""
    found: list[str] = []
    for name in names:
        number, own = 1, name
        while own in found or (number > 1 and own in names):
            number += 1
            own = f"{name} ({number})"
        found.append(own)
    return found


def unused(column: str, why: str) -> Entry:
    """Return a comment on a column that could be missed in the proposal."""
    toml = f"# not used: column {quote(column)}: {why}"
    return Entry(toml, f"not used: column {quoted(column)}: {why}", _NOT_USED)


def _commented(entry: Entry) -> str:
    lines = entry.toml.split("\n")
    while lines and not lines[0]:
        lines.pop(0)
    head = f"# to decide (confidence {entry.confidence:.2f}); remove the # where it is right"
    return "\n".join(["", head, *(f"# {line}".rstrip() for line in lines)])
