"""A class in session, without a word of HTTP: join, answer, control, see.

Every handler asks this object; it alone decides who may do and see what.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cxwidgets import client as clients
from cxwidgets.classroom import control, links
from cxwidgets.classroom.room import Room
from cxwidgets.classroom.store import Participant, Submission, now
from cxwidgets.classroom.writer import Writer
from cxwidgets.exercise import catalog
from cxwidgets.server.ballots import Ballots
from cxwidgets.server.drawn import Drawn
from cxwidgets.server.outline import Outline
from cxwidgets.server.pace import Pace
from cxwidgets.server.results import Results
from cxwidgets.server.state import States
from cxwidgets.server.visitor import Refused, Visitor
from cxwidgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cxwidgets.classroom.store import Answer, Store
    from cxwidgets.server.joining import JoinForm

MOST_PEOPLE = 600


class ClassSession:
    """One class.

    Parameters
    ----------
    root
        The course's folder.
    client, lang
        Whose data the charts show, and the class's language.
    store
        Where everything is appended.
    secret
        The server's secret, which signs the personal links.
    """

    def __init__(self, root: Path, client: str, lang: str, store: Store, secret: bytes) -> None:
        self.root = root
        self.client = clients.load(root, client)
        self.lang = lang
        self.texts = {language: Text(language, root) for language in ("zh", "en")}
        self.exercises = catalog(root)
        self.outline = Outline(root, self.exercises)
        self.store = store
        store.open_class(client, lang)
        self.room = Room(store)
        self.links = links.Links(secret, store.classroom)
        self.ballots = Ballots(self.room, self.exercises)
        self.results = Results(self.room, root, self.ballots)
        self.states = States(self)
        self.drawn = Drawn(self)
        self.pace = Pace()
        self._writer = Writer(store)
        self._listeners: set[Callable[[str, Any], None]] = set()

    def close(self) -> None:
        """Finish what is being written."""
        self._writer.close()
        self.results.close()
        self.store.close()

    # -- who ------------------------------------------------------------------------------------

    def visitor(self, token: str, lang: str = "") -> Visitor | None:
        """Return who holds a token, looked up here and nowhere else.

        ``lang`` is the language their page was asked for in; their own where it is empty.
        """
        owner = self.links.owner(token)
        if owner == links.TRAINER:
            lang = lang or self.lang
            return Visitor(owner, self.texts[lang]("page.trainer"), "", "trainer", lang)
        person = self.room.people.get(owner or "")
        if person is None:
            return None
        return Visitor(person.id, person.nickname, person.team, "trainee", lang or person.lang)

    async def join(self, form: JoinForm) -> str:
        """Add somebody and return their token.

        Raises
        ------
        Refused
            When the class has ended or is full.
        """
        if self.room.pacing.ended:
            raise Refused("page.class_ended")
        if len(self.room.people) >= MOST_PEOPLE:
            raise Refused("page.class_full")
        person = Participant(links.new_id(), form.nickname, form.team, form.role, form.lang, now())
        await self._writer.run(self.store.join, person)
        self.room.joined(person)
        self._tell("people")
        return self.links.token(person.id)

    def teams(self) -> list[str]:
        """Return the teams so far."""
        return sorted({p.team for p in self.room.people.values() if p.team})

    # -- answering ------------------------------------------------------------------------------

    def open_for(self, exercise: str) -> bool:
        """Say whether answers to an exercise count right now.

        An exercise with a key closes when its result is revealed: from then on the page shows
        the right answers.
        """
        pacing, place = self.room.pacing, self.outline.places.get(exercise)
        if place and not pacing.section_open(place.module, place.section):
            return False
        given_away = exercise in pacing.revealed and self.exercises[exercise].has_key
        return exercise not in pacing.locked and not given_away and not pacing.ended

    async def submit(
        self, visitor: Visitor, exercise: str, round_: int, value: object, submission: str, at: int
    ) -> Answer | None:
        """Check and store an answer. The trainer's own tries are judged, never stored.

        Raises
        ------
        cxwidgets.exercise.AnswerError
            If the value does not fit the exercise.
        Refused
            If the exercise is closed; the answer is kept in the store all the same, uncounted.
        """
        clean = self.exercises[exercise].clean(value)
        if visitor.is_trainer:
            return None
        late = not self.open_for(exercise) or round_ != self.room.pacing.round(exercise)

        sent = Submission(visitor.id, exercise, round_, clean, submission, at, late)
        answer = await self._writer.append(sent)
        if visitor.id not in self.room.people:  # forgotten while this was on its way
            await self._writer.run(self.store.purge_participant, visitor.id)
            raise Refused("page.link_unknown")
        if answer.late and late:  # not so if it was in time and only word of it got lost
            raise Refused("page.late")
        if answer.late:  # kept uncounted before, and now the exercise is open again
            answer = await self._writer.append(replace(sent, submission=f"{submission}:again"))
        self.room.answered(answer)
        self._tell("answer", answer)
        return answer

    async def forget(self, participant: str) -> int:
        """Delete somebody and all they answered for good; return how many answers went.

        Raises
        ------
        Refused
            If there is nobody of this name.
        """
        known = participant in self.room.people
        self.room.forget(participant)  # first: from here on nothing of theirs is taken
        count: int = await self._writer.run(self.store.purge_participant, participant)
        if not known and not count:  # after a store that failed, asking again must delete
            raise Refused("page.not_found")
        self.results.forget()
        self._tell("state")
        self._tell("people")
        return count

    # -- steering -------------------------------------------------------------------------------

    async def decide(self, wish: object) -> None:
        """Do what the trainer's page asks.

        Raises
        ------
        cxwidgets.classroom.pacing.ControlError
            If the wish makes no sense.
        """
        modules = [m.id for m in self.outline.modules]
        action, detail = control.checked(wish, exercises=self.exercises, modules=modules)
        event = await self._writer.run(self.store.record, action, detail)
        self.room.decided(event)
        self._tell("state")

    # -- seeing ---------------------------------------------------------------------------------

    def state(self, visitor: Visitor, *, answers: bool = True) -> dict[str, Any]:
        """Return the class as one visitor may know it."""
        shared = self.states.shared(visitor.role, visitor.lang)
        return {**shared, **self.states.personal(visitor, answers=answers)}

    def people(self, online: set[str]) -> list[dict[str, Any]]:
        """Return who is here, for the trainer."""
        return [self.person(p.id, online=p.id in online) for p in self.room.people.values()]

    def person(self, participant: str, *, online: bool) -> dict[str, Any]:
        """Return one of them."""
        p = self.room.people[participant]
        return {
            "id": p.id,
            "nickname": p.nickname,
            "team": p.team,
            "role": "trainee",
            "job": p.role,
            "online": online,
            "last_seen": self.room.seen[p.id],
            "answered": self.room.answered_by(p.id, self.exercises),
        }

    # -- telling --------------------------------------------------------------------------------

    def listen(self, listener: Callable[[str, Any], None]) -> None:
        """Call ``listener(what, detail)`` whenever something changed."""
        self._listeners.add(listener)

    def _tell(self, what: str, detail: Any = None) -> None:
        for listener in list(self._listeners):
            listener(what, detail)
