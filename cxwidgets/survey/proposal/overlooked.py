"""Columns that look like ratings although their header names no measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.survey.kano_pair import wordings
from cxwidgets.survey.kano_pairs import pairs
from cxwidgets.survey.proposal.scale import answers
from cxwidgets.survey.proposal.servqual import halves
from cxwidgets.survey.proposal.tone import is_known
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxwidgets.survey.tabular import Table

_PART = re.compile(r"(?P<stem>.*\w.*?)(?:\s*[-\u2013\u2014]\s*|[\[_])[^\[\u2013\u2014]+")
_CODE = re.compile(r"[a-z]{1,2}\d{1,2}")
_FEWEST, _MOST = 3, 11
_TEN, _PART_SHOWN = 10, 3


@dataclass(frozen=True)
class Matrix:
    """The rows of one matrix question: its columns, and the answers they share."""

    columns: list[str]
    given: list[str]

    @property
    def why(self) -> str:
        """Why it is not proposed, although it looks like a rating."""
        shown = ", ".join(map(quoted, self.given[:_PART_SHOWN]))
        more = " …" if len(self.given) > _PART_SHOWN else ""
        return (
            f"looks like a rating ({shown}{more}), but its header says nothing of recommending, "
            "satisfaction, effort or rating"
        )


def of_other_kinds(table: Table) -> set[str]:
    """Return the columns that a Kano or a SERVQUAL survey has pairs of.

    Answers such as ``satisfied`` are of no Kano question, even where two stand side by side.
    """
    found = [c for p in pairs(table)[0] for c in (p.functional, p.dysfunctional, p.importance) if c]
    kano = {c for c in found if not all(map(is_known, wordings(table, [c])))}
    return kano | halves(table)


def matrices(tables: Sequence[Table], taken: Collection[str]) -> list[Matrix]:
    """Return the matrix questions that look like ratings, without the columns of ``taken``."""
    stems: dict[str, list[str]] = {}
    for column in tables[0].frame.columns:
        part = _PART.fullmatch(folded(tables[0].question(column)))
        if part and column not in taken:
            stems.setdefault(part["stem"], []).append(column)
    found = [Matrix(own, _answered(tables, own)) for own in stems.values() if len(own) > 1]
    return [each for each in found if each.given]


def _answered(tables: Sequence[Table], columns: Sequence[str]) -> list[str]:
    """Return the different answers to a matrix; none where they are no ratings."""
    numbers: set[int] = set()
    words: set[str] = set()
    for column in columns:
        own, other = answers(tables, column)
        if not own and not other:
            return []
        numbers.update(own)
        words.update(other)
    if not _FEWEST <= len(numbers) + len(words) <= _MOST:
        return []
    rated = all(is_known(word) or _CODE.fullmatch(folded(word)) for word in words)
    on_scale = all(0 <= number <= _TEN for number in numbers)
    return [*map(str, sorted(numbers)), *sorted(words)] if rated and on_scale else []
