"""What a run of reports tells while it goes on, wherever the work is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class News:
    """One thing that happened to one client's report.

    Attributes
    ----------
    slug
        The client.
    what
        ``begun``; ``step`` (a notebook was run); ``again`` (its process died, another one goes on);
        ``made``; ``failed``.
    files
        When made: each file's name and content.
    problems
        When failed, or begun again: why, a line each.
    """

    slug: str
    what: Literal["begun", "step", "again", "made", "failed"]
    files: dict[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[str, ...] = ()
