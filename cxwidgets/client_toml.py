"""What may stand in a ``client.toml``: names, look, and how *their* columns become ours."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from cxwidgets.charts.theme import contrast
from cxwidgets.client_columns import refuse_shared
from cxwidgets.client_records import RetentionRecords, TransactionRecords
from cxwidgets.client_survey import Column, FileName, Labelled, Segment, Strict, Survey
from cxwidgets.course import Words

Lang = Literal["zh", "en"]
Best = Literal["high", "low"]
Measure = Literal["nps", "csat", "ces", "index"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
GRAPHIC_CONTRAST = 3
"""WCAG 2.2, 1.4.11: a graphic stands out from its ground by 3 to 1."""


def _visible(colour: str) -> str:
    if contrast(colour) < GRAPHIC_CONTRAST:
        raise ValueError("too pale on white; choose a darker tone (contrast 3 to 1)")
    return colour


Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_visible)]


class Feature(Labelled):
    """A feature asked about in a Kano pair."""

    id: Id
    functional: Column
    dysfunctional: Column
    importance: str = ""


class KanoSurvey(Survey):
    """A Kano survey; ``answers`` gives each wording its place from 1 (like) to 5 (dislike).

    ``weight`` is the column of the respondents' weights, if answers are to be weighted.
    """

    weight: str = ""
    answers: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field(default_factory=dict)
    importance_answers: dict[str, Annotated[int, Field(ge=1, le=9)]] = Field(default_factory=dict)
    feature: tuple[Feature, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _asks_each_once(self) -> KanoSurvey:
        keys = ("functional", "dysfunctional", "importance")
        refuse_shared((f"feature {f.id!r}", k, getattr(f, k)) for f in self.feature for k in keys)
        return self


class ScoreItem(Labelled):
    """A question answered with a number.

    Attributes
    ----------
    measure
        ``nps`` (0-10), ``csat`` (any scale), ``ces`` (1-7 how easy, or 1-5 how much effort), or
        ``index`` (1-10): all questions of this measure together make a satisfaction index.
    low, high, best
        The ends of the scale, and which of them is good.
    top
        For ``csat``: how many of the best answers count as satisfied.
    weight
        For ``index``: how much the question counts, in any unit; 0 for all of them: alike.
    answers
        What each wording stands for, where the answers are words.
    """

    id: Id
    column: Column
    measure: Measure
    low: int
    high: int
    best: Best = "high"
    top: int = Field(default=2, ge=1)
    weight: float = Field(default=0.0, ge=0)
    answers: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_a_scale(self) -> ScoreItem:
        if self.low >= self.high:
            raise ValueError(f"the scale of {self.id!r} goes from {self.low} to {self.high}")
        if self.low < 0:
            raise ValueError(f"the scale of {self.id!r} begins at {self.low}, below 0")
        scale = (self.low, self.high, self.best)
        if self.measure == "nps" and scale != (0, 10, "high"):
            raise ValueError(f"{self.id!r}: the net promoter score is defined on 0 to 10 only")
        if self.measure == "ces" and scale not in {(1, 7, "high"), (1, 5, "low")}:
            wanted = "1 to 7 with best = high, or 1 to 5 with best = low"
            raise ValueError(f"{self.id!r}: the customer effort score is defined on {wanted}")
        if self.measure == "index" and (self.low, self.high) != (1, 10):
            raise ValueError(f"{self.id!r}: the satisfaction index is defined on 1 to 10 only")
        if self.top > self.high - self.low:
            raise ValueError(f"{self.id!r}: top = {self.top} leaves no answer below the top")
        return self


class ScoresSurvey(Survey):
    """Scores: NPS, CSAT, CES, and questions that make a satisfaction index together.

    ``weight`` is the column of the respondents' weights, if answers are to be weighted; the index
    is not.
    """

    weight: str = ""
    item: tuple[ScoreItem, ...] = Field(min_length=1)

    @property
    def index(self) -> tuple[ScoreItem, ...]:
        """The questions of the satisfaction index."""
        return tuple(item for item in self.item if item.measure == "index")

    @model_validator(mode="after")
    def _asks_each_once(self) -> ScoresSurvey:
        for measure in dict.fromkeys(item.measure for item in self.item):  # index and csat may be
            own = (item for item in self.item if item.measure == measure)  # the same question
            refuse_shared(
                (f"item {item.id!r} ({measure})", "the column", item.column) for item in own
            )
        return self

    @model_validator(mode="after")
    def _index_is_one(self) -> ScoresSurvey:
        weights = [item.weight for item in self.index]
        if len(weights) == 1:
            raise ValueError("a satisfaction index needs two questions or more")
        if any(weights) and not all(weights):
            raise ValueError("either every question of the index has a weight or none")
        return self


class Dimension(Labelled):
    """A dimension of service quality; ``weight`` is the column of the points given to it."""

    id: Id
    weight: str = ""


class PairItem(Labelled):
    """A statement rated twice: as expected, and as perceived."""

    id: Id
    dimension: Id
    expectation: Column
    perception: Column


class ServqualSurvey(Survey):
    """A SERVQUAL survey on one scale."""

    low: int
    high: int
    best: Best = "high"
    dimension: tuple[Dimension, ...] = Field(min_length=1)
    item: tuple[PairItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> ServqualSurvey:
        if self.low >= self.high:
            raise ValueError(f"the scale goes from {self.low} to {self.high}")
        if self.low < 0:
            raise ValueError(f"the scale begins at {self.low}, below 0")
        known = {d.id for d in self.dimension}
        for item in self.item:
            if item.dimension not in known:
                raise ValueError(f"item {item.id!r}: there is no dimension {item.dimension!r}")
        keys = ("expectation", "perception")
        refuse_shared((f"item {i.id!r}", k, getattr(i, k)) for i in self.item for k in keys)
        refuse_shared((f"dimension {d.id!r}", "weight", d.weight) for d in self.dimension)
        weighted = [d.id for d in self.dimension if d.weight]
        if weighted and len(weighted) < len(self.dimension):
            raise ValueError("either every dimension has a weight column or none")
        return self


class ClientFile(Strict):
    """A whole ``client.toml``.

    Attributes
    ----------
    synthetic
        Whether the answers are made up; reports say so on every page.
    note
        Anything a reader of the report must know about the client or the data.
    undecided
        Columns that a proposal could not place; a client is not ready while some are left.
    """

    name: Words
    language: Lang
    sector: Words | None = None
    colour: Colour = "#0b7285"
    logo: FileName | None = None
    synthetic: bool = False
    note: Words | None = None
    segment: tuple[Segment, ...] = ()
    undecided: tuple[str, ...] = ()
    kano: KanoSurvey | None = None
    scores: ScoresSurvey | None = None
    servqual: ServqualSurvey | None = None
    transactions: TransactionRecords | None = None
    retention: RetentionRecords | None = None

    @model_validator(mode="after")
    def _names_are_unique(self) -> ClientFile:
        for what, parts in self._parts():
            for field in ("id", "value", "zh", "en"):
                values = [getattr(p, field) for p in parts if hasattr(p, field)]
                twice = sorted({v for v in values if values.count(v) > 1})
                if twice:
                    raise ValueError(f"two {what} entries have the same {field}: {twice[0]!r}")
        return self

    def _parts(self) -> list[tuple[str, tuple[Labelled, ...]]]:
        found: list[tuple[str, tuple[Labelled, ...]]] = [("segment", self.segment)]
        if self.kano:
            found.append(("kano.feature", self.kano.feature))
        if self.scores:
            found.append(("scores.item", self.scores.item))
        if self.servqual:
            found.append(("servqual.dimension", self.servqual.dimension))
            found.append(("servqual.item", self.servqual.item))
        return found
