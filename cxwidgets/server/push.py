"""Push: one open socket a page, told of changes a few times a second at most.

What a change means for pages of one role and language is worked out once and written to all of
them; the more pages there are, the more changes travel together.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from cxwidgets.classroom.store import now
from cxwidgets.server.handler import Discreet, wished
from cxwidgets.server.state import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor

DECIDED_SECONDS = 0.1  # what the trainer did is seen at once
GATHER_SECONDS = 0.25  # other changes within this time travel together to the trainer
COUNTED_SECONDS = 1.0  # to trainees: their pages show no count
PAGES_A_SECOND = 250  # beyond this many, changes are gathered for longer
SOCKETS_EACH = 12  # tabs and devices of one person


class Push:
    """All open sockets of a class.

    Parameters
    ----------
    session
        The class; its changes are gathered and sent to everybody who may know.
    """

    def __init__(self, session: ClassSession) -> None:
        self._session = session
        self._sockets: dict[str, set[SocketHandler]] = defaultdict(set)  # by participant
        self._count = 0
        self._planned: dict[str, tuple[float, object]] = {}  # audience → when, timer
        self._news: dict[str, set[str]] = {"trainer": set(), "trainee": set()}
        self._people: dict[str, tuple[tuple[Any, ...], str]] = {}
        session.listen(self._changed)

    def online(self) -> set[str]:
        """Return who has a page open."""
        return set(self._sockets)

    def add(self, socket: SocketHandler) -> bool:
        """Take a socket in, unless this person has too many."""
        own = self._sockets.get(socket.visitor.id, ())
        if len(own) >= SOCKETS_EACH:
            return False
        self._sockets[socket.visitor.id].add(socket)
        self._count += 1
        self._changed("people")
        return True

    def remove(self, socket: SocketHandler) -> None:
        """Forget a closed socket."""
        own = self._sockets.get(socket.visitor.id, set())
        if socket in own:
            own.remove(socket)
            self._count -= 1
        if not own:
            self._sockets.pop(socket.visitor.id, None)
        if socket.visitor.id in self._session.room.people:
            self._session.room.seen[socket.visitor.id] = now()
        self._changed("people")

    def expel(self, participant: str) -> None:
        """Close somebody's pages; they ask why, and say that their link is not valid any more."""
        self._people.pop(participant, None)
        for socket in list(self._sockets.get(participant, ())):
            socket.close(4004, "this link is not valid any more")

    # -- when ------------------------------------------------------------------------------------

    def _changed(self, what: str, detail: Any = None) -> None:
        if what == "answer":
            self._to_other_devices(detail)
        people = len(self._session.room.people)
        crowd = {"trainer": people / 2, "trainee": self._count}
        for role, news in self._news.items():
            if what == "people" and role != "trainer":
                continue
            gather = GATHER_SECONDS if role == "trainer" else COUNTED_SECONDS
            pause = (
                DECIDED_SECONDS if what == "state" else max(gather, crowd[role] / PAGES_A_SECOND)
            )
            news.add(what)
            self._plan(role, pause)

    def _plan(self, role: str, pause: float) -> None:
        loop = IOLoop.current()
        due = loop.time() + pause
        planned, timer = self._planned.get(role, (float("inf"), None))
        if planned <= due:
            return
        if timer is not None:
            loop.remove_timeout(timer)
        self._planned[role] = due, loop.call_at(due, self._flush, role)

    def _to_other_devices(self, answer: Any) -> None:
        sockets = self._sockets.get(answer.participant)
        if sockets:
            message = compact(
                {
                    "type": "answer",
                    "exercise": answer.exercise,
                    "value": answer.value,
                    "round": answer.round,
                    "submission": answer.submission,
                }
            ).encode()
            for socket in sockets:
                socket.tell(message)

    # -- what ------------------------------------------------------------------------------------

    def _flush(self, role: str) -> None:
        self._planned.pop(role, None)
        news, self._news[role] = self._news[role], set()
        people = None
        for socket in list(self._of(role)):
            if role == "trainer" and news & {"people", "answer"}:
                people = people or self._people_message()
                socket.tell(people)
            if news & {"state", "answer"}:
                socket.tell(socket.state_message())

    def _of(self, role: str) -> Iterable[SocketHandler]:
        for sockets in self._sockets.values():
            yield from (s for s in sockets if s.visitor.role == role)

    def _people_message(self) -> bytes:
        """Return everybody's line; a line is written again only when it has changed."""
        session, room = self._session, self._session.room
        lines = []
        for person in room.people:
            online = person in self._sockets
            facts = (online, room.seen[person], room.submissions[person], room.pacing)
            known, line = self._people.get(person, ((), ""))
            if known != facts:
                line = compact(session.person(person, online=online))
                self._people[person] = facts, line
            lines.append(line)
        return f'{{"type":"people","people":[{",".join(lines)}]}}'.encode()


class SocketHandler(Discreet, WebSocketHandler):
    """``api/socket``: listens to nothing but its own closing."""

    visitor: Visitor

    @property
    def push(self) -> Push:
        """All sockets."""
        return cast("Push", self.settings["cx_push"])

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Open the socket for a known link only."""
        session = cast("ClassSession", self.settings["cx_session"])
        visitor = session.visitor(args[0], wished(self))
        if visitor is None:
            self.set_status(404)
            self.finish()
            return
        self.visitor = visitor
        self._session = session
        await super().get(*args, **kwargs)

    def open(self, *_args: str, **_kwargs: str) -> None:
        """Greet with the state as it is now."""
        if not self.push.add(self):
            self.close(4003, "too many pages")
            return
        self.tell(self.state_message())

    def state_message(self) -> bytes:
        """Return the state as this visitor may know it, without the answers."""
        states = self._session.states
        end = states.ending(self.visitor, answers=False)
        return f'{{"type":"state","state":{states.opening(self.visitor)}{end}}}'.encode()

    def on_message(self, message: str | bytes) -> None:
        """Answer nothing: a page speaks through the answers endpoint."""

    def on_close(self) -> None:
        """Leave."""
        if hasattr(self, "visitor"):
            self.push.remove(self)

    def tell(self, message: bytes) -> None:
        """Send a message, JSON in UTF-8; a page that has just gone is no error."""
        try:
            future = self.write_message(message)
        except WebSocketClosedError:
            return
        cast("Callable[..., Any]", future.add_done_callback)(lambda f: f.exception())
