"""From a definition in two languages to what one page may know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from cxwidgets.course import Words

if TYPE_CHECKING:
    from cxwidgets.text import Text

SECRET = frozenset({"right", "why", "settings", "order", "curriculum"})
COMMON = ("id", "module", "component", "method", "minutes", "title", "task", "note", "feedback")
FIELDS = {
    "form": ("picture", "section", "question"),
    "board": ("ordered", "own_cards", "zone", "card"),
    "map": ("view", "mode", "variants"),
    "sheet": ("column", "row", "free_rows"),
}


def public(exercise: Any, text: Text) -> dict[str, Any]:
    """Return the public fields of an exercise with one side of every pair.

    A card's own ``zone`` (the key), ``right``, ``why`` and ``settings`` never appear; a pair
    ``zh``/``en`` written straight into a part becomes its ``label``.
    """
    fields = COMMON + FIELDS[exercise.component]
    return {name: _plain(getattr(exercise, name), text) for name in fields}


def _plain(value: Any, text: Text) -> Any:
    if isinstance(value, Words):
        return text.pick(value)
    if isinstance(value, BaseModel):
        return _part(value, text)
    if isinstance(value, dict):
        return {k: _plain(v, text) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(v, text) for v in value]
    return value


def _part(part: BaseModel, text: Text) -> dict[str, Any]:
    from cxwidgets.exercise.board import BoardCard

    hidden = SECRET | {"zone"} if isinstance(part, BoardCard) else SECRET
    plain: dict[str, Any] = {}
    for name in type(part).model_fields:
        if name in hidden or name in ("zh", "en"):
            continue
        value = getattr(part, name)
        if value is not None:
            plain[name] = _plain(value, text)
    if hasattr(part, "zh"):
        plain["label"] = getattr(part, text.lang)
    return plain
