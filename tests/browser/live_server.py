"""A small class server with real kernels behind it, for the front end of live pages.

It speaks what a live page speaks (door, end, sockets) and does what a test says; the class
server's own handlers are tested elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import signal
import threading
from typing import TYPE_CHECKING, Any

import tornado.web
from jupyter_client.manager import AsyncKernelManager
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.websocket import WebSocketHandler

from cxwidgets.text import Text
from tests.browser.harness import PAGE, STATIC, element

if TYPE_CHECKING:
    from collections.abc import Coroutine

BASE = "/me/somebody/"
VIEW = "application/vnd.jupyter.widget-view+json"
ALLOWED = {
    "comm_open",
    "comm_close",
    "comm_msg",
    "comm_info_request",
    "kernel_info_request",
    "shutdown_request",
}
ROOM = {"state": "open", "round": 1, "revealed": False, "count": 0, "version": 0}


class Kernel:
    """One kernel that has run a notebook's code."""

    def __init__(self) -> None:
        self.manager = AsyncKernelManager(kernel_name="python3")
        self.sockets: set[ChannelsHandler] = set()
        self.models: dict[str, str] = {}
        self.pid = 0

    async def run(self, code: str) -> None:
        """Start, run the code, and note what it displays as ``w-0``, ``w-1`` and so on."""
        await self.manager.start_kernel()
        self.pid = self.manager.provisioner.pid
        client = self.manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        errors: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["header"]["msg_type"] == "error":
                errors.append("\n".join(message["content"]["traceback"]))
            view = message["content"].get("data", {}).get(VIEW)
            if view:
                self.models[f"w-{len(self.models)}"] = view["model_id"]

        await client.execute_interactive(code, output_hook=hear, timeout=60)
        client.stop_channels()
        if errors:
            raise RuntimeError(errors[0])

    async def end(self) -> None:
        """Shut down."""
        for socket in list(self.sockets):
            socket.close(1011)
        await self.manager.shutdown_kernel(now=True)


class LiveServer:
    """Serve one page; ``code`` is the notebook, ``body`` what is inside its main element."""

    def __init__(self, code: str, body: str, lang: str = "en", **boot: object) -> None:
        self.code, self.body, self.lang, self.boot = code, body, lang, boot
        self.kernels: dict[str, Kernel] = {}
        self.refusals: list[tuple[int, dict[str, Any]]] = []
        self.asked = 0
        self.ever: list[str] = []
        self.ended: queue.Queue[str] = queue.Queue()
        self.posts: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.listen()
        self.origin = f"http://127.0.0.1:{self.port}"

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do something in the server's thread and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(90)

    def listen(self, port: int = 0) -> None:
        """Begin to answer."""

        async def begin() -> None:
            app = tornado.web.Application(
                [
                    ("/", PageHandler),
                    (r"/cx/static/(.*)", tornado.web.StaticFileHandler, {"path": STATIC}),
                    (f"{BASE}api/socket", SilentHandler),
                    (f"{BASE}api/kernel/end", EndHandler),
                    (f"{BASE}api/kernel", DoorHandler),
                    (f"{BASE}api/(state|answer)", AnswerHandler),
                    (f"{BASE}api/kernels/([^/]+)/channels", ChannelsHandler),
                ],
                live=self,
            )
            self._http = app.listen(port, "127.0.0.1")
            self.port = next(iter(self._http._sockets.values())).getsockname()[1]

        self.do(begin())

    def kill(self, kernel: str) -> None:
        """End a kernel as the system does when memory is short."""

        async def gone() -> None:
            found = self.kernels.pop(kernel)
            os.kill(found.pid, signal.SIGKILL)
            await found.end()

        self.do(gone())

    def cut(self, kernel: str) -> None:
        """Break the way to a kernel that goes on."""

        async def close() -> None:
            for socket in list(self.kernels[kernel].sockets):
                socket.close(1011)

        self.do(close())

    def evaluate(self, kernel: str, code: str) -> None:
        """Run code in a kernel, as a background task of its notebook would."""

        async def run() -> None:
            client = self.kernels[kernel].manager.client()
            client.start_channels()
            await client.execute_interactive(code, output_hook=lambda _: None, timeout=60)
            client.stop_channels()

        self.do(run())

    def stop(self) -> None:
        """End the server and its kernels."""

        async def end() -> None:
            self._http.stop()
            for kernel in self.kernels.values():
                await kernel.end()

        self.do(end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def state(self) -> dict[str, Any]:
        """Return what ``GET api/state`` gives."""
        me = {"id": "p1", "nickname": "Lin", "team": "A", "role": "trainee", "lang": self.lang}
        return {
            "seq": 1,
            "now": 1_800_000_000_000,
            "me": me,
            "class": {"title": "bus", "ended": False},
            "modules": {},
            "exercises": {"wish": ROOM},
            "timer": None,
            "answers": {},
        } | self.boot

    def page(self) -> str:
        """Return the page."""
        boot = {
            "base": BASE,
            "assets": "/cx/static/",
            "role": "trainee",
            "lang": self.lang,
            "module": "gap_model",
            "page": "live",
            "kernel": {"url": f"{BASE}api/kernel"},
            "labels": Text(self.lang).section("ui"),
            "modules": [{"id": "gap_model", "title": "Gaps"}],
            "state": self.state(),
        }
        body = self.body + element("application/json", boot, id="cx-class")
        body += '<script type="module" src="/cx/static/start.js"></script>'
        page = PAGE.replace('<script src="/shim.js"></script>', "")
        return page.format(lang=self.lang, head="", body=body, body_class="cx-page cx-page-live")


class Handler(tornado.web.RequestHandler):
    """What all handlers share."""

    @property
    def live(self) -> LiveServer:
        return self.settings["live"]


class PageHandler(Handler):
    def get(self) -> None:
        self.finish(self.live.page())


class AnswerHandler(Handler):
    def get(self, _name: str) -> None:
        self.finish(self.live.state())

    def post(self, _name: str) -> None:
        self.live.posts.append(json.loads(self.request.body))
        self.finish({"seq": 2, "own": None})


class DoorHandler(Handler):
    async def post(self) -> None:
        self.live.asked += 1
        if self.live.refusals:
            status, body = self.live.refusals.pop(0)
            self.set_status(status)
            self.finish(body)
            return
        kernel = Kernel()
        await kernel.run(self.live.code)
        name = f"k{len(self.live.ever) + 1}"
        self.live.ever.append(name)
        self.live.kernels[name] = kernel
        self.finish({"id": name, "models": kernel.models, "foreign": False})


class EndHandler(Handler):
    def post(self) -> None:
        self.live.ended.put(self.request.body.decode())
        self.set_status(204)


class SilentHandler(WebSocketHandler):
    """The class's own socket: nothing happens in this class."""

    def on_message(self, _message: str | bytes) -> None:
        return


class ChannelsHandler(WebSocketHandler):
    """The five channels of a kernel on one socket, as Jupyter's server has them."""

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return subprotocols[-1] if subprotocols else None

    async def get(self, name: str) -> None:
        live: LiveServer = self.settings["live"]
        if name not in live.kernels:
            raise tornado.web.HTTPError(404)
        self.kernel = live.kernels[name]
        await super().get(name)

    def open(self, _name: str) -> None:
        self.kernel.sockets.add(self)
        self.client = self.kernel.manager.client()
        self.client.start_channels(stdin=False, hb=False)
        self.tasks = [
            asyncio.ensure_future(self._read(channel, getattr(self.client, f"{channel}_channel")))
            for channel in ("shell", "iopub", "control")
        ]

    async def _read(self, name: str, channel: Any) -> None:
        session = self.client.session
        while True:
            _, parts = session.feed_identities(await channel.socket.recv_multipart())
            await self.write_message(serialize_msg_to_ws_v1(parts[1:], name), binary=True)

    def on_message(self, data: bytes) -> None:  # type: ignore[override]
        channel, parts = deserialize_msg_from_ws_v1(data)
        header, parent, metadata, content = (json.loads(part) for part in parts[:4])
        if header["msg_type"] not in ALLOWED:
            raise ValueError(header["msg_type"])
        message = {
            "header": header,
            "parent_header": parent,
            "metadata": metadata,
            "content": content,
        }
        socket = getattr(self.client, f"{channel}_channel").socket
        self.client.session.send(socket, message, buffers=parts[4:])

    def on_close(self) -> None:
        self.kernel.sockets.discard(self)
        for task in self.tasks:
            task.cancel()
        self.client.stop_channels()
