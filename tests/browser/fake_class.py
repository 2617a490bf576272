"""A class server of paper: it answers what a page asks, and does what a test says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from cxwidgets.text import Text
from tests.browser.harness import ORIGIN, element

if TYPE_CHECKING:
    from playwright.sync_api import Request, WebSocketRoute

    from tests.browser.harness import Bare

BASE = "/me/somebody/"
NOW = 1_800_000_000_000  # ms; the page must go by this clock, not by its own
ROOM = {"state": "open", "round": 1, "revealed": False, "count": 0, "version": 0}
QR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3">'
    '<path d="M0 0h1v1H0zM2 2h1v1H2z"/></svg>'
)


@dataclass
class FakeClass:
    """One visitor's view of a class.

    Attributes
    ----------
    posts
        The answers that arrived, in order.
    wishes
        What the trainer's page asked for.
    down
        True while nothing answers, as with a pulled cable.
    refusals
        Exercise → (status, message) for its next answers.
    """

    bare: Bare
    role: str = "trainee"
    lang: str = "zh"
    module: str = "three_one_toolkit"
    page: str = "light"
    exercises: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    panels: dict[str, dict[str, Any]] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    open_to: int | None = None
    timer: dict[str, Any] | None = None
    ended: bool = False
    down: bool = False
    posts: list[dict[str, Any]] = field(default_factory=list)
    wishes: list[dict[str, Any]] = field(default_factory=list)
    refusals: dict[str, tuple[int, str]] = field(default_factory=dict)
    sockets: list[WebSocketRoute] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        """Return what ``GET api/state`` gives."""
        return {
            "seq": 1,
            "now": NOW,
            "me": {
                "id": "p1",
                "nickname": "小林",
                "team": "A",
                "role": self.role,
                "lang": self.lang,
            },
            "class": {"title": "示例公交", "client": "bus", "ended": self.ended, "names": False},
            "modules": {self.module: {"open_to": self.open_to}},
            "exercises": {id_: {**ROOM, **entry} for id_, entry in self.exercises.items()},
            "timer": self.timer,
            "answers": self.answers,
        }

    def boot(self) -> dict[str, Any]:
        """Return the content of ``#cx-class``."""
        return {
            "base": BASE,
            "assets": "/cx/static/",
            "role": self.role,
            "lang": self.lang,
            "module": self.module,
            "page": self.page,
            "labels": Text(self.lang).section("ui"),
            "modules": [
                {"id": "service_blueprint", "title": "服务蓝图"},
                {"id": self.module, "title": "三个一工具箱"},
                {"id": "gap_model", "title": "服务缺口模型"},
            ],
            "state": self.state(),
        }

    def open(self, body: str = "", body_class: str = "cx-page cx-page-light") -> FakeClass:
        """Open a page of this class."""
        for path in ("state", "answer", "control", *self.extra):
            self.bare.answers[f"{BASE}api/{path}"] = self._answer
        for exercise in self.exercises:
            self.bare.answers[f"{BASE}api/panel/{exercise}"] = self._answer
        self.bare.page.route_web_socket("**/api/socket", self._socket)
        head = element("application/json", self.boot(), id="cx-class")
        self.bare.open(lang=self.lang, head=head, body=body, body_class=body_class)
        return self

    def href(self, path: str) -> str:
        """Return an address of this class."""
        return f"{ORIGIN}{BASE}{path}"

    def connected(self) -> None:
        """Wait until the page's socket is open."""
        words = Text(self.lang)("ui.page.connection.open")
        expect(self.bare.page.get_by_role("img", name=words)).to_be_visible()

    def push(self, message: dict[str, Any] | None = None) -> None:
        """Send a message to every open page; the state when none is given."""
        state = {k: v for k, v in self.state().items() if k != "answers"}
        for socket in self.sockets:
            socket.send(json.dumps(message or {"type": "state", "state": state}))

    def drop(self) -> None:
        """Pull the cable: sockets close and requests fail until ``down`` is False again."""
        self.down = True
        open_sockets, self.sockets = self.sockets, []
        for socket in open_sockets:
            socket.close(code=3000)

    def _socket(self, socket: WebSocketRoute) -> None:
        if self.down:
            socket.close(code=3000)
        else:
            self.sockets.append(socket)

    def _answer(self, request: Request) -> tuple[int, object]:
        path = request.url.split("/api/", 1)[1]
        self.asked.append(path)
        if self.down:
            return 0, None
        if path == "answer":
            return self._take(request.post_data_json)
        if path == "control":
            self.wishes.append(request.post_data_json)
            return 200, {}
        if path.startswith("panel/"):
            return 200, self.panels.get(path.split("/")[1], {"own": None, "room": None})
        return 200, self.extra[path] if path in self.extra else self.state()

    def _take(self, answer: dict[str, Any]) -> tuple[int, object]:
        self.posts.append(answer)
        exercise = answer["exercise"]
        if exercise in self.refusals:
            status, message = self.refusals[exercise]
            return status, {"message": message}
        kept = {key: answer[key] for key in ("value", "round", "submission", "at")}
        self.answers[exercise] = kept
        return 200, {"seq": len(self.posts), "own": self.panels.get(exercise, {}).get("own")}
