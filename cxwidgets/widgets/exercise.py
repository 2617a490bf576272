"""Exercise components: a definition, an answer, what Python says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import traitlets as t

from cxwidgets.exercise.answer import AnswerError
from cxwidgets.twin import render
from cxwidgets.widgets.component import Component, labels_for

if TYPE_CHECKING:
    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


class Keeper(Protocol):
    """Who keeps answers where no class server does: a notebook run alone."""

    def load(self, exercise: str) -> dict[str, Any]:
        """Return the last answer, or an empty one."""

    def keep(self, exercise: str, value: dict[str, Any]) -> None:
        """Store an answer."""


class ExerciseComponent(Component):
    """A component that asks something.

    Attributes
    ----------
    definition
        What the page may know of the exercise: no keys, no reasons.
    value
        The answer, checked in Python before it is kept.
    status
        ``{"state": "idle" | "saving" | "saved" | "kept" | "locked" | "error", "message"?}``.
    room
        ``{"open", "revealed", "round", "count", "version"}``.
    panels
        ``{"own": panel | None, "room": panel | None}``.
    """

    kind = t.Unicode("exercise").tag(sync=True)
    definition = t.Dict().tag(sync=True)
    value = t.Dict().tag(sync=True)
    status = t.Dict({"state": "idle"}).tag(sync=True)
    room = t.Dict().tag(sync=True)
    panels = t.Dict({"own": None, "room": None}).tag(sync=True)

    def __init__(self, exercise: Exercise, text: Text, keeper: Keeper | None = None) -> None:
        self._exercise, self._text, self._keeper = exercise, text, keeper
        super().__init__(
            definition=exercise.resolve(text),
            labels=labels_for(text, "shell", "panel", exercise.component)
            | ({"chart": text.section("ui.chart")} if "ui.chart" in text else {})
            | ({"map": text.section("ui.map")} if "ui.map" in text else {}),
            room={"open": True, "revealed": False, "round": 1, "count": 0, "version": 0},
            value=keeper.load(exercise.id) if keeper else {},
        )
        if keeper:
            self.observe(self._keep, names=["value"])
            if self.value:
                self._comment(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._exercise.id!r})"

    def page_state(self) -> dict[str, Any]:
        """Return definition and words; the class server adds the answer."""
        return super().page_state() | {"definition": self.definition}

    def twin(self) -> str:
        """Return title and task, for a reader without scripts."""
        return render("exercise", exercise=self.definition)

    def _keep(self, change: dict[str, Any]) -> None:
        if self._keeper is None:
            return
        try:
            clean = self._exercise.clean(change["new"])
        except AnswerError as error:
            self.status = {"state": "error", "message": str(error)}
            return
        self._keeper.keep(self._exercise.id, clean)
        self.status = {"state": "saved"}
        self._comment(clean)

    def _comment(self, value: dict[str, Any]) -> None:
        """Judge the answer in Python; alone, there is nobody to wait for before a reveal."""
        from cxwidgets import panels

        own = panels.own(self._exercise, value, self._text)
        panels_now: dict[str, Any] = {"own": own.to_json() if own else None, "room": None}
        self.panels = panels_now


class Form(ExerciseComponent):
    """Questions: ratings, choices, numbers, texts, Kano pairs, expectation/perception pairs."""


class Board(ExerciseComponent):
    """Cards into zones."""


class ServiceMapEditor(ExerciseComponent):
    """Steps × lanes: a journey and a blueprint of one service."""


class Sheet(ExerciseComponent):
    """A small editable table."""


_CLASSES = {"form": Form, "board": Board, "map": ServiceMapEditor, "sheet": Sheet}


def exercise_component(
    exercise: Exercise, text: Text, keeper: Keeper | None = None
) -> ExerciseComponent:
    """Return the component that shows an exercise."""
    return _CLASSES[exercise.component](exercise, text, keeper)
