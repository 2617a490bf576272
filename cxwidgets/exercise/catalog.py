"""All exercises of a course: every TOML file in ``data/course/exercises``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from cxwidgets.exercise.definition import Exercise

if TYPE_CHECKING:
    from pathlib import Path


class DefinitionError(ValueError):
    """A definition file that cannot be used; the message names the file and the place."""


@lru_cache(maxsize=256)
def _load(file: Path, root: Path, _changed: int) -> Exercise:
    try:
        with file.open("rb") as stream:
            exercise = Exercise.model_validate(tomllib.load(stream))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{file.name}: {error}") from None
    except ValidationError as error:
        lines = [
            f"{file.name}: {'.'.join(str(p) for p in e['loc'])}: {e['msg']}"
            for e in error.errors(include_url=False)
        ]
        raise DefinitionError("\n".join(lines)) from None
    if exercise.id != file.stem:
        raise DefinitionError(f"{file.name}: its id is {exercise.id!r}, not {file.stem!r}")
    exercise._root = root  # noqa: SLF001 - the one thing a definition cannot say about itself
    return exercise


def catalog(root: Path) -> dict[str, Exercise]:
    """Return every exercise by id, in the order of their modules' ``order``.

    A file dropped into the folder is there at the next call; a changed file is read again.

    Raises
    ------
    DefinitionError
        If a file does not fit; the message names file and place.
    """
    folder = root / "data" / "course" / "exercises"
    found = [_load(f, root, f.stat().st_mtime_ns) for f in sorted(folder.glob("*.toml"))]
    return {e.id: e for e in sorted(found, key=lambda e: (e.module, e.order, e.id))}
