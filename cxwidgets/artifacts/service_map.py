"""The service map: steps × lanes, one artifact with a journey view and a blueprint view.

The journey view shows what the customer does and feels; the blueprint view shows what stands
behind it. Lanes and lines follow Shostack (1984) and Bitner, Ostrom & Morgan (2008).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

LANES = ("evidence", "customer", "frontstage", "backstage", "support")
JOURNEY_LANES = ("customer", "thought", "evidence")
EMOTION_LOW, EMOTION_HIGH = -3, 3

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Short = Annotated[str, Field(max_length=120)]
Lane = Literal["evidence", "customer", "thought", "frontstage", "backstage", "support"]
PointKind = Literal["pain", "joy", "itch"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Part):
    """One moment of the service, left to right."""

    id: Id
    name: Short
    stage: Short = ""


class Card(_Part):
    """What happens in one lane during one step."""

    id: Id
    step: Id
    lane: Lane
    text: Annotated[str, Field(max_length=300)]
    owner: Short = ""
    minutes: Annotated[float, Field(ge=0, le=100_000)] | None = None
    fail: bool = False
    wait: bool = False
    touchpoint: Literal["physical", "digital", "human"] | None = None
    evidence: Literal["observed", "assumed", "proposed"] = "observed"


class Link(_Part):
    """One card leads to, or depends on, another."""

    from_: Id = Field(alias="from")
    to: Id
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Point(_Part):
    """A pain, joy or itch point that somebody marks at a step."""

    step: Id
    kind: PointKind
    text: Annotated[str, Field(max_length=300)] = ""
    strength: Annotated[int, Field(ge=1, le=3)] = 2


class ServiceMap(_Part):
    """Steps, cards, links, emotions and points, checked against each other.

    Raises
    ------
    pydantic.ValidationError
        If an id is used twice, or a card, link, emotion or point names a step or card that is
        not there.
    """

    version: Literal[1] = 1
    steps: Annotated[tuple[Step, ...], Field(max_length=40)] = ()
    cards: Annotated[tuple[Card, ...], Field(max_length=400)] = ()
    links: Annotated[tuple[Link, ...], Field(max_length=800)] = ()
    emotion: dict[Id, Annotated[float, Field(ge=EMOTION_LOW, le=EMOTION_HIGH)]] = {}
    points: Annotated[tuple[Point, ...], Field(max_length=200)] = ()

    @model_validator(mode="after")
    def _refer_to_what_exists(self) -> ServiceMap:
        steps, cards = [s.id for s in self.steps], [c.id for c in self.cards]
        for name, ids in (("step", steps), ("card", cards)):
            twice = {i for i in ids if ids.count(i) > 1}
            if twice:
                raise ValueError(f"the {name} id {min(twice)!r} is used twice")
        used_steps = {
            *(c.step for c in self.cards),
            *self.emotion,
            *(p.step for p in self.points),
        }
        used_cards = {i for link in self.links for i in (link.from_, link.to)}
        for name, used, known in (("step", used_steps, steps), ("card", used_cards, cards)):
            missing = used - set(known)
            if missing:
                raise ValueError(f"there is no {name} {min(missing)!r}")
        return self

    def as_json(self) -> dict[str, object]:
        """Return the JSON form, without what was left at its default."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"version": 1}
