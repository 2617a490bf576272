"""Opening the files of a survey, each as a reader of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cxwidgets.survey import tabular
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.reader import Reader
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cxwidgets.client_survey import Segment, Survey

R = TypeVar("R", bound=Reader)


def readers(
    folder: Path,
    survey: Survey,
    segments: Sequence[Segment],
    lang: str,
    problems: list[Problem],
    of: type[R],
) -> Iterator[R]:
    """Return a reader for each file of a survey.

    A file that cannot be read is a problem, and so is a sheet that is read twice: once by its name,
    once because it is the first.
    """
    opened: set[tuple[str, str]] = set()
    for part in survey.file:
        try:
            table = tabular.read(folder / part.name, part.encoding, part.sheet, part.said())
        except SurveyError as error:
            problems += error.problems
            continue
        sheet = table.sheets.read if table.sheets else ""
        if (part.name, sheet) in opened:
            what = "the same sheet is listed twice, by its name and as the one that is read first"
            problems.append(Problem(what, part.name, accepted="each sheet once in client.toml"))
        opened.add((part.name, sheet))
        if not table.is_sure:
            problems.append(
                Problem(
                    f"the file is not Unicode; it looks like {table.encoding}",
                    file=part.name,
                    accepted=f'encoding = "{table.encoding}" beside its name in client.toml',
                )
            )
        yield of(table, survey, part, {folded(s.value): s[lang] for s in segments}, problems)
