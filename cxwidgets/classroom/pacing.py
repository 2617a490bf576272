"""What the trainer has opened, locked, revealed and timed: a fold over what the trainer did."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxwidgets.classroom.store import Event

LONGEST_TIMER = 4 * 3600  # seconds


class ControlError(ValueError):
    """A wish of the trainer's page that makes no sense; the message says which and why."""


@dataclass(frozen=True)
class Timer:
    """A countdown everybody sees."""

    ends: int  # milliseconds since 1970
    seconds: int
    label: str


@dataclass(frozen=True)
class Pacing:
    """The trainer's decisions so far.

    Attributes
    ----------
    open_to
        Module → the last open section; a module that is absent is open to its end.
    locked, revealed
        Exercise ids.
    rounds
        Exercise → current round; 1 where absent.
    """

    open_to: Mapping[str, int] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    revealed: frozenset[str] = frozenset()
    rounds: Mapping[str, int] = field(default_factory=dict)
    timer: Timer | None = None
    names: bool = False
    ended: bool = False

    def round(self, exercise: str) -> int:
        """Return the round an exercise is in."""
        return self.rounds.get(exercise, 1)

    def section_open(self, module: str, section: int) -> bool:
        """Say whether a section of a module's page is open."""
        return section <= self.open_to.get(module, section)


def after(pacing: Pacing, event: Event) -> Pacing:
    """Return the pacing after one more thing the trainer did."""
    return _STEPS[event.action](pacing, event.detail, event.at)


def replay(events: Iterable[Event]) -> Pacing:
    """Return the pacing after everything the trainer did."""
    pacing = Pacing()
    for event in events:
        pacing = after(pacing, event)
    return pacing


def _open_to(pacing: Pacing, detail: dict[str, Any], _at: int) -> Pacing:
    limits = dict(pacing.open_to)
    limits.pop(detail["module"], None)
    if detail["section"] is not None:
        limits[detail["module"]] = detail["section"]
    return replace(pacing, open_to=limits)


def _member(group: frozenset[str], item: str, inside: bool) -> frozenset[str]:
    return group | {item} if inside else group - {item}


def _lock(pacing: Pacing, detail: dict[str, Any], _at: int) -> Pacing:
    return replace(pacing, locked=_member(pacing.locked, detail["exercise"], detail["locked"]))


def _reveal(pacing: Pacing, detail: dict[str, Any], _at: int) -> Pacing:
    changed = _member(pacing.revealed, detail["exercise"], detail["revealed"])
    return replace(pacing, revealed=changed)


def _round(pacing: Pacing, detail: dict[str, Any], _at: int) -> Pacing:
    # A new round starts hidden and open: people think again before they look again.
    exercise = detail["exercise"]
    return replace(
        pacing,
        rounds={**pacing.rounds, exercise: detail["round"]},
        revealed=pacing.revealed - {exercise},
        locked=pacing.locked - {exercise},
    )


def _timer(pacing: Pacing, detail: dict[str, Any], at: int) -> Pacing:
    seconds = detail["seconds"]
    timer = Timer(at + 1000 * seconds, seconds, detail["label"]) if seconds else None
    return replace(pacing, timer=timer)


def _names(pacing: Pacing, detail: dict[str, Any], _at: int) -> Pacing:
    return replace(pacing, names=detail["shown"])


def _end(pacing: Pacing, _detail: dict[str, Any], _at: int) -> Pacing:
    return replace(pacing, ended=True, timer=None)


_STEPS = {
    "open_to": _open_to,
    "lock": _lock,
    "reveal": _reveal,
    "round": _round,
    "timer": _timer,
    "names": _names,
    "end": _end,
}
