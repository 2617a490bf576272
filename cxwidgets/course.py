"""The course: where it lives on disk, and its modules in order."""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Words(BaseModel):
    """One thing said in both languages; neither side may be empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, lang: str) -> str:
        """Return one side, so that ``Text.pick`` reads it like a dictionary."""
        return str(getattr(self, lang))


class Module(BaseModel):
    """One course module: a notebook and what the course map says about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    notebook: str = Field(pattern=r"^[0-9a-z_]+$")
    minutes: int = Field(ge=0)
    title: Words
    summary: Words
    objectives: tuple[Words, ...] = ()
    audience: str = Field(default="trainee", pattern="^(trainee|trainer|client)$")


def find_root(start: Path | None = None) -> Path:
    """Find the folder that holds ``notebooks/`` and ``data/course/``.

    Parameters
    ----------
    start
        The folder itself. When omitted, the working directory and its parents are tried, then
        the folder named by ``CXW_ROOT``, then the one this package stands in.

    Raises
    ------
    FileNotFoundError
        If none of them holds a course.
    """
    here = (start or Path.cwd()).resolve()
    known = Path(os.environ.get("CXW_ROOT") or Path(__file__).resolve().parent.parent)
    for folder in (here,) if start else (here, *here.parents, known):
        if (folder / "notebooks").is_dir() and (folder / "data" / "course").is_dir():
            return folder
    raise FileNotFoundError(
        f"no course in {here}{'' if start else ' or above'}: "
        "a course has the folders notebooks and data/course"
    )


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int) -> tuple[Module, ...]:
    with file.open("rb") as stream:
        return tuple(Module.model_validate(m) for m in tomllib.load(stream)["module"])


def modules(root: Path) -> tuple[Module, ...]:
    """Return the modules in course order, read from ``data/course/modules.toml``."""
    file = root / "data" / "course" / "modules.toml"
    return _read(file, file.stat().st_mtime_ns)


def module(root: Path, module_id: str) -> Module:
    """Return one module; ``KeyError`` names the known ones."""
    found = {m.id: m for m in modules(root)}
    if module_id not in found:
        raise KeyError(f"no module {module_id!r}; the course has {', '.join(found)}")
    return found[module_id]
