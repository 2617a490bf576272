"""From stored answers to what methods take: maps, sheets and boards.

Answers were checked when they came in, so nothing is judged again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.artifacts.service_map import ServiceMap
from cxwidgets.course import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.panels.panel import Answered
    from cxwidgets.text import Text


def service_map(value: Mapping[str, Any], variant: str) -> ServiceMap | None:
    """Return one variant of a map answer; None if it was not drawn."""
    content = value.get("maps", {}).get(variant)
    return ServiceMap.model_validate(content) if content else None


def service_maps(rows: Sequence[Answered], variant: str) -> dict[str, ServiceMap]:
    """Return the maps of all who drew this variant, by participant."""
    found = {row.participant: service_map(row.value, variant) for row in rows}
    return {who: drawn for who, drawn in found.items() if drawn is not None}


def sheet_rows(exercise: Exercise, value: Mapping[str, Any], text: Text) -> list[dict[str, Any]]:
    """Return a sheet's rows, each a dictionary of cells with ``id``.

    What the definition fills in stays unless the trainee wrote over it; rows of their own follow.
    A printed cell that came back unchanged in the other language is the same cell.
    """
    given = {row["id"]: row.get("cells", {}) for row in value.get("rows", [])}
    printed = {row.id: row.cells for row in exercise.row}
    rows = []
    for row_id in (*printed, *(i for i in given if i not in printed)):
        start, written = printed.get(row_id, {}), given.get(row_id, {})
        cells = {k: _said(v, text) for k, v in start.items()}
        cells |= {k: v for k, v in written.items() if not _same(start.get(k), v)}
        rows.append({"id": row_id} | cells)
    return rows


def placements(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a board's placed cards as (card, zone), own cards included."""
    zones = value.get("zones", {})
    return [(card, zone) for zone, cards in zones.items() for card in cards]


def _said(cell: Any, text: Text) -> Any:
    return cell[text.lang] if isinstance(cell, Words) else cell


def _same(printed: Any, written: Any) -> bool:
    return isinstance(printed, Words) and written in (printed.zh, printed.en)
