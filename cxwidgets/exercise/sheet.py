"""Sheets: small editable tables with typed columns."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from cxwidgets.course import Words
from cxwidgets.exercise import answer
from cxwidgets.exercise.part import Choice, Part


class Column(Part):
    """A typed column."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    kind: Literal["fixed", "text", "number", "choice"]
    low: float = -1e12
    high: float = 1e12
    step: float = 1
    unit: Words | None = None
    choice: tuple[Choice, ...] = ()
    max_length: int = Field(default=200, ge=1, le=answer.TEXT_LENGTH)

    def clean(self, value: object, where: str) -> Any:
        """Check one cell; an empty cell is ``None``."""
        if value is None or value == "":
            return None
        if self.kind == "number":
            return answer.number(value, self.low, self.high, where)
        if self.kind == "choice":
            return answer.one_of(value, {c.id for c in self.choice}, where)
        return answer.text(value, self.max_length, where)


class Row(Part):
    """A row that is there from the start."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    cells: dict[str, Words | int | float | str] = Field(default_factory=dict)


def clean(
    columns: tuple[Column, ...], rows: tuple[Row, ...], free_rows: int, value: object
) -> dict[str, Any]:
    """Check a sheet: known columns, given rows plus at most ``free_rows`` of one's own."""
    given = answer.mapping(value, "sheet")
    for key in given:
        answer.one_of(key, {"rows"}, "sheet")
    editable = {c.id: c for c in columns}
    fixed = {r.id for r in rows}
    result: list[dict[str, Any]] = []
    seen: set[str] = set()
    for entry in answer.sequence(given.get("rows", []), "sheet.rows", len(rows) + free_rows):
        row = answer.mapping(entry, "sheet.rows")
        row_id = answer.text(row.get("id"), 60, "sheet.rows.id")
        if not row_id.replace("-", "").replace("_", "").isalnum() or row_id in seen:
            raise answer.AnswerError(f"sheet: {answer.shown(row_id)} is no new row id")
        if row_id not in fixed and len([i for i in seen if i not in fixed]) >= free_rows:
            raise answer.AnswerError(f"sheet: no more than {free_rows} rows can be added")
        seen.add(row_id)
        cells = {}
        for column_id, cell in answer.mapping(row.get("cells", {}), f"sheet.{row_id}").items():
            answer.one_of(column_id, set(editable), f"sheet.{row_id}")
            column = editable[column_id]
            if column.kind == "fixed" and row_id in fixed:
                continue  # what the course prints is not the trainee's to change
            cells[column_id] = column.clean(cell, f"sheet.{row_id}.{column_id}")
        result.append({"id": row_id, "cells": cells})
    return {"rows": result}
