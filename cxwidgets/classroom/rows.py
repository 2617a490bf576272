"""What the store gives back: a participant, an answer, something the trainer did."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any


def now() -> int:
    """Return the time in milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Participant:
    """Somebody in the class. A nickname, never a real name or an address."""

    id: str
    nickname: str
    team: str
    role: str
    lang: str
    joined_at: int


@dataclass(frozen=True)
class Submission:
    """An answer on its way into the store; ``submission`` is made by the device, once."""

    participant: str
    exercise: str
    round: int
    value: dict[str, Any]
    submission: str
    at: int
    late: bool = False


@dataclass(frozen=True)
class Answer:
    """One stored submission: the whole answer to one exercise as it was at that moment."""

    seq: int
    participant: str
    exercise: str
    round: int
    late: bool
    value: dict[str, Any]
    at: int
    submission: str


@dataclass(frozen=True)
class Event:
    """One thing the trainer did to the class."""

    seq: int
    action: str
    detail: dict[str, Any]
    at: int
