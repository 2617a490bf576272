"""Whoever opened a personal link, and the plain "no" they may hear."""

from __future__ import annotations

from dataclasses import dataclass

from cxwidgets.classroom import links


class Refused(Exception):
    """The class does not accept this; ``key`` names the words for the page."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Visitor:
    """Whoever opened a personal link."""

    id: str
    nickname: str
    team: str
    role: str
    lang: str

    @property
    def is_trainer(self) -> bool:
        """Say whether this is the trainer."""
        return self.id == links.TRAINER
