"""Surveys: from the files a survey platform exports to tidy frames with fixed column names."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import pandas as pd

from cxwidgets.survey import servqual
from cxwidgets.survey.account import Account, account_of
from cxwidgets.survey.columns import DIMENSION, FEATURE, ITEM, KINDS, SEGMENT
from cxwidgets.survey.opening import readers
from cxwidgets.survey.people import name_people
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cxwidgets.client_survey import Labelled, Survey
    from cxwidgets.client_toml import ClientFile


def read(folder: Path, toml: ClientFile, kind: str, lang: str) -> pd.DataFrame:
    """Return the tidy frame of one survey of a client.

    Parameters
    ----------
    folder
        The client's folder.
    toml
        Its checked ``client.toml``.
    kind
        One of `KINDS`; the client must have it.
    lang
        Language of the names in the frame.

    Raises
    ------
    SurveyError
        Listing everything that does not fit.
    """
    return read_with_account(folder, toml, kind, lang)[0]


def read_with_account(
    folder: Path, toml: ClientFile, kind: str, lang: str
) -> tuple[pd.DataFrame, Account]:
    """Return the tidy frame of one survey, and what became of the rows of its files.

    Raises
    ------
    SurveyError
        Listing everything that does not fit.
    """
    section = getattr(toml, kind)
    problems: list[Problem] = []
    module = import_module(f"cxwidgets.survey.{kind}")
    of = getattr(module, "READER", Reader)
    opened = list(readers(folder, section, toml.segment, lang, problems, of))
    name_people(opened)
    frames = [cast("pd.DataFrame", module.tidy(reader, section, lang)) for reader in opened]
    if problems:
        raise SurveyError(dict.fromkeys(problems))  # a column may have been looked for twice
    answers = _in_order(pd.concat(frames, ignore_index=True), section, lang)
    problems += module.overall(answers, section) if hasattr(module, "overall") else ()
    if problems:
        raise SurveyError(problems)
    if SEGMENT in answers and toml.segment:
        names = [segment[lang] for segment in toml.segment]
        answers[SEGMENT] = pd.Categorical(answers[SEGMENT], names, ordered=True)
    return answers, account_of(opened)


def _in_order(frame: pd.DataFrame, section: Survey, lang: str) -> pd.DataFrame:
    """Return the frame with names as ordered categories, so that results keep their order."""
    for column in (FEATURE, ITEM, DIMENSION):
        if column in frame:
            named = servqual.named if column == DIMENSION else _by_language
            names = [named(part, lang) for part in getattr(section, column)]
            frame[column] = pd.Categorical(frame[column], names, ordered=True)
    return frame


def _by_language(part: Labelled, lang: str) -> str:
    return part[lang]


def undecided(column: str) -> Problem:
    """Return the problem that something a proposal could not decide is still undecided."""
    decided = "its lines, without the #, or none; then take it off the list `undecided`"
    return Problem(f"still undecided: {column}", "client.toml", accepted=decided)


def problems_of(
    folder: Path, toml: ClientFile, reading: Callable[[str], object] | None = None
) -> tuple[Problem, ...]:
    """Return everything that keeps a client from being ready, of all surveys at once.

    Parameters
    ----------
    folder, toml
        As for `read`.
    reading
        Reads the survey of a kind; that of a client remembers it for who asks next.
    """
    found = [undecided(column) for column in toml.undecided]
    kinds = [kind for kind in KINDS if getattr(toml, kind) is not None]
    if not kinds:
        found.append(Problem("client.toml describes no survey", accepted=", ".join(KINDS)))
    if toml.logo and not (folder / toml.logo).is_file():
        found.append(Problem("the logo does not exist", file=toml.logo))
    for kind in kinds:
        try:
            if reading is None:
                read(folder, toml, kind, toml.language)
            else:
                reading(kind)
        except SurveyError as error:
            found += error.problems
    return tuple(dict.fromkeys(found))
