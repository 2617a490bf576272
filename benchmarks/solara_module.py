"""A module's page in Solara: its prose and a working control for everything it asks.

Run by ``light_load.py`` with ``solara run``; ``CXW_CONTENT`` names the JSON file with what to show:
``{"prose": markdown}`` or ``{"title", "task", "controls": [{"label", "options"}]}`` each.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import solara

CONTENT = json.loads(Path(os.environ["CXW_CONTENT"]).read_text(encoding="utf-8"))


@solara.component
def Exercise(title: str, task: str, controls: list[dict[str, Any]]) -> None:  # noqa: N802 - Solara's style
    """One exercise with its own state."""
    answers, set_answers = solara.use_state({})
    with solara.Card(title):
        solara.Markdown(task)
        for number, control in enumerate(controls):
            label, options = control["label"], control["options"]

            def change(value: object, number: int = number) -> None:
                set_answers({**answers, number: value})

            if options:
                solara.Select(label, options, value=answers.get(number), on_value=change)
            else:
                solara.InputText(label, value=answers.get(number, ""), on_value=change)
        solara.Text(str(len(answers)))


@solara.component
def Page() -> None:  # noqa: N802 - Solara's style
    """Show the module from top to bottom."""
    with solara.Column():
        for part in CONTENT:
            if "prose" in part:
                solara.Markdown(part["prose"])
            else:
                Exercise(part["title"], part["task"], part["controls"])
