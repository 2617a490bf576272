"""The trainer's console, as ``class_day.py`` watches it: the socket, and one exercise's result.

Reads a plan as one JSON line, says ``open``, waits for a word, and ends with one JSON line:
``states``, the class's ``seq`` and when it came; ``panels``, the version of a result and when it
came. Whatever was there at the beginning is counted off.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from wire import Http, Socket


class Desk:
    """One open console."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.states: list[tuple[int, float]] = []
        self.panels: list[tuple[int, float]] = []
        self.open = asyncio.Event()
        self._first: tuple[int, int] | None = None
        self._wanted = self._have = 0
        self._changed = asyncio.Event()
        self._socket = Socket(self._hear)

    async def sit(self) -> None:
        """Open the socket and fetch the result whenever its version grows."""
        host, port = self.plan["host"], self.plan["port"]
        http = Http(host, port)
        await self._socket.open(host, port, f"{self.plan['link']}api/socket")
        await self.open.wait()
        while True:
            await self._changed.wait()
            self._changed.clear()
            _, content, _ = await http.ask(f"{self.plan['link']}api/panel/{self.plan['exercise']}")
            first = self._first[1] if self._first else 0
            self.panels.append((json.loads(content)["version"] - first, time.time()))

    def _hear(self, message: bytes) -> None:
        content = json.loads(message)
        if content["type"] != "state":
            return
        state = content["state"]
        version = state["exercises"][self.plan["exercise"]]["version"]
        if self._first is None:
            self._first = state["seq"], version
            self._have = version
        self.open.set()
        self.states.append((state["seq"] - self._first[0], time.time()))
        if version != self._have:
            self._have = version
            self._changed.set()


async def main() -> None:
    """Read the plan, watch, tell."""
    lines = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    desk = Desk(json.loads(await lines.readline()))
    sitting = asyncio.create_task(desk.sit())
    await desk.open.wait()
    print(json.dumps({"event": "open"}), flush=True)
    await lines.readline()
    sitting.cancel()
    print(json.dumps({"states": desk.states, "panels": desk.panels}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
