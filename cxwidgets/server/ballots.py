"""Votes for what the room wrote: the texts of one exercise become the choices of another."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.classroom.room import Room
    from cxwidgets.exercise import Exercise


class Ballots:
    """Who may vote for what.

    Parameters
    ----------
    room
        The class in memory.
    exercises
        The catalog.
    """

    def __init__(self, room: Room, exercises: Mapping[str, Exercise]) -> None:
        self._room = room
        self.exercises = {e.id: e for e in exercises.values() if e.votes}
        self._known: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}

    def choices(self, exercise: str) -> dict[str, list[dict[str, str]]]:
        """Return question → choices; none before the source is revealed.

        The ids say nothing about who wrote a text, and the order is by id, not by arrival.
        """
        return {
            vote.id: [{"id": key, "label": said} for key, said in sorted(self._texts(vote).items())]
            for vote in self.exercises[exercise].votes
            if vote.source in self._room.pacing.revealed
        }

    def version(self, exercise: str) -> int:
        """Return a number that changes with the texts an exercise votes for."""
        found = self.exercises.get(exercise)
        sources = {vote.source for vote in found.votes} if found else set()
        return sum(self._room.versions[source] for source in sources)

    def forget(self) -> None:
        """Keep no text: one of them was deleted."""
        self._known.clear()

    def _texts(self, vote: Any) -> dict[str, str]:
        """Return id → text of what a vote is for, made once for each version of its source."""
        version, key = self._room.versions[vote.source], (vote.source, vote.question)
        known, texts = self._known.get(key, (-1, {}))
        if known != version:
            texts = self._read(vote)
            self._known[key] = version, texts
        return texts

    def _read(self, vote: Any) -> dict[str, str]:
        current = self._room.pacing.round(vote.source)
        found: dict[str, str] = {}
        for answer in self._room.answers(vote.source).get(current, []):
            said = str(answer.value.get(vote.question, "")).strip()
            if said:
                made = f"{self._room.store.classroom}:{vote.source}:{answer.participant}"
                found[hashlib.sha256(made.encode()).hexdigest()[:12]] = said
        return found

    def spelled_out(self, exercise: str, value: dict[str, Any]) -> dict[str, Any]:
        """Return an answer with the texts voted for in place of their ids; unknown ids drop out."""
        if exercise not in self.exercises:
            return value
        said = dict(value)
        for vote in self.exercises[exercise].votes:
            texts = self._texts(vote)
            said[vote.id] = [texts[key] for key in value.get(vote.id, []) if key in texts]
        return said
