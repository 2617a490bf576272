"""A real class for tests: the server as a newcomer starts it, browsers as people open it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

START_SECONDS = 60


def free_port() -> int:
    """Return a port nobody uses right now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ClassServer:
    """``cxw class`` in a process of its own."""

    def __init__(
        self, root: Path, store: Path, *more: str, client: str = "bus", lang: str = "zh"
    ) -> None:
        self.more = more
        self.root, self.store, self.client, self.lang = root, store, client, lang
        self.port = free_port()
        self.start()

    def start(self) -> None:
        """Start the server and wait for its two lines."""
        self.log = self.store.with_suffix(".log")
        command = [sys.executable, "-m", "cxwidgets", "class", "--root", str(self.root)]
        command += ["--client", self.client, "--lang", self.lang, "--port", str(self.port)]
        command += ["--store", f"sqlite:///{self.store.as_posix()}", "--no-browser", *self.more]
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUTF8": "1"}
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            printed = self.log.read_text(encoding="utf-8")
            found = re.search(r"^Trainer: (\S+)\nJoin: (\S+)$", printed, re.MULTILINE)
            if found:
                self.trainer, self.join = found.groups()
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End the server as Ctrl+C would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def kernels(self) -> list[int]:
        """Return the process ids of the server's kernels."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                parent = int(
                    (entry / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1]
                )
            except (OSError, ValueError):
                continue
            if parent == self.process.pid and b"ipykernel_launcher" in words:
                found.append(int(entry.name))
        return found

    def call(self, link: str, path: str, body: object = None) -> tuple[int, object]:
        """Ask the API directly, as somebody who types addresses would."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{link}api/{path}", data=data)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.loads(response.read())
        except urllib.error.HTTPError as error:
            said = error.read().decode("utf-8")
            try:
                return error.code, json.loads(said)
            except ValueError:
                raise AssertionError(f"{path} answered {error.code}: {said[:500]!r}") from None


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, browser, server: ClassServer, **options) -> None:
        self.server = server
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(120_000)
        self.refused: list[str] = []
        self.problems: list[str] = []
        self.context.route("**/*", self._local_only)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.link = ""

    def _local_only(self, route, request) -> None:
        if urlsplit(request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.refused.append(request.url)
            route.abort()

    def join(self, nickname: str, team: str = "", lang: str = "zh") -> Person:
        """Join as a newcomer does."""
        self.page.goto(f"{self.server.join}?lang={lang}")
        self.page.fill("#nickname", nickname)
        self.page.fill("#team", team)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/m/welcome")
        self.link = self.page.url.partition("/m/")[0] + "/"
        return self

    def open(self, module: str, kind: str = "light", lang: str = "zh") -> Person:
        """Open a module's page of one kind."""
        self.page.goto(f"{self.link}m/{module}?page={kind}&lang={lang}")
        self.page.locator(".cx-card").first.wait_for()
        return self

    def exercise(self, exercise: str):
        """Return the card of an exercise."""
        return self.page.locator(f'article[data-exercise="{exercise}"]')

    def until_saved(self, exercise: str) -> None:
        """Wait until the card says that everything is saved."""
        self.exercise(exercise).locator(".cx-save--saved").first.wait_for()

    def close(self) -> None:
        """Close the browser and say what went wrong in it."""
        self.context.close()
        assert self.refused == [], "a page asked for an address outside"
        assert self.problems == [], "a page reported errors"
