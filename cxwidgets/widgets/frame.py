"""What frames a class: a result panel, the trainer's console, the course map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets as t

from cxwidgets.twin import render
from cxwidgets.widgets.component import Component, labels_for

if TYPE_CHECKING:
    from cxwidgets.text import Text


class PanelView(Component):
    """A result made in Python: figures, tables, charts, notes."""

    kind = t.Unicode("panel").tag(sync=True)
    panel = t.Dict().tag(sync=True)

    def __init__(self, panel: dict[str, Any], text: Text) -> None:
        super().__init__()
        self._text = text
        self.observe(self._name, "panel")
        self.panel = panel

    def _name(self, change: Any) -> None:
        """Take the words of what the panel shows, and no others: they travel with each panel."""
        kinds = {block["type"] for block in change["new"].get("blocks", ())}
        self.labels = labels_for(self._text, "shell", "panel", *sorted(kinds & {"chart", "map"}))

    def page_state(self) -> dict[str, Any]:
        """Return the panel."""
        return super().page_state() | {"panel": self.panel}

    def twin(self) -> str:
        """Return the panel as plain HTML."""
        return render("panel", panel=self.panel)


class Console(Component):
    """The trainer's console; it talks to the class server and rests without one."""

    kind = t.Unicode("console").tag(sync=True)

    def __init__(self, text: Text) -> None:
        super().__init__(labels=labels_for(text, "console", "shell", "panel", "chart", "map"))

    def twin(self) -> str:
        """Return where the console can be found."""
        return render("note", words=self.labels["console"]["no_class"])


class CourseMap(Component):
    """The modules of the course, with one's own progress where a class server knows it."""

    kind = t.Unicode("course").tag(sync=True)
    definition = t.Dict().tag(sync=True)

    def __init__(self, modules: list[dict[str, Any]], text: Text) -> None:
        labels = labels_for(text, "shell", "course")
        super().__init__(definition={"modules": modules}, labels=labels)

    def page_state(self) -> dict[str, Any]:
        """Return the list of modules."""
        return super().page_state() | {"definition": self.definition}

    def twin(self) -> str:
        """Return the modules as a list."""
        return render("course", modules=self.definition["modules"])
