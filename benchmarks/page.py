"""One visitor's page in a real browser, first and second visit: ours beside plain Voilà.

    python benchmarks/page.py [--runs 3] [--no-stock]

A control works when a click on it makes an answer arrive: a script in the page clicks the first
choice of the first Kano pair as soon as it exists; the time shown is that of the click, and it
counts only if the exercise says "saved" afterwards. First visit: an empty browser cache; second:
the same browser, the same address. Bytes are what came over the wire, counted by a relay between
browser and server: headers, compression and WebSockets as they are, until the page is at rest.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from class_load import MODULE, Voila, warm
from playwright.sync_api import sync_playwright
from relay import Relay
from rich.console import Console
from rich.table import Table
from serving import ROOT, ClassServer, machine

from cxwidgets.browser import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

SECONDS = 120
REST_SECONDS = 3
WATCH = """
(() => {
  const seen = window.cxSeen = {};
  const look = () => {
    const card = document.querySelector('article[data-exercise="kano_bus"]');
    const choice = card?.querySelector('input[type=radio]:not(:checked):not(:disabled)');
    if (choice && !seen.click) { seen.click = performance.now(); choice.click(); }
    if (seen.click && !seen.saved && card?.querySelector('.cx-save--saved'))
      seen.saved = performance.now();
    const kernel = document.documentElement?.dataset.cxKernel;
    if (kernel === 'ready' && !seen.kernel) seen.kernel = performance.now();
    setTimeout(look, 5);
  };
  look();
})();
"""


@dataclass
class Seen:
    """One visit; seconds from the start of the navigation, bytes, requests."""

    click: float
    saved: float
    kernel: float | None
    requests: int
    bytes: int


def visit(context: BrowserContext, relay: Relay, path: str) -> Seen:
    """Open a page, use its first control, wait for rest."""
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: list[str] = []
    wire.on("Network.requestWillBeSent", lambda event: asked.append(event["requestId"]))
    before = relay.passed
    page.goto(f"http://127.0.0.1:{relay.port}{path}", timeout=SECONDS * 1000)
    deadline = time.monotonic() + SECONDS
    while not page.evaluate("window.cxSeen?.saved"):  # our pages allow no waiting inside them
        if time.monotonic() > deadline:
            raise SystemExit(f"no control worked within {SECONDS} s")
        page.wait_for_timeout(50)
    page.wait_for_timeout(REST_SECONDS * 1000)
    times = page.evaluate("window.cxSeen")
    page.close()
    kernel = times.get("kernel")
    return Seen(
        times["click"] / 1000,
        times["saved"] / 1000,
        kernel / 1000 if kernel else None,
        len(asked),
        relay.passed - before,
    )


def twice(browser: Any, port: int, path: str) -> tuple[Seen, Seen]:
    """Visit a page with an empty browser, and once more."""
    relay = Relay(port)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    first = visit(context, relay, path)
    second = visit(context, relay, path)
    context.close()
    relay.close()
    return first, second


def ours(browser: Any, runs: int) -> list[tuple[Seen, Seen]]:
    """Measure the class server's live page."""
    with tempfile.TemporaryDirectory() as folder:
        server = ClassServer(ROOT, Path(folder) / "class.sqlite")
        try:
            link = server.join("first").rstrip("/")
            server.get(f"{link}/m/{MODULE}?page=live")
            server.get(f"{link}/api/kernel/{MODULE}?lang=zh", {})
            warm(server)
            found = []
            for number in range(runs):
                link = server.join(f"n{number}").rstrip("/")
                found.append(twice(browser, server.port, f"{link}/m/{MODULE}?page=live"))
            return found
        finally:
            server.stop(signal.SIGTERM)


def stock(browser: Any, runs: int) -> list[tuple[Seen, Seen]]:
    """Measure plain Voilà; its widgets keep answers in a course of their own."""
    with tempfile.TemporaryDirectory() as folder:
        server = Voila(Path(folder), alone=True)
        try:
            return [twice(browser, server.port, "/") for _ in range(runs)]
        finally:
            server.stop(signal.SIGKILL)


def report(theirs: list[tuple[Seen, Seen]], mine: list[tuple[Seen, Seen]]) -> None:
    """Print the table."""
    title = f"one visitor's live page, median of {len(mine)} runs: {machine()}"
    table = Table("figure", "stock", "ours", "target", title=title)

    def row(what: str, number: int, pick: Any, unit: str, target: str = "") -> None:
        shown = []
        for side in (theirs, mine):
            values = [pick(pair[number]) for pair in side]
            known = [value for value in values if value is not None]
            shown.append(f"{statistics.median(known):.2f} {unit}".strip() if known else "-")
        table.add_row(f"{('first', 'second')[number]} visit: {what}", *shown, target)

    for number, (size, at_most) in enumerate(((1e6, "≤ 1.5 MB"), (1e3, "≤ 100 KB"))):
        unit = "MB" if size == 1e6 else "KB"  # noqa: PLR2004
        soon = "≤ 1.2 s" if number == 0 else ""
        row("first working control", number, lambda s: s.click, "s", soon)
        row("its answer is saved", number, lambda s: s.saved, "s")
        row("kernel attached", number, lambda s: s.kernel, "s")
        row("requests", number, lambda s: s.requests, "")
        row("over the wire", number, lambda s, size=size: s.bytes / size, unit, at_most)
    Console(width=max(100, Console().width)).print(table)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stock", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    path = find_browser()
    if path is None:
        parser.error("no Chromium, Chrome or Edge is installed")
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        mine = ours(browser, asked.runs)
        theirs = stock(browser, asked.runs) if asked.stock else []
        browser.close()
    report(theirs, mine)


if __name__ == "__main__":
    sys.exit(main())
