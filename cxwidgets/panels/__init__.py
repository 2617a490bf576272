"""Panels: from the room's answers to what the room sees.

Each method of an exercise has a module here of the same name: ``room``, ``own``, ``headline``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from cxwidgets.panels.panel import Answered, Figure, Method, Panel
from cxwidgets.panels.rounds import compose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

METHODS = (
    "blueprint",
    "estimate",
    "gaps",
    "journey",
    "kano",
    "loyalty",
    "pareto",
    "peak_end",
    "scorecard",
    "scores",
    "servqual",
    "sorting",
    "style",
    "vote",
    "wall",
)
"""The names an exercise may give as its ``method``; each is a module of this package."""

__all__ = ["METHODS", "Answered", "Figure", "Panel", "headline", "method", "own", "room"]


def method(name: str) -> Method:
    """Return the module of one method, imported on first use: a page needs few of them.

    Raises
    ------
    ValueError
        For a name that is not in ``METHODS``.
    """
    if name not in METHODS:
        raise ValueError(f"no method {name!r}; there are {', '.join(METHODS)}")
    return cast("Method", import_module(f"cxwidgets.panels.{name}"))


def room(exercise: Exercise, rounds: Mapping[int, Sequence[Answered]], text: Text) -> Panel:
    """Return what the room sees: the latest round, and the change since the one before."""
    return compose(method(exercise.method), exercise, rounds, text)


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return what one participant sees about their own answer, or None."""
    return method(exercise.method).own(exercise, value, text)


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the few numbers that stand for one round."""
    return method(exercise.method).headline(exercise, rows, text)
