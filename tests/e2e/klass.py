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
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

START_SECONDS = 60


def free_port() -> int:
    """Return a port nobody uses right now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ClassServer:
    """``cxw class`` in a process of its own."""

    def __init__(
        self,
        root: Path,
        store: Path,
        *more: str,
        client: str = "bus",
        lang: str = "zh",
        env: dict[str, str] | None = None,
    ) -> None:
        self.more, self.env = more, env or {}
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
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUTF8": "1", **self.env},
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
        """Return the process ids of the server's kernels: they hold the sockets of kernels open.

        Forked ones bear the name of the process they were forked from.
        """
        sockets = {
            f"socket:[{line.split()[6]}]"
            for line in Path("/proc/net/unix").read_text(encoding="utf-8").splitlines()
            if "/kernel-" in line and "-ipc-" in line
        }
        return [pid for pid in self._family() if sockets & set(_open_files(pid))]

    def _family(self) -> set[int]:
        parents = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(words[1])
        family = {self.process.pid}
        while new := {p for p, parent in parents.items() if parent in family} - family:
            family |= new
        return family - {self.process.pid}

    def health(self) -> dict:
        """Return what the server says of itself."""
        with urllib.request.urlopen(f"{self.join}cx/health", timeout=120) as response:
            return json.loads(response.read())

    def trainee(self, nickname: str) -> str:
        """Let somebody join without a browser; return their link."""
        form = urlencode({"nickname": nickname, "team": "", "role": "", "lang": "zh"})
        opener = urllib.request.build_opener(_Stay)
        with opener.open(self.join, data=form.encode(), timeout=120) as response:
            return urljoin(self.join, response.headers["Location"])

    def call(self, link: str, path: str, body: object = None) -> tuple[int, object]:
        """Ask the API directly, as somebody who types addresses would."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{link}api/{path}", data=data)
        try:
            with urllib.request.urlopen(request, timeout=180) as response:
                return response.status, json.loads(response.read())
        except urllib.error.HTTPError as error:
            said = error.read().decode("utf-8")
            try:
                return error.code, json.loads(said)
            except ValueError:
                raise AssertionError(f"{path} answered {error.code}: {said[:500]!r}") from None


def _open_files(pid: int) -> list[str]:
    found = []
    for entry in Path(f"/proc/{pid}/fd").glob("*"):
        with suppress(OSError):
            found.append(str(entry.readlink()))
    return found


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def http_error_302(self, _request, response, *_rest):
        return response

    http_error_303 = http_error_302


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
        if kind == "live":  # the page works before its kernel does; tests wait for both
            settled = "html[data-cx-kernel=ready], html[data-cx-kernel=none]"
            self.page.locator(settled).wait_for(state="attached")
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
