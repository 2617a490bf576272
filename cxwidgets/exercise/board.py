"""Boards: cards into zones, in an order or not, with or without cards of one's own."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from cxwidgets.course import Words
from cxwidgets.exercise import answer
from cxwidgets.exercise.part import Part

OWN_LENGTH = 120


class Zone(Part):
    """A place for cards."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    hint: Words | None = None


class BoardCard(Part):
    """A card; ``zone`` is the key and ``why`` its reason, and neither leaves Python unasked."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    hint: Words | None = None
    zone: str | None = None
    why: Words | None = None
    settings: dict[str, Any] = Field(default_factory=dict)


def clean(
    zones: tuple[Zone, ...], cards: tuple[BoardCard, ...], own_cards: int, value: object
) -> dict[str, Any]:
    """Check a board: known zones, known cards, each card in one place."""
    given = answer.mapping(value, "board")
    for key in given:
        answer.one_of(key, {"zones", "own"}, "board")
    own = _own(given.get("own", {}), own_cards)
    ids = {c.id for c in cards} | set(own)
    placed: dict[str, list[str]] = {}
    seen: set[str] = set()
    for zone, content in answer.mapping(given.get("zones", {}), "board.zones").items():
        answer.one_of(zone, {z.id for z in zones}, "board.zones")
        placed[zone] = []
        for card in answer.sequence(content, f"board.{zone}", len(ids)):
            answer.one_of(card, ids, f"board.{zone}")
            if card in seen:
                raise answer.AnswerError(f"board.{zone}: the card {card!r} lies in two places")
            seen.add(card)
            placed[zone].append(card)
    return {"zones": placed, "own": own}


def _own(value: object, most: int) -> dict[str, str]:
    given = answer.mapping(value, "board.own")
    if len(given) > most:
        count = len(given)
        raise answer.AnswerError(f"board.own: {count} own cards are more than the {most} allowed")
    own = {}
    for key, words in given.items():
        if not key.startswith("own-") or not key[4:].isalnum() or len(key) > 40:  # noqa: PLR2004
            raise answer.AnswerError(f"board.own: {answer.shown(key)} is no id of an own card")
        own[key] = answer.text(words, OWN_LENGTH, f"board.own.{key}")
    return own
