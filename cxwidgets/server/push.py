"""Push: one open socket a page, told of changes a few times a second at most."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from cxwidgets.classroom.store import now
from cxwidgets.server.handler import Discreet

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor

GATHER_SECONDS = 0.25  # changes within this time travel together
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
        self._sockets: set[SocketHandler] = set()
        self._waiting: set[str] = set()
        session.listen(self._changed)

    def online(self) -> set[str]:
        """Return who has a page open."""
        return {s.visitor.id for s in self._sockets}

    def add(self, socket: SocketHandler) -> bool:
        """Take a socket in, unless this person has too many."""
        if sum(s.visitor.id == socket.visitor.id for s in self._sockets) >= SOCKETS_EACH:
            return False
        self._sockets.add(socket)
        self._changed("people")
        return True

    def remove(self, socket: SocketHandler) -> None:
        """Forget a closed socket."""
        self._sockets.discard(socket)
        self._session.room.seen[socket.visitor.id] = now()
        self._changed("people")

    def _changed(self, what: str, detail: Any = None) -> None:
        if what == "answer":
            self._to_other_devices(detail)
        if not self._waiting:
            IOLoop.current().call_later(GATHER_SECONDS, self._flush)
        self._waiting.add(what)

    def _to_other_devices(self, answer: Any) -> None:
        message = {
            "type": "answer",
            "exercise": answer.exercise,
            "value": answer.value,
            "round": answer.round,
            "submission": answer.submission,
        }
        for socket in self._sockets:
            if socket.visitor.id == answer.participant:
                socket.tell(message)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, set()
        people = None
        for socket in list(self._sockets):
            trainer = socket.visitor.is_trainer
            if trainer and waiting & {"people", "answer"}:
                people = people or self._session.people(self.online())
                socket.tell({"type": "people", "people": people})
            if waiting & {"state", "answer"}:
                state = self._session.state(socket.visitor, answers=False)
                socket.tell({"type": "state", "state": state})


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
        visitor = session.visitor(args[0])
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
        self.tell({"type": "state", "state": self._session.state(self.visitor, answers=False)})

    def on_message(self, message: str | bytes) -> None:
        """Answer nothing: a page speaks through the answers endpoint."""

    def on_close(self) -> None:
        """Leave."""
        if hasattr(self, "visitor"):
            self.push.remove(self)

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message; a page that has just gone is no error."""
        try:
            future = self.write_message(json.dumps(message, ensure_ascii=False))
        except WebSocketClosedError:
            return
        cast("Callable[..., Any]", future.add_done_callback)(lambda f: f.exception())
