"""A client: a folder with a ``client.toml`` beside the untouched files of their survey."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from cxwidgets import survey
from cxwidgets.client_toml import ClientFile
from cxwidgets.survey.columns import KINDS
from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from cxwidgets.course import Words
    from cxwidgets.survey.account import Account

SLUG = re.compile(r"[a-z0-9_-]+")
FILE = "client.toml"


class ClientError(SurveyError):
    """There is no such client, or its ``client.toml`` does not fit; see ``problems``."""


@dataclass(frozen=True)
class Client:
    """A client and what their ``client.toml`` says.

    Attributes
    ----------
    slug
        The folder's name.
    folder
        Where it is.
    toml
        The checked content of ``client.toml``.
    """

    slug: str
    folder: Path
    toml: ClientFile
    _read: dict[tuple[Any, ...], tuple[pd.DataFrame, Account]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def name(self) -> Words:
        """The client's name in both languages."""
        return self.toml.name

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of survey the client has, in the course's order."""
        return tuple(kind for kind in KINDS if self.has(kind))

    def has(self, kind: str) -> bool:
        """Say whether the client has a survey, or records, of this kind: one of `KINDS`."""
        if kind not in KINDS:
            raise ValueError(
                f"the kind of survey is {kind!r}; it must be one of {', '.join(KINDS)}"
            )
        return getattr(self.toml, kind) is not None

    def survey(self, kind: str, lang: str | None = None) -> pd.DataFrame:
        """Return the answers to a survey as a tidy frame.

        Parameters
        ----------
        kind
            One of `KINDS`: ``kano``, ``scores``, ``servqual``, ``transactions``, ``retention``.
        lang
            Language of the names of features, items, dimensions and segments; the client's own
            when omitted.

        Raises
        ------
        ClientError
            If the client has no such survey.
        cxwidgets.survey.problems.SurveyError
            If the files do not fit ``client.toml``; everything that does not is listed.
        """
        return self.survey_with_account(kind, lang)[0]

    def survey_with_account(
        self, kind: str, lang: str | None = None
    ) -> tuple[pd.DataFrame, Account]:
        """Return the answers to a survey, and what became of the rows of its files.

        Raises
        ------
        ClientError
            If the client has no such survey.
        cxwidgets.survey.problems.SurveyError
            If the files do not fit ``client.toml``; everything that does not is listed.
        """
        if not self.has(kind):
            raise ClientError([Problem(f"the client {self.slug!r} has no {kind} survey")])
        words = lang or self.toml.language
        key = (kind, words, *map(_state, self.files()))
        if key not in self._read:  # a report's cells ask for the same survey again and again
            self._read[key] = survey.read_with_account(self.folder, self.toml, kind, words)
        answers, account = self._read[key]
        return answers.copy(deep=False), account  # pandas copies what the caller writes to

    def files(self) -> tuple[Path, ...]:
        """Return the survey files in the order of ``client.toml``, each once."""
        parts = [part for kind in self.kinds for part in getattr(self.toml, kind).file]
        return tuple(self.folder / name for name in dict.fromkeys(part.name for part in parts))


def _state(file: Path) -> tuple[int, int]:
    """Return what changes when a file does; a missing one is the reader's to name."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def slugs(root: Path) -> tuple[str, ...]:
    """Return the clients there are, in alphabetical order."""
    folder = root / "data" / "clients"
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(f.name for f in found if SLUG.fullmatch(f.name) and (f / FILE).is_file()))


def load(root: Path, slug: str) -> Client:
    """Return a client; the slug is looked up in the list of folders, never joined to a path.

    Raises
    ------
    ClientError
        If there is no such client, or its ``client.toml`` does not fit.
    """
    known = slugs(root)
    if slug not in known:
        raise ClientError(
            [Problem("there is no client", value=slug, accepted=", ".join(known) or "none yet")]
        )
    folder = root / "data" / "clients" / known[known.index(slug)]
    return _loaded(folder, (folder / FILE).read_bytes())


@lru_cache(maxsize=1)
def _loaded(folder: Path, _: bytes) -> Client:
    """Return a client; asked for again with the same file, it remembers what surveys were read."""
    return Client(folder.name, folder, parsed(folder))


def parsed(folder: Path) -> ClientFile:
    """Read and check the ``client.toml`` of a folder."""
    try:
        with (folder / FILE).open("rb") as stream:
            content = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ClientError([Problem(f"not valid TOML: {error}", file=FILE)]) from None
    try:
        return ClientFile.model_validate(content)
    except ValidationError as error:
        found = map(_problem, _causes(error.errors(include_url=False)))
        raise ClientError([*found, *_undecided(content.get("undecided"))]) from None


def _undecided(left: Any) -> list[Problem]:
    """Return what a file lists as undecided: its keys may be missing because of that."""
    return [survey.undecided(str(each)) for each in left] if isinstance(left, list) else []


def _causes(errors: list[Any]) -> list[Any]:
    """Leave out that a list is too short where its entries were refused: that follows from it."""
    places = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(p[: len(error["loc"])] == error["loc"] and p != error["loc"] for p in places)
    ]


def _problem(error: Any) -> Problem:
    """Return one of pydantic's findings as a problem of ours."""
    place = ".".join(str(p + 1) if isinstance(p, int) else str(p) for p in error["loc"])
    if error["type"] == "extra_forbidden":
        return Problem(f"unknown key {place}", file=FILE, accepted=_keys(error["loc"][:-1]))
    if error["type"] == "missing":
        return Problem(f"the key {place} is missing", file=FILE)
    value = error["input"] if isinstance(error["input"], str | int | float | bool) else None
    said = str(error["msg"]).removeprefix("Value error, ")
    return Problem(
        f"{place}: {said}" if place else said,
        file=FILE,
        value=None if value is None else str(value),
    )


def _keys(place: tuple[str | int, ...]) -> str:
    """Return the keys that are allowed at a place of the file."""
    schema = ClientFile.model_json_schema()
    node: dict[str, Any] = schema
    for part in place:
        if isinstance(part, str):
            node = _resolved(schema, node["properties"][part])
    return ", ".join(node.get("properties", ()))


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow references, lists and optional values to the table they mean."""
    while "properties" not in node:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            node = node["anyOf"][0]
        elif "items" in node:
            node = node["items"]
        else:
            return node
    return node
