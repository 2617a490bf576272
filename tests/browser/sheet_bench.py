"""A sheet for the browser tests: a column of each kind, and ways to draw, read and fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.text import Text

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.harness import Bare, Mounted

TEXT = Text("en")
OPEN = {"low": -1e12, "high": 1e12, "step": 1, "choice": [], "max_length": 60}
WAYS = [{"id": "up", "label": "Higher"}, {"id": "down", "label": "Lower"}]
COLUMNS = [
    {"id": "measure", "label": "Measure", "kind": "fixed"},
    {"id": "target", "label": "Target", "kind": "number", "low": 0, "high": 100, "unit": "%"},
    {"id": "way", "label": "Way", "kind": "choice", "choice": WAYS},
    {"id": "note", "label": "Note", "kind": "text"},
]
ROWS = [
    {"id": "on_time", "cells": {"measure": "On time", "target": 90}},
    {"id": "clean", "cells": {"measure": "Clean", "target": 95}},
]
DEFINITION = {"id": "sheet", "module": "m", "component": "sheet", "title": "A sheet", "task": ""}
DEFINITION |= {"free_rows": 2, "column": [OPEN | column for column in COLUMNS], "row": ROWS}
TINY = 43.5


def mount(page: Bare, labels: Any, lang: str = "en", **traits: Any) -> Mounted:
    if page.page.url == "about:blank":
        page.open(lang=lang)
    definition = DEFINITION | traits.pop("definition", {})
    given = {"value": {}, "status": {"state": "idle"}, "panels": {"own": None, "room": None}}
    return page.mount(
        "exercise", definition=definition, labels=labels(lang, "sheet"), **(given | traits)
    )


def cell(card: Mounted, row: str, column: str) -> Locator:
    return card.el.locator(f"[data-line='{row}'][data-column='{column}']")


def rows(card: Mounted) -> dict[str, dict[str, Any]]:
    return {row["id"]: row["cells"] for row in card.get("value")["rows"]}


def settled(card: Mounted, row: str, column: str, value: object) -> None:
    """Wait until the kernel would hold this cell."""
    card.page.wait_for_function(
        """([i, r, c, v]) => {
          const row = (shim.mounted[i].model.get("value").rows || []).find((x) => x.id === r);
          return row && (row.cells[c] ?? null) === v;
        }""",
        arg=[card.index, row, column, value],
    )


def paste(field: Locator, text: str) -> bool:
    """Paste as from a spreadsheet; return whether the sheet took it over from the browser."""
    field.focus()
    return field.evaluate(
        """(e, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const given = { clipboardData, bubbles: true, cancelable: true };
          return !e.dispatchEvent(new ClipboardEvent("paste", given));
        }""",
        text,
    )
