"""Forms: the nine kinds of question, and what a legal answer to each looks like."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from cxwidgets.course import Words
from cxwidgets.exercise import answer
from cxwidgets.exercise.part import Choice, Part, unique

IMPORTANCE = (1, 9)
OPTIONS = (1, 5)


class _Question(Part):
    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    prompt: Words
    hint: Words | None = None
    section: str = ""
    required: bool = False
    why: Words | None = None


class Rating(_Question):
    """A scale from ``low`` to ``high`` with words at its ends."""

    kind: Literal["rating"]
    low: int = 1
    high: int = 5
    low_label: Words
    high_label: Words

    def clean(self, value: object) -> int:
        """Check one answer."""
        return answer.whole(value, self.low, self.high, self.id)


class Single(_Question):
    """One of several choices."""

    kind: Literal["single"]
    choice: tuple[Choice, ...]

    def clean(self, value: object) -> str:
        """Check one answer."""
        return answer.one_of(value, {c.id for c in self.choice}, self.id)


class Multiple(_Question):
    """Any number of several choices."""

    kind: Literal["multiple"]
    choice: tuple[Choice, ...]

    def clean(self, value: object) -> list[str]:
        """Check one answer."""
        ids = {c.id for c in self.choice}
        picked = [answer.one_of(v, ids, self.id) for v in answer.sequence(value, self.id, len(ids))]
        return list(dict.fromkeys(picked))


class Number(_Question):
    """A number, perhaps with a right answer that only Python knows."""

    kind: Literal["number"]
    low: float
    high: float
    step: float = 1
    unit: Words | None = None
    right: float | None = None

    def clean(self, value: object) -> float:
        """Check one answer."""
        return answer.number(value, self.low, self.high, self.id)


class OpenText(_Question):
    """Words of the trainee's own."""

    kind: Literal["text"]
    max_length: int = Field(default=500, ge=1, le=answer.TEXT_LENGTH)
    rows: int = Field(default=3, ge=1, le=20)

    def clean(self, value: object) -> str:
        """Check one answer."""
        return answer.text(value, self.max_length, self.id)


class Kano(_Question):
    """The functional and the dysfunctional question about one feature (Kano et al. 1984)."""

    kind: Literal["kano"]
    functional: Words
    dysfunctional: Words
    importance: bool = False

    def clean(self, value: object) -> dict[str, int]:
        """Check one answer; either half may still be missing."""
        limits = {"functional": OPTIONS, "dysfunctional": OPTIONS}
        if self.importance:
            limits["importance"] = IMPORTANCE
        return _halves(value, limits, self.id)


class Pair(_Question):
    """Expectation and perception of one statement on one scale (Parasuraman et al. 1988)."""

    kind: Literal["pair"]
    low: int = 1
    high: int = 7
    dimension: Literal["reliability", "assurance", "tangibles", "empathy", "responsiveness"]

    def clean(self, value: object) -> dict[str, int]:
        """Check one answer; either half may still be missing."""
        limits = (self.low, self.high)
        return _halves(value, {"expectation": limits, "perception": limits}, self.id)


class Points(_Question):
    """A fixed number of points shared out over items."""

    kind: Literal["points"]
    items: Annotated[tuple[Choice, ...], unique("id")]
    total: int = 100

    def clean(self, value: object) -> dict[str, int]:
        """Check one answer; fewer than ``total`` points may be out so far, never more."""
        given = answer.mapping(value, self.id)
        ids = {i.id for i in self.items}
        points = {
            answer.one_of(k, ids, self.id): answer.whole(v, 0, self.total, f"{self.id}.{k}")
            for k, v in given.items()
        }
        if sum(points.values()) > self.total:
            raise answer.AnswerError(f"{self.id}: more than {self.total} points are shared out")
        return points


class Vote(_Question):
    """A vote for texts the room wrote; the choices arrive when the trainer reveals them."""

    kind: Literal["vote"]
    source: str
    question: str
    pick: int = Field(default=1, ge=1, le=5)

    def clean(self, value: object) -> list[str]:
        """Check the form of an answer; which ids exist is known only at run time."""
        picked = [answer.text(v, 60, self.id) for v in answer.sequence(value, self.id, self.pick)]
        return list(dict.fromkeys(picked))


Question = Annotated[
    Rating | Single | Multiple | Number | OpenText | Kano | Pair | Points | Vote,
    Field(discriminator="kind"),
]


def _halves(value: object, limits: dict[str, tuple[int, int]], where: str) -> dict[str, int]:
    given = answer.mapping(value, where)
    return {
        answer.one_of(key, set(limits), where): answer.whole(v, *limits[key], f"{where}.{key}")
        for key, v in given.items()
    }


class Section(Part):
    """A headed group of questions."""

    id: str
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    hint: Words | None = None


def clean(questions: tuple[Any, ...], value: object) -> dict[str, Any]:
    """Check a whole form; unanswered questions are simply absent."""
    given = answer.mapping(value, "form")
    known = {q.id: q for q in questions}
    for key in given:
        answer.one_of(key, set(known), "form")
    return {key: known[key].clean(v) for key, v in given.items() if v is not None}


def complete(questions: tuple[Any, ...], value: dict[str, Any]) -> bool:
    """Say whether every question has a full answer."""
    return all(_answered(q, value.get(q.id)) for q in questions)


def _answered(question: Any, value: Any) -> bool:
    if value in (None, "", [], {}):
        return False
    if isinstance(question, Kano):
        return {"functional", "dysfunctional"} <= set(value)
    if isinstance(question, Pair):
        return {"expectation", "perception"} <= set(value)
    if isinstance(question, Points):
        return bool(sum(value.values()) == question.total)
    return True
