"""A room full of browsers' network traffic, in one process: what class_load.py sends to a server.

Each visitor does what a browser does and nothing it does not: opens the page, asks for its kernel,
connects by WebSocket (``v1.kernel.websocket.jupyter.org``), asks for all widgets' state, and is
ready when every widget of the page is there. Reads its plan as a line of JSON from standard input,
answers with a line when all are ready, and stays connected until another line comes, so that
memory can be read meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
SECONDS = 300  # nobody waits longer than this
MODULE = "three_one_toolkit"


@dataclass
class Visit:
    """What one visitor saw: seconds from arrival to each step."""

    steps: dict[str, float] = field(default_factory=dict)
    widgets: int = 0
    problem: str = ""


def pack(kind: str, content: dict[str, object], session: str) -> bytes:
    """Return a message on the shell channel."""
    header = {"msg_id": uuid.uuid4().hex, "username": "", "session": session, "msg_type": kind}
    header |= {"date": "2026-01-01T00:00:00Z", "version": "5.3"}
    parts = (header, {}, {"version": "1.0.0"}, content)  # of the widget control protocol
    pieces = [b"shell", *(json.dumps(part).encode() for part in parts)]
    offsets = [8 * (len(pieces) + 2)]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    numbers = [len(offsets), *offsets]
    return b"".join([*(n.to_bytes(8, "little") for n in numbers), *pieces])


def unpack(data: bytes) -> tuple[str, dict[str, object]]:
    """Return a message's type and content."""
    count = int.from_bytes(data[:8], "little")
    at = [int.from_bytes(data[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    header = json.loads(data[at[1] : at[2]])
    return header["msg_type"], json.loads(data[at[4] : at[5]])


async def fetch(address: str, **options: object) -> HTTPResponse:
    """Ask as a browser does: compressed answers welcome, no redirect followed."""
    request = HTTPRequest(
        address,
        follow_redirects=False,
        decompress_response=True,
        request_timeout=SECONDS,
        connect_timeout=SECONDS,
        **options,
    )
    return await AsyncHTTPClient().fetch(request, raise_error=False)


async def widgets(link: str, kernel: str, least: int) -> tuple[int, WebSocketClientConnection]:
    """Connect to a kernel and wait for the state of all its widgets."""
    session, comm = uuid.uuid4().hex, uuid.uuid4().hex
    address = f"ws{link[4:]}api/kernels/{kernel}/channels?session_id={session}"
    request = HTTPRequest(address, connect_timeout=SECONDS, request_timeout=SECONDS)
    socket = await websocket_connect(
        request, subprotocols=[PROTOCOL], max_message_size=64 << 20, ping_interval=None
    )
    opening = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
    asking = {"comm_id": comm, "data": {"method": "request_states"}}
    await socket.write_message(pack("comm_open", opening, session), binary=True)
    await socket.write_message(pack("comm_msg", asking, session), binary=True)
    while True:
        data = await socket.read_message()
        if not isinstance(data, bytes):
            raise ConnectionError("the kernel's socket was closed")
        kind, content = unpack(data)
        if kind != "comm_msg":
            continue
        told = content["data"]
        if told.get("method") == "update_states" and len(told["states"]) >= least:
            return len(told["states"]), socket


async def ours(base: str, number: int, visit: Visit) -> WebSocketClientConnection:
    """Join, open the module's page, ask for its kernel until there is one."""
    form = urlencode({"nickname": f"n{number}", "team": "a", "role": "", "lang": "zh"})
    begun = time.perf_counter()
    joined = await fetch(base, method="POST", body=form)
    link = urlsplit(joined.headers["Location"]).path.split("/m/")[0].strip("/")
    visit.steps["joined"] = time.perf_counter() - begun
    page = await fetch(f"{base}{link}/m/{MODULE}?page=live&lang=zh")
    if page.error:
        raise RuntimeError(f"the page answered {page.code}")
    visit.steps["page"] = time.perf_counter() - begun
    while True:
        reply = await fetch(f"{base}{link}/api/kernel/{MODULE}?lang=zh", method="POST", body="")
        told = json.loads(reply.body)
        if not reply.error:
            break
        if not told.get("retry"):
            raise RuntimeError(f"no kernel: {told}")
        await asyncio.sleep(told["retry"])
    visit.steps["kernel"] = time.perf_counter() - begun
    visit.widgets, socket = await widgets(f"{base}{link}/", told["id"], len(told["models"]))
    visit.steps["ready"] = time.perf_counter() - begun
    return socket


async def stock(base: str, _number: int, visit: Visit) -> WebSocketClientConnection:
    """Open the page Voilà makes; its kernel's name comes with it."""
    begun = time.perf_counter()
    page = await fetch(base)
    if page.error:
        raise RuntimeError(f"the page answered {page.code}")
    visit.steps["page"] = time.perf_counter() - begun
    body = page.body.decode()
    kernel = re.search(r'"?kernelId"?:\s*"([0-9a-f-]{36})"', body)
    if kernel is None:
        raise RuntimeError("the page names no kernel")
    views = len(re.findall(r"application/vnd\.jupyter\.widget-view\+json", body))
    visit.widgets, socket = await widgets(base, kernel[1], max(1, views))
    visit.steps["ready"] = time.perf_counter() - begun
    return socket


async def main() -> None:
    """Read a plan, let the visitors arrive, report, stay, leave."""
    plan = json.loads(sys.stdin.readline())
    count, seconds = plan["visitors"], plan["seconds"]
    AsyncHTTPClient.configure(None, max_clients=2000, max_body_size=64 << 20)
    walk = stock if plan["stock"] else ours
    visits = [Visit() for _ in range(count)]

    async def one(number: int) -> WebSocketClientConnection | None:
        await asyncio.sleep(seconds * number / count)
        try:
            return await asyncio.wait_for(walk(plan["base"], number, visits[number]), SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one failed visitor
            visits[number].problem = f"{type(error).__name__}: {error}"
            return None

    begun = time.perf_counter()
    sockets = await asyncio.gather(*(one(n) for n in range(count)))
    say({"wall": time.perf_counter() - begun, "visits": [vars(visit) for visit in visits]})
    await asyncio.to_thread(sys.stdin.readline)
    for socket in sockets:
        if socket is not None:
            socket.close()
    await asyncio.sleep(1)
    say({"left": count})


def say(event: dict[str, object]) -> None:
    """Tell the benchmark."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
