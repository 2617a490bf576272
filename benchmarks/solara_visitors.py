"""Visitors of the Solara page, many in one process: started by ``light_load.py``.

The same life as in ``visitors.py``: one JSON line in, ``open``, a word, one JSON line out. A page
counts as usable when its HTML has arrived and the server has said over the page's socket that the
page is built. Solara's scripts and styles are left out: ours are counted.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import uuid
from typing import Any

from wire import Http, Socket


class Visitor:
    """One page."""

    def __init__(self, host: str, port: int, seen: dict[str, list[Any]]) -> None:
        self.host, self.port, self.seen = host, port, seen
        self.http, self.socket = Http(host, port), Socket(self._hear)
        self._built = asyncio.Event()

    def _hear(self, message: bytes) -> None:
        if b'"finished"' in message:
            self._built.set()

    async def arrive(self, delay: float) -> None:
        """Open the page and have it built."""
        await asyncio.sleep(delay)
        began = time.perf_counter()
        try:
            status, _, headers = await self.http.ask("/")
            if status != 200:  # noqa: PLR2004
                raise ConnectionError(f"the page answered {status}")
            cookie = headers.get("set-cookie", "").partition(";")[0]
            path = f"/jupyter/api/kernels/{uuid.uuid4()}/channels?session_id={uuid.uuid4()}"
            await self.socket.open(self.host, self.port, path, {"Cookie": cookie})
            comm = uuid.uuid4().hex
            opened = {"comm_id": comm, "target_name": "solara.control", "data": {}}
            self._send("comm_open", opened)
            run = {"method": "run", "args": {"path": "", "appName": None, "dark": False}}
            self._send("comm_msg", {"comm_id": comm, "data": run})
            await asyncio.wait_for(self._built.wait(), 120)
            self.seen["usable"].append(time.perf_counter() - began)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.seen["failures"].append(f"arrival: {error!r}")
        self.seen["bytes"].append(self.http.received + self.socket.received)

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "version": "5.3"}
        header |= {"username": "", "session": uuid.uuid4().hex, "date": "2026-01-01T00:00:00Z"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "buffers": []}
        self.socket.say(json.dumps({**message, "content": content, "channel": "shell"}).encode())


async def main() -> None:
    """Read the plan, carry it out, tell."""
    lines = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    plan = json.loads(await lines.readline())
    seen: dict[str, list[Any]] = {"usable": [], "bytes": [], "failures": []}
    visitors = [Visitor(plan["host"], plan["port"], seen) for _ in range(plan["visitors"])]
    chance = random.Random(1)  # noqa: S311 - a fair dice, not a secret
    delays = sorted(chance.random() * plan["within"] for _ in visitors)
    await asyncio.gather(*(v.arrive(d) for v, d in zip(visitors, delays, strict=True)))
    print(json.dumps({"event": "open"}), flush=True)
    await lines.readline()
    for visitor in visitors:
        visitor.socket.close()
    print(json.dumps({"event": "done", "cpu": time.process_time(), **seen}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
