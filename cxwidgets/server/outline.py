"""The course as the trainer opens it: modules, their sections, the exercises in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat

from cxwidgets import course
from cxwidgets.edition import sections

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cxwidgets.course import Module
    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def read_notebook(root: Path, module: Module) -> Any:
    """Return a module's notebook as it stands on disk."""
    return nbformat.read(root / "notebooks" / f"{module.notebook}.ipynb", as_version=4)


@dataclass(frozen=True)
class Place:
    """Where an exercise stands."""

    module: str
    section: int


class Outline:
    """Modules for trainees, in order, with the place of every exercise.

    Parameters
    ----------
    root
        The course's folder.
    exercises
        The catalog; an exercise that no notebook places stands where ``cx.exercises()`` is.
    """

    def __init__(self, root: Path, exercises: Mapping[str, Exercise]) -> None:
        self.modules = [m for m in course.modules(root) if m.audience == "trainee"]
        self.places: dict[str, Place] = {}
        self._sections: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._exercises = exercises
        for module in self.modules:
            notebook = read_notebook(root, module)
            for lang in ("zh", "en"):
                found = sections(notebook, lang)
                self._fill_rest(module.id, found)
                self._sections[module.id, lang] = found
            for section in found:
                for exercise in section["exercises"]:
                    self.places[exercise] = Place(module.id, section["index"])

    def _fill_rest(self, module: str, found: list[dict[str, Any]]) -> None:
        placed = {e for s in found for e in s["exercises"]}
        rest = [e.id for e in self._exercises.values() if e.module == module and e.id not in placed]
        for section in found:
            if section["rest"]:
                section["exercises"] = section["exercises"] + rest

    def exercises(self, module: str) -> list[str]:
        """Return a module's exercises in page order."""
        return [e for e, place in self.places.items() if place.module == module]

    def listing(self, text: Text) -> list[dict[str, Any]]:
        """Return what the trainer's console lists, in one language."""
        return [
            {
                "module": module.id,
                "title": text.pick(module.title),
                "minutes": module.minutes,
                "notebook": module.notebook,
                "sections": [
                    {
                        "index": section["index"],
                        "title": section["title"] or text.pick(module.title),
                        "exercises": [
                            {"id": e, "title": text.pick(self._exercises[e].title)}
                            for e in section["exercises"]
                        ],
                    }
                    for section in self._sections[module.id, text.lang]
                ],
            }
            for module in self.modules
        ]
