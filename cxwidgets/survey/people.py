"""Telling respondents apart: each row of a survey is one respondent, whatever its number says.

Two branches may both number their respondents from 1, and a form may be sent in twice. An id that
stands once is kept, so that the same person can be found in another survey of the client. One that
stands more often gets the segment of its file, or its file and row, behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.reader import Reader


def name_people(readers: Sequence[Reader]) -> None:
    """Set ``people`` of each file of a survey: who stands in each row.

    A row without an id is called by its file and number, so that it is the same person in every
    survey that reads this row. Ids that stand in several files are noted.
    """
    ids = [reader.ids() for reader in readers]
    rows = [_rows(reader) for reader in readers]
    kept = all(reader.ids_last for reader in readers)
    found = ids if kept else _apart(readers, ids, rows)
    _note_shared(readers, ids, kept)
    for reader, people, row in zip(readers, found, rows, strict=True):
        reader.people = people.where(people != "", row)


def _apart(
    readers: Sequence[Reader], ids: Sequence[pd.Series], rows: Sequence[pd.Series]
) -> list[pd.Series]:
    """Return ids of which none stands twice; a blank one stays blank."""
    homes = [_at_home(reader, column) for reader, column in zip(readers, ids, strict=True)]
    plain, at_home = _twice(ids), _twice(homes)
    found = []
    for column, home, row in zip(ids, homes, rows, strict=True):
        better = home.where(~home.isin(at_home), column + " (" + row + ")")
        found.append(column.mask(column.isin(plain), better))
    if _twice([*found, *rows]):  # an id that looks like one of ours
        return list(rows)
    return found


def _note_shared(readers: Sequence[Reader], ids: Sequence[pd.Series], kept: bool) -> None:
    """Note ids that stand in several files, and how they are taken."""
    homes: dict[str, list[int]] = {}
    for place, column in enumerate(ids):
        for one in column[column != ""].unique():
            homes.setdefault(one, []).append(place)
    shared = {one: places for one, places in homes.items() if len(places) > 1}
    if not shared:
        return
    others = ", ".join(dict.fromkeys(readers[p].place for s in shared.values() for p in s[1:]))
    taken = "the same" if kept else "different people"
    example, (first, *_) = next(iter(shared.items()))
    column = ids[first]
    row = int(column.index[column == example][0])
    what = f"{len(shared)} of these also stand in {others}; they are taken for {taken}"
    file = readers[first].table.file
    readers[first].notes.append(Problem(what, file, (row,), str(column.name), example))


def _rows(reader: Reader) -> pd.Series:
    index = reader.table.frame.index
    return pd.Series(f"{reader.place}:" + index.astype(str), index=index, dtype=object)


def _at_home(reader: Reader, ids: pd.Series) -> pd.Series:
    """Return ids with the segment their file belongs to, where it says one."""
    return ids.mask(ids != "", ids + f" ({reader.home})") if reader.home else ids


def _twice(columns: Sequence[pd.Series]) -> set[str]:
    """Return the ids that stand more than once."""
    ids = pd.concat(columns)
    return set(ids[ids.duplicated() & (ids != "")])
