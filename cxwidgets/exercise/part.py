"""What all pieces of a definition have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cxwidgets.course import Words

if TYPE_CHECKING:
    from collections.abc import Callable


class Part(BaseModel):
    """A piece of a definition: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(Part):
    """Something that can be chosen; ``right`` and ``why`` stay in Python until the reveal."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    right: bool | None = None
    why: Words | None = None


def unique(field: str) -> AfterValidator:
    """Refuse a list in which two parts share the same ``field``."""

    def check(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for part in parts:
            key = getattr(part, field)
            if key in seen:
                raise ValueError(f"the {field} {key!r} is used twice")
            seen.add(key)
        return parts

    function: Callable[[Any], Any] = check
    return AfterValidator(function)
