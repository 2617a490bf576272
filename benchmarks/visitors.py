"""Visitors of light pages, many in one process: started by ``light_load.py`` and ``class_day.py``.

Reads a plan as one JSON line, says ``open`` when every page is usable, waits for a word, and ends
with one JSON line of what was measured. Times are seconds.

A page is usable when its HTML, everything the HTML names below ``/cx/static/`` and what that
imports have arrived over a fresh connection, and the page's socket has brought the class's state.
As the real page does, the visitor then asks for the state once more.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from wire import Http, Socket

ASSET = re.compile(rb"""(?:href|src)="(/cx/static/[0-9a-f]+/[^"]+)\"""")
IMPORT = re.compile(rb"""^import[^"']*["']\./([^"']+)["']""", re.MULTILINE)
SPREAD = 0.3  # seconds over which pages ask for a result after a reveal, as the real ones do


@dataclass
class Plan:
    """What the visitors do.

    Attributes
    ----------
    links
        Their personal paths, ``/me/<token>/``.
    within
        Seconds over which they arrive.
    page
        The module's page below a link.
    answers
        Sequences of ``[exercise, round, value]``, one drawn for each visitor.
    pause
        Seconds between two answers, at random between half and one and a half of it.
    watch
        The exercise whose reveal is awaited.
    """

    host: str
    port: int
    links: list[str]
    within: float
    page: str
    answers: list[list[Any]] = field(default_factory=list)
    pause: float = 1.0
    watch: str = ""


@dataclass
class Seen:
    """What was measured."""

    usable: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    stored: list[list[Any]] = field(default_factory=list)  # submission, exercise, seq, sent, done
    revealed: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Visitor:
    """One phone."""

    def __init__(self, plan: Plan, link: str, seen: Seen, chance: random.Random) -> None:
        self.plan, self.link, self.seen, self.chance = plan, link, seen, chance
        self.http = Http(plan.host, plan.port)
        self.socket = Socket(self._hear)
        self._greeted = asyncio.Event()
        self._fetching: asyncio.Task[None] | None = None
        self._mark = f'"{plan.watch}"'.encode()

    async def arrive(self, delay: float) -> None:
        """Open the page."""
        await asyncio.sleep(delay)
        began = time.perf_counter()
        try:
            await self._get(self.link + self.plan.page, assets=True)
            path = f"{self.link}api/socket"
            await self.socket.open(self.plan.host, self.plan.port, path)
            await asyncio.wait_for(self._greeted.wait(), 60)
            self.seen.usable.append(time.perf_counter() - began)
            await self._get(f"{self.link}api/state")
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.seen.failures.append(f"arrival: {error!r}")
        self.seen.bytes.append(self.http.received + self.socket.received)

    async def _get(self, path: str, *, assets: bool = False) -> bytes:
        status, content, _ = await self.http.ask(path)
        if status != 200:  # noqa: PLR2004
            raise ConnectionError(f"{path.rpartition('/')[2]} answered {status}")
        if assets:
            wanted = list(dict.fromkeys(ASSET.findall(content)))
            while wanted:
                asset = wanted.pop(0)
                script = await self._get(asset.decode())
                folder = asset.rpartition(b"/")[0]
                known = {*wanted, asset}
                found = [folder + b"/" + name for name in IMPORT.findall(script[:4096])]
                wanted += [name for name in found if name not in known and b"cx.js" not in name]
        return content

    def _hear(self, message: bytes) -> None:
        self._greeted.set()
        if not self.plan.watch or self._fetching is not None or self._mark not in message:
            return
        content = json.loads(message)
        if content["type"] == "state":
            entry = content["state"].get("exercises", {}).get(self.plan.watch)
            if entry and entry["revealed"]:
                self._fetching = asyncio.create_task(self._fetch())

    async def _fetch(self) -> None:
        await asyncio.sleep(self.chance.random() * SPREAD)
        panel = json.loads(await self._get(f"{self.link}api/panel/{self.plan.watch}"))
        if panel["room"] is None:
            self.seen.failures.append("reveal: no result")
        self.seen.revealed.append(time.time())

    async def answer(self) -> None:
        """Answer one exercise after another."""
        if not self.plan.answers:
            return
        for exercise, round_, value in self.chance.choice(self.plan.answers):
            await asyncio.sleep(self.plan.pause * (0.5 + self.chance.random()))
            submission, at = uuid.uuid4().hex, time.time()
            sent = {"submission": submission, "exercise": exercise, "round": round_}
            body = json.dumps({**sent, "value": value, "at": int(at * 1000)}).encode()
            began = time.perf_counter()
            try:
                status, content, _ = await self.http.ask(f"{self.link}api/answer", body)
            except (OSError, asyncio.IncompleteReadError) as error:
                self.seen.failures.append(f"answer: {error!r}")
                return
            took = time.perf_counter() - began
            self.seen.answered.append(took)
            if status == 200:  # noqa: PLR2004
                seq = json.loads(content)["seq"]
                self.seen.stored.append([submission, exercise, seq, at, at + took])
            else:
                self.seen.failures.append(f"answer: {status} {content[:200]!r}")


async def visit(plan: Plan, lines: asyncio.StreamReader) -> Seen:
    """Let everybody arrive and answer, and stay until the next word."""
    seen, chance = Seen(), random.Random(1)  # noqa: S311 - a fair dice, not a secret
    visitors = [Visitor(plan, link, seen, random.Random(n)) for n, link in enumerate(plan.links)]  # noqa: S311
    delays = sorted(chance.random() * plan.within for _ in visitors)

    async def life(visitor: Visitor, delay: float) -> None:
        await visitor.arrive(delay)
        await visitor.answer()

    await asyncio.gather(*(life(v, d) for v, d in zip(visitors, delays, strict=True)))
    _say({"event": "open"})
    await lines.readline()
    for visitor in visitors:
        visitor.http.close()
        visitor.socket.close()
    return seen


def _say(content: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


async def main() -> None:
    """Read the plan, carry it out, tell."""
    lines = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    plan = Plan(**json.loads(await lines.readline()))
    seen = await visit(plan, lines)
    _say({"event": "done", "cpu": time.process_time(), **vars(seen)})


if __name__ == "__main__":
    asyncio.run(main())
