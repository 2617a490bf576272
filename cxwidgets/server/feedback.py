"""What Python says of one person's own answer: the newest answer of each, in turn.

An answer is acknowledged when it is stored, not when it is judged: where judging takes longer than
a moment, the page hears that it is pending and asks again. However fast somebody drags cards, only
the newest of their answers waits.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from tornado.log import app_log

from cxwidgets.server.asking import ThinkingError

if TYPE_CHECKING:
    from cxwidgets.server.asking import Asking

MOMENT = 0.1  # seconds an acknowledgement waits for a judgement
REMEMBERED = 500  # judgements; the same answer is judged alike

Panel = dict[str, Any] | None
Place = tuple[str, str, str]  # participant, exercise, language


class Feedback:
    """Judge answers one after another.

    Parameters
    ----------
    asking
        Who computes.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._known: dict[tuple[str, str, str], Panel] = {}
        self._waiting: dict[Place, tuple[dict[str, Any], asyncio.Future[bool]]] = {}
        self._work: asyncio.Task[None] | None = None

    async def own(
        self, place: Place, value: dict[str, Any], patience: float = MOMENT
    ) -> tuple[Panel, bool]:
        """Return a judgement, and whether it is still pending.

        Parameters
        ----------
        place
            Participant, exercise, language.
        value
            The answer, checked.
        patience
            Seconds to wait for it.
        """
        key = _key(place, value)
        if key not in self._known:
            await asyncio.wait([self._plan(place, value)], timeout=patience)
        return self._known.get(key), key not in self._known

    def forget(self) -> None:
        """Keep no judgement."""
        self._known.clear()

    def _plan(self, place: Place, value: dict[str, Any]) -> asyncio.Future[bool]:
        loop = asyncio.get_running_loop()
        waiting = self._waiting.get(place)
        if waiting is None or waiting[0] != value:
            if waiting is not None:
                waiting[1].cancel()  # a newer answer is here
            waiting = self._waiting[place] = value, loop.create_future()
        if self._work is None or self._work.done():
            self._work = loop.create_task(self._judge())
        return waiting[1]

    async def _judge(self) -> None:
        while self._waiting:
            place = next(iter(self._waiting))
            value, done = self._waiting.pop(place)
            key = _key(place, value)
            if key not in self._known:
                self._remember(key, await self._ask(place, value))
            if not done.done():
                done.set_result(True)

    async def _ask(self, place: Place, value: dict[str, Any]) -> Panel:
        _, exercise, lang = place
        try:
            return await self._asking.ask({"exercise": exercise, "lang": lang, "value": value})
        except ThinkingError as error:
            app_log.error("no judgement of an answer to %s: %s", exercise, error)
            return None

    def _remember(self, key: tuple[str, str, str], panel: Panel) -> None:
        while len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[key] = panel


def _key(place: Place, value: dict[str, Any]) -> tuple[str, str, str]:
    return place[1], place[2], json.dumps(value, sort_keys=True)
