"""Check what a trainer's page asks for before it becomes an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.classroom.pacing import LONGEST_TIMER, ControlError
from cxwidgets.exercise.answer import shown

if TYPE_CHECKING:
    from collections.abc import Collection

LABEL_LENGTH = 60
MOST_SECTIONS = 99
MOST_ROUNDS = 9


def checked(
    wish: object, *, exercises: Collection[str], modules: Collection[str]
) -> tuple[str, dict[str, Any]]:
    """Return action and detail of a wish.

    Raises
    ------
    ControlError
        Naming what does not fit.
    """
    if not isinstance(wish, dict):
        raise ControlError(f"{shown(wish)} is no wish")
    action = wish.get("action")
    if action in ("lock", "reveal"):
        flag = "locked" if action == "lock" else "revealed"
        return action, {"exercise": _known(wish, "exercise", exercises), flag: _flag(wish, flag)}
    if action == "round":
        number = _whole(wish, "round", 1, MOST_ROUNDS)
        return action, {"exercise": _known(wish, "exercise", exercises), "round": number}
    if action == "open_to":
        section = wish.get("section")
        limit = None if section is None else _whole(wish, "section", 0, MOST_SECTIONS)
        return action, {"module": _known(wish, "module", modules), "section": limit}
    if action == "timer":
        label = wish.get("label") or ""
        if not isinstance(label, str) or len(label) > LABEL_LENGTH:
            raise ControlError(f"label: {shown(label)} is not a short text")
        return action, {"seconds": _whole(wish, "seconds", 0, LONGEST_TIMER), "label": label}
    if action == "names":
        return action, {"shown": _flag(wish, "shown")}
    if action == "end":
        return action, {}
    raise ControlError(f"action: {shown(action)} is not known")


def _known(wish: dict[str, Any], key: str, known: Collection[str]) -> str:
    value = wish.get(key)
    if not isinstance(value, str) or value not in known:
        raise ControlError(f"{key}: {shown(value)} is not known")
    return value


def _flag(wish: dict[str, Any], key: str) -> bool:
    value = wish.get(key)
    if not isinstance(value, bool):
        raise ControlError(f"{key}: {shown(value)} should be true or false")
    return value


def _whole(wish: dict[str, Any], key: str, low: int, high: int) -> int:
    value = wish.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ControlError(f"{key}: {shown(value)} is not a whole number from {low} to {high}")
    return value
