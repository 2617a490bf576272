"""The answers endpoint and its neighbours: JSON in, JSON out, one class behind them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from cxwidgets.classroom import export
from cxwidgets.classroom.control import MOST_ROUNDS
from cxwidgets.classroom.links import TRAINER
from cxwidgets.classroom.pacing import ControlError
from cxwidgets.exercise import AnswerError
from cxwidgets.server import qr
from cxwidgets.server.handler import ApiHandler
from cxwidgets.server.packed import piece
from cxwidgets.server.state import compact
from cxwidgets.server.visitor import Refused

if TYPE_CHECKING:
    from cxwidgets.server.push import Push

MOST_SUBMISSION = 56  # the store adds a word to one that comes back
PATIENCE = 8.0  # seconds; a page waits for ten
LATEST_CLOCK = 2**53  # the largest whole number a page can send


class StateHandler(ApiHandler):
    """``GET api/state``: the class as this visitor may know it, with their own answers."""

    def get(self, _token: str) -> None:
        """Send the state."""
        states = self.session.states
        end = states.ending(self.visitor, answers=True)
        self.send([states.opening_piece(self.visitor), piece(end, 1)])


class JudgingHandler(ApiHandler):
    """Base of what says what Python thinks of an answer."""

    async def _judged(self, exercise: str, value: dict[str, Any]) -> dict[str, Any]:
        results, who, lang = self.session.results, self.visitor.id, self.language()
        if self.visitor.is_trainer:  # nothing of theirs is stored to be asked for later
            return await results.own(who, exercise, lang, value, PATIENCE)
        return await results.own(who, exercise, lang, value)


class AnswerHandler(JudgingHandler):
    """``POST api/answer``: check, store, judge."""

    async def post(self, _token: str) -> None:
        """Store one submission; the same one again is answered alike and changes nothing."""
        wait = self.session.pace.wait(self.visitor.id, len(self.request.body))
        if wait:
            self.set_header("Retry-After", str(wait))
            self.fail(429, "page.too_many")
            return
        body = self.body()
        if body is None:
            return
        exercise, round_, submission, at = (
            body.get(key) for key in ("exercise", "round", "submission", "at")
        )
        if not isinstance(exercise, str) or exercise not in self.session.exercises:
            self.fail(404, "page.exercise_unknown")
            return
        whole = _whole(round_, MOST_ROUNDS) and _whole(at, LATEST_CLOCK)
        if (
            not whole
            or not isinstance(submission, str)
            or not 0 < len(submission) <= MOST_SUBMISSION
        ):
            self.fail(400, "page.not_understood")
            return
        value = body.get("value")
        try:
            answer = await self.session.submit(
                self.visitor, exercise, cast("int", round_), value, submission, cast("int", at)
            )
        except AnswerError as error:
            self.fail(422, "page.invalid", str(error))
            return
        except Refused as refused:
            self.fail(409, refused.key)
            return
        said: dict[str, Any] = {"own": None}
        if _may_judge(self, exercise):
            clean = self.session.exercises[exercise].clean(value)
            said = await self._judged(exercise, clean)
        self.reply({"seq": answer.seq if answer else 0, **said})


def _whole(number: object, most: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number <= most


def _may_judge(handler: ApiHandler, exercise: str) -> bool:
    immediate = handler.session.exercises[exercise].feedback == "immediate"
    revealed = exercise in handler.session.room.pacing.revealed
    return immediate or revealed or handler.visitor.is_trainer


class PanelHandler(JudgingHandler):
    """``GET api/panel/<exercise>``: what Python says of the own answer, and of the room's."""

    async def get(self, _token: str, exercise: str) -> None:
        """Send the panels this visitor may see."""
        if exercise not in self.session.exercises:
            self.fail(404, "page.exercise_unknown")
            return
        room = self.session.room
        version, lang = room.versions[exercise], self.language()
        open_room = self.visitor.is_trainer or exercise in room.pacing.revealed
        answer = room.own(self.visitor.id).get(exercise)
        own: dict[str, Any] = {"own": None}
        if answer and _may_judge(self, exercise):
            own = await self._judged(exercise, answer.value)
        said = compact({"version": version, **own})[:-1] + ',"room":'
        if not open_room:
            self.send([piece(f"{said}null}}", 1)])
            return
        made = await self.session.results.made(exercise, lang)
        self.send([piece(said, 1), made.piece, piece("}", 1)])


class TrainerHandler(ApiHandler):
    """Base of what only the trainer may ask."""

    async def prepare(self) -> None:
        """Turn trainees away before anything is looked at."""
        await super().prepare()
        if not self._finished and not self.visitor.is_trainer:
            self.fail(403, "page.trainer_only")

    @property
    def push(self) -> Push:
        """Who is connected."""
        return cast("Push", self.settings["cx_push"])

    @property
    def site(self) -> str:
        """The address trainees reach this server by."""
        return cast("str", self.settings["cx_site"])


class ControlHandler(TrainerHandler):
    """``POST api/control``: open, lock, reveal, time, end."""

    async def post(self, _token: str) -> None:
        """Do one thing."""
        body = self.body()
        if body is None:
            return
        try:
            await self.session.decide(body)
        except ControlError as error:
            self.fail(422, "page.not_understood", str(error))
            return
        self.reply(self.session.state(self.visitor, answers=False))


class PeopleHandler(TrainerHandler):
    """``GET api/people``: who is here."""

    def get(self, _token: str) -> None:
        """Send the list."""
        self.reply(self.session.people(self.push.online()))


class AnswersHandler(TrainerHandler):
    """``GET api/answers/<exercise>``: everybody's answer, with names only when they are shown."""

    def get(self, _token: str, exercise: str) -> None:
        """Send the answers."""
        if exercise not in self.session.exercises:
            self.fail(404, "page.exercise_unknown")
            return
        text = self.text(self.language())
        definition, room = self.session.exercises[exercise], self.session.room
        rows = [
            {
                "name": room.people[a.participant].nickname if room.pacing.names else None,
                "team": room.people[a.participant].team,
                "round": a.round,
                "at": a.at,
                "value": a.value,
                "summary": export.summary(definition, a.value, text),
            }
            for answers in room.answers(exercise).values()
            for a in answers
            if a.participant in room.people
        ]
        self.reply(rows)


class OutlineHandler(TrainerHandler):
    """``GET api/outline``: the course as the trainer opens it."""

    def get(self, _token: str) -> None:
        """Send the outline."""
        self.reply(self.session.outline.listing(self.text(self.language())))


class LinkHandler(TrainerHandler):
    """``GET api/link/<participant>``: the link of somebody who lost theirs."""

    def get(self, _token: str, participant: str) -> None:
        """Send address and QR code."""
        if participant not in self.session.room.people or participant == TRAINER:
            self.fail(404, "page.not_found")
            return
        url = f"{self.site}me/{self.session.links.token(participant)}/"
        self.reply({"url": url, "qr": qr.svg(url)})


class JoinLinkHandler(TrainerHandler):
    """``GET api/join``: the address for the projector."""

    def get(self, _token: str) -> None:
        """Send address and QR code."""
        self.reply({"url": self.site, "qr": qr.svg(self.site)})


class ExportHandler(TrainerHandler):
    """``GET api/export``: everything the class made, as one zip."""

    async def get(self, _token: str) -> None:
        """Send the zip."""
        text = self.text(self.language())
        content = await asyncio.to_thread(
            export.bundle, self.session.store, self.session.exercises, text
        )
        self.set_header("Content-Type", "application/zip")
        name = f"class-{self.session.client.slug}.zip"
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)
