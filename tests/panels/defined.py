"""Small exercises and rooms for the tests of panels."""

from __future__ import annotations

from cxwidgets.exercise import Exercise
from cxwidgets.panels.panel import Answered


def both(words):
    return {"zh": words, "en": words}


def exercise(method, component, **fields):
    start = {
        "id": "small",
        "module": "user_thinking",
        "method": method,
        "component": component,
        "minutes": 5,
        "title": both("title"),
        "task": both("task"),
    }
    return Exercise.model_validate(start | fields)


def room_of(*values, names=None):
    return [
        Answered(f"p{i}", names[i] if names else None, "A", value) for i, value in enumerate(values)
    ]


def blocks(panel, kind):
    return [block for block in panel.to_json()["blocks"] if block["type"] == kind]


def figures(panel):
    return {f["label"]: f["value"] for block in blocks(panel, "figures") for f in block["items"]}


def tables(panel):
    """Return all tables, those behind charts included."""
    charts = [block["table"] for block in blocks(panel, "chart") if block["table"]]
    return [*blocks(panel, "table"), *charts]


def said(panel):
    return " ".join(block["text"] for block in blocks(panel, "text"))
