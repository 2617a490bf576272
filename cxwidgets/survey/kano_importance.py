"""The block of a Kano survey in which the same features are rated by importance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import hints
from cxwidgets.survey.kano_blocks import cut_apart
from cxwidgets.survey.kano_names import cleaned
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.kano_pair import Pair
    from cxwidgets.survey.tabular import Table


def with_importance(table: Table, found: Sequence[Pair]) -> list[Pair]:
    """Return pairs with the columns that rate their features, where a heading speaks of importance.

    Only where most pairs have such a column: one alone may be a question of its own.
    """
    if not found or any(pair.importance for pair in found):
        return list(found)
    taken = {column for pair in found for column in (pair.functional, pair.dysfunctional)}
    free = [column for column in table.frame.columns if column not in taken]
    best: dict[str, str] = {}
    for titles in ({c: table.question(c) for c in free}, {c: c for c in free}):
        for grid, labels in cut_apart(titles):
            for head, rows in grid.items():
                if hints(head, "important"):
                    named = {folded(cleaned(labels[row])): column for row, column in rows.items()}
                    rated = {p.label: named[f] for p in found if (f := folded(p.label)) in named}
                    best = max(best, rated, key=len)
    if 2 * len(best) <= len(found):
        return list(found)
    return [replace(pair, importance=best.get(pair.label, "")) for pair in found]
