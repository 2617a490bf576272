"""What a result wants to tell its reader besides the numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Note:
    """One remark on a result: a text key and what to fill into it.

    A method knows *that* something is remarkable (a small n, a zero denominator); the words are in
    the text table, in both languages.

    Parameters
    ----------
    key
        Key of the sentence, for example ``"kano.note.small_n"``.
    params
        Values for the braces in that sentence; a tuple becomes a list in the reader's language.
    tone
        ``"note"`` for information, ``"warn"`` for something that limits the conclusion.
    """

    key: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    tone: str = "note"


def left_out(missing: int, invalid: int) -> tuple[Note, ...]:
    """Say how many answers were left blank and how many lie off the scale, where there are any."""
    counted = (("panel.n_missing", missing), ("panel.n_invalid", invalid))
    return tuple(Note(key, {"n": int(n)}) for key, n in counted if n)
