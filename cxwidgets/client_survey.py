"""What ``client.toml`` says of any survey: its files, and who answered when."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cxwidgets.course import Words
from cxwidgets.survey.dialects import DIALECTS, Said
from cxwidgets.survey.dialects.shape import Long

FILE_NAME = re.compile(r"^[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]*$")
FileName = Annotated[str, Field(pattern=FILE_NAME.pattern)]
Column = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A table in which a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Labelled(Strict):
    """Something with a name in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, lang: str) -> str:
        """Return one side, so that ``Text.pick`` reads it like a dictionary."""
        return str(getattr(self, lang))


class Segment(Labelled):
    """A group of respondents; ``value`` is what stands in the file."""

    value: str = Field(min_length=1)


class LongForm(Strict):
    """Columns of a file that has a row for each answer."""

    respondent: Column
    item: Column
    values: tuple[Column, ...] = Field(min_length=1)


class SurveyFile(Strict):
    """One file of a survey, as the platform exported it.

    Attributes
    ----------
    name
        A file in the client's folder.
    encoding, sheet
        Needed only where the file is not Unicode, or its answers are not on the first sheet.
    segment
        The segment of everybody in this file, where no column says it.
    dialect
        The platform that wrote it, where it is not the one that was recognised.
    skip_rows, header_rows
        Rows above the headers, and rows the headers take, where the file has unusual ones.
    keep
        Kinds of row that are otherwise left out (``preview``, ``test``, ``spam``, ``total``).
    leave_out
        Numbers of rows that are no answers, where nothing in them tells.
    long
        Columns of a file that has a row for each answer, where their names do not tell.
    """

    name: FileName
    encoding: str = ""
    sheet: str = ""
    segment: str = ""
    dialect: str = ""
    skip_rows: int = Field(default=-1, ge=-1, le=100)
    header_rows: int = Field(default=0, ge=0, le=9)
    keep: tuple[Literal["preview", "test", "spam", "total"], ...] = ()
    leave_out: tuple[Annotated[int, Field(ge=1)], ...] = ()
    long: LongForm | None = None

    @field_validator("dialect")
    @classmethod
    def _is_known(cls, dialect: str) -> str:
        if dialect and dialect not in DIALECTS:
            raise ValueError(f"there is no such dialect; accepted: {', '.join(DIALECTS)}")
        return dialect

    def said(self) -> Said:
        """Return what the file is to be read as."""
        long = Long(self.long.respondent, self.long.item, self.long.values) if self.long else None
        dialect = self.dialect or ("long" if long else "")
        left = frozenset(self.leave_out)
        return Said(dialect, self.skip_rows, self.header_rows, self.keep, long, left)


class Survey(Strict):
    """What every kind of survey says.

    Attributes
    ----------
    asked
        Who was asked what, when and how; shown in the report.
    respondent, segment, at
        Columns; empty where there is none.
    at_format
        How ``at`` is written, as ``strptime`` has it; empty for 2026-03-31 and 2026-03-31 08:30.
    no_answer
        Values that mean "not answered", besides a blank cell.
    """

    file: tuple[SurveyFile, ...] = Field(min_length=1)
    asked: Words | None = None
    respondent: str = ""
    segment: str = ""
    at: str = ""
    at_format: str = ""
    no_answer: tuple[str, ...] = ()

    @field_validator("file")
    @classmethod
    def _each_once(cls, file: tuple[SurveyFile, ...]) -> tuple[SurveyFile, ...]:
        for earlier, part in enumerate(file):
            if any((p.name, p.sheet) == (part.name, part.sheet) for p in file[:earlier]):
                raise ValueError(
                    f"the file {part.name} is listed twice; its rows would count twice"
                )
        return file
