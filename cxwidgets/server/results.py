"""Results for pages: computed off the event loop, once for everybody who asks the same."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from cxwidgets import panels
from cxwidgets.panels.panel import Answered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.classroom.room import Room
    from cxwidgets.exercise import Exercise
    from cxwidgets.server.ballots import Ballots
    from cxwidgets.text import Text

REMEMBERED = 200


class Results:
    """Make and remember the room's panels.

    Parameters
    ----------
    room
        The class in memory.
    exercises
        The catalog.
    texts
        The words, by language.
    ballots
        What votes are for: a panel shows texts, not ids.
    """

    def __init__(
        self,
        room: Room,
        exercises: Mapping[str, Exercise],
        texts: Mapping[str, Text],
        ballots: Ballots,
    ) -> None:
        self._room, self._exercises, self._texts = room, exercises, texts
        self._ballots = ballots
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="results")
        self._known: dict[tuple[Any, ...], asyncio.Task[dict[str, Any]]] = {}

    def close(self) -> None:
        """Stop computing."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def rows(self, exercise: str, *, names: bool) -> dict[int, list[Answered]]:
        """Return the room's answers by round, with names only if they may be shown."""
        people = self._room.people
        return {
            round_: [
                Answered(
                    a.participant,
                    people[a.participant].nickname if names else None,
                    people[a.participant].team,
                    self._ballots.spelled_out(exercise, a.value),
                )
                for a in answers
                if a.participant in people
            ]
            for round_, answers in self._room.answers(exercise).items()
        }

    async def room(self, exercise: str, lang: str) -> dict[str, Any]:
        """Return the room's result of an exercise as a panel."""
        names = self._room.pacing.names
        version = self._room.versions[exercise] + self._ballots.version(exercise)
        key = (exercise, lang, version, names)
        if key not in self._known:
            while len(self._known) >= REMEMBERED:
                self._known.pop(next(iter(self._known)))
            rows = self.rows(exercise, names=names)
            work = self._compute(exercise, lang, rows)
            self._known[key] = asyncio.get_running_loop().create_task(work)
        try:
            return await asyncio.shield(self._known[key])
        except Exception:
            self._known.pop(key, None)  # a failure is told, not remembered
            raise

    async def _compute(
        self, exercise: str, lang: str, rows: dict[int, list[Answered]]
    ) -> dict[str, Any]:
        definition, text = self._exercises[exercise], self._texts[lang]
        loop = asyncio.get_running_loop()
        panel = await loop.run_in_executor(
            self._pool, lambda: panels.room(definition, rows or {1: []}, text)
        )
        return panel.to_json()

    async def own(self, exercise: str, lang: str, value: dict[str, Any]) -> dict[str, Any] | None:
        """Return what Python says of one person's answer."""
        definition, text = self._exercises[exercise], self._texts[lang]
        said = self._ballots.spelled_out(exercise, value)
        loop = asyncio.get_running_loop()
        panel = await loop.run_in_executor(self._pool, lambda: panels.own(definition, said, text))
        return panel.to_json() if panel else None
