"""Results for pages: computed off the event loop, once for everybody who asks the same."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from cxwidgets.panels.panel import Answered
from cxwidgets.server.asking import Asking
from cxwidgets.server.feedback import MOMENT, Feedback
from cxwidgets.server.packed import Piece, piece
from cxwidgets.server.state import compact

if TYPE_CHECKING:
    from pathlib import Path

    from cxwidgets.classroom.room import Room
    from cxwidgets.server.ballots import Ballots

REST = 1.0  # times its own length that a computation rests while answers keep coming in


@dataclass(frozen=True)
class Made:
    """A result, and what it was made of."""

    version: tuple[int, bool]
    panel: dict[str, Any]
    piece: Piece


class Results:
    """Make and remember the room's panels.

    Parameters
    ----------
    room
        The class in memory.
    root
        The course's folder.
    ballots
        What votes are for: a panel shows texts, not ids.
    """

    def __init__(self, room: Room, root: Path, ballots: Ballots) -> None:
        self._room, self._ballots = room, ballots
        self._asking = Asking(root)
        self._feedback = Feedback(self._asking)
        self._made: dict[tuple[str, str], Made] = {}
        self._next: dict[tuple[str, str], asyncio.Task[Made]] = {}
        self._running: dict[tuple[str, str], asyncio.Task[Made]] = {}
        self._rested: dict[tuple[str, str], float] = {}

    def close(self) -> None:
        """Stop computing."""
        self._asking.close()

    def warm(self) -> None:
        """Be ready to compute before somebody asks."""
        self._asking.warm()

    def forget(self) -> None:
        """Keep nothing that was made of answers: one of them was deleted."""
        self._made.clear()
        self._feedback.forget()
        self._ballots.forget()
        for work in self._running.values():  # they were asked before it was
            work.add_done_callback(lambda _: self._made.clear())

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

    def version(self, exercise: str) -> tuple[int, bool]:
        """Return what changes whenever the room's result of an exercise may."""
        number = self._room.versions[exercise] + self._ballots.version(exercise)
        return number, self._room.pacing.names

    async def room(self, exercise: str, lang: str) -> dict[str, Any]:
        """Return the room's result of an exercise as a panel."""
        return (await self.made(exercise, lang)).panel

    async def made(self, exercise: str, lang: str) -> Made:
        """Return the room's result of an exercise, at least as new as this question.

        However many ask and however fast answers come in, one computation runs at a time, and
        all who ask meanwhile share the next.
        """
        key = exercise, lang
        made = self._made.get(key)
        if made is not None and made.version == self.version(exercise):
            return made
        if key not in self._next:
            before = self._running.get(key)
            work = self._compute(key, before)
            self._next[key] = asyncio.get_running_loop().create_task(work)
        return await asyncio.shield(self._next[key])

    async def _compute(self, key: tuple[str, str], before: asyncio.Task[Made] | None) -> Made:
        if before is not None:
            await asyncio.wait([before])
        await asyncio.sleep(self._rested.get(key, 0.0) - monotonic())
        self._running[key] = self._next.pop(key)  # whoever asks from now on gets newer answers
        exercise, lang = key
        version = self.version(exercise)
        rows = self.rows(exercise, names=version[1])
        rounds = {
            number: [(a.participant, a.name, a.team, a.value) for a in answers]
            for number, answers in rows.items()
        }
        began = monotonic()
        try:
            panel = await self._asking.ask({"exercise": exercise, "lang": lang, "rounds": rounds})
            made = self._made[key] = Made(version, panel or {}, piece(compact(panel)))
        finally:
            self._rested[key] = monotonic() + REST * (monotonic() - began)
            del self._running[key]
        return made

    async def own(
        self,
        participant: str,
        exercise: str,
        lang: str,
        value: dict[str, Any],
        patience: float = MOMENT,
    ) -> dict[str, Any]:
        """Return what Python says of one person's answer.

        Returns
        -------
        dict
            ``own``, a panel or ``None``, and where judging takes longer ``pending``: the page
            asks for the panel once more.
        """
        said = self._ballots.spelled_out(exercise, value)
        panel, pending = await self._feedback.own((participant, exercise, lang), said, patience)
        return {"own": panel, "pending": True} if pending else {"own": panel}
