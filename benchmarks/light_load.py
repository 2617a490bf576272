"""Light pages under load, beside Solara serving the same content in the same run.

``python benchmarks/light_load.py --visitors 1,50,500`` prints one table. Every visitor is a new
phone: fresh connections, the page, its script and style, the socket's first state. The visitors
run in one process on the same machine, so they compete with the server for its cores.

- 1 and 50 arrive within 5 s and only look. Then the class sits still for ``--still`` seconds with
  every page and the trainer's console open, and one exercise is revealed.
- 500 arrive within 10 s and answer ten times each, about once a second. Then the server is
  killed with SIGKILL and every acknowledged answer is looked for in the store's file.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import solara_load
from light_figures import FEW, LANG, MODULE, Load, settle
from serving import ROOT, ClassServer, Crowd, Process, machine
from wire import quantile

REVEALED = "kano_bus"
PAGE = f"m/{MODULE}?page=light"
ANSWERS = 10


def light(root: Path, visitors: int, still: float, pause: float) -> Load:
    """Measure the class server.

    Parameters
    ----------
    root
        A checkout: its course and its package.
    visitors
        How many arrive.
    still
        Seconds for which the class then does nothing.
    pause
        Mean seconds between two answers of one visitor.
    """
    load = Load(visitors)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "class.sqlite"
        server = ClassServer(root, store)
        try:
            stored = _class(load, server, root, still, pause)
        finally:
            server.stop(signal.SIGKILL)
        load.lost = len(stored - kept(store))
    return load


def _class(load: Load, server: ClassServer, root: Path, still: float, pause: float) -> set[str]:
    for module in (MODULE, "trainer_console"):  # until the pages are made
        server.get(f"{server.trainer}m/{module}?page=light&lang={LANG}")
    links = [server.join(f"V{n}") for n in range(load.visitors)]
    server.get(f"{links[0]}{PAGE}")
    settle(server)
    before = server.memory()
    console = Crowd("visitors.py", _plan(server, [server.trainer], 0, "m/trainer_console"))
    console.hear()
    plan = _plan(server, links, 5 if load.visitors <= FEW else 10, PAGE)
    plan["pause"], plan["watch"] = pause, REVEALED
    if load.visitors > FEW:
        plan["answers"] = sequences(root, ANSWERS)
    crowd = Crowd("visitors.py", plan)
    crowd.hear()
    settle(server)
    after = server.memory()
    load.pss, load.uss = ((a - b) / load.visitors for a, b in zip(after, before, strict=True))
    began, used = time.monotonic(), server.cpu()
    time.sleep(still)
    load.still = (server.cpu() - used) / (time.monotonic() - began)
    told = time.time()
    server.control(action="reveal", exercise=REVEALED, revealed=True)
    time.sleep(4 if load.visitors <= FEW else 8)
    console.leave()
    seen = crowd.leave()
    load.usable, load.answered = seen["usable"], seen["answered"]
    load.failures, load.bytes = seen["failures"], statistics.median(seen["bytes"])
    load.revealed = [at - told for at in seen["revealed"]]
    load.failures += ["reveal: missed"] * (load.visitors - len(load.revealed))
    return {submission for submission, *_ in seen["stored"]}


def _plan(server: Process, links: list[str], within: float, page: str) -> dict[str, Any]:
    host, port = server.host, server.port
    return {"host": host, "port": port, "links": links, "within": within, "page": page}


def sequences(root: Path, times: int) -> list[Any]:
    """Return forty people's answers to the module's exercises, one after the other."""
    import answering

    from cxwidgets.exercise import catalog

    asked = [e for e in catalog(root).values() if e.module == MODULE]
    chance = random.Random(7)  # noqa: S311 - simulated people
    return [answering.sequence(asked, times, chance) for _ in range(40)]


def kept(store: Path) -> set[str]:
    """Return the submissions in a store's file."""
    with sqlite3.connect(store) as db:
        return {row[0] for row in db.execute("SELECT submission FROM answer")}


def _seconds(values: list[float], share: float) -> str:
    return f"{quantile(values, share):.2f} s" if values else "–"


def table(ours: Load, stock: Load | None, still: float) -> list[tuple[str, str, str, str]]:
    """Return the rows ``figure, stock, ours, target`` of one number of visitors."""
    few = ours.visitors <= FEW
    who = f"{ours.visitors} arrivals in {5 if few else 10} s"
    other = stock or Load(ours.visitors)

    def beside(value: float, unit: str) -> str:
        return "–" if stock is None else f"{value:.2f} {unit}"

    until = "0.1 s" if few else "0.5 s"
    rows = [
        (f"{who}: usable, median", _seconds(other.usable, 0.5), _seconds(ours.usable, 0.5), ""),
        (f"{who}: usable, 95 %", _seconds(other.usable, 0.95), _seconds(ours.usable, 0.95), until),
        ("  memory a visitor, PSS", beside(other.pss, "MB"), f"{ours.pss:.2f} MB", "0.2 MB"),
        ("  memory a visitor, USS", beside(other.uss, "MB"), f"{ours.uss:.2f} MB", "0.2 MB"),
        ("  bytes of a first visit", "–", f"{ours.bytes / 1e6:.2f} MB", "1.5 MB"),
        (f"  {still:.0f} s of nothing: server", "–", f"{ours.still:.1%} of a core", "10 %"),
        ("  reveal on the last page", "–", _seconds(ours.revealed, 1.0), "2 s"),
    ]
    if ours.answered:
        count = f"{len(ours.answered)} answers"
        rows += [
            (f"  {count}: stored, median", "–", _seconds(ours.answered, 0.5), ""),
            (f"  {count}: stored, 95 %", "–", _seconds(ours.answered, 0.95), "0.5 s"),
            ("  acknowledged and not in the file", "–", str(ours.lost), "0"),
        ]
    failed = str(len(stock.failures)) if stock else "–"
    return [*rows, ("  failures", failed, str(len(ours.failures)), "0")]


def show(rows: list[tuple[str, str, str, str]], title: str) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table("figure", "Solara", "light page", "target", title=title)
    for row in rows:
        drawn.add_row(*row)
    Console(width=110).print(drawn)


def run(
    visitors: list[int], *, root: Path, python: str, still: float, pause: float, lean: bool
) -> None:
    """Measure and print."""
    title = machine()
    stock = os.access(python, os.X_OK) and solara_load.installed(python)
    if not stock:
        print("Solara is not installed there (extra: benchmarks); its column stays empty")
    rows = []
    for count in visitors:
        ours = light(root, count, still, pause)
        beside = solara_load.solara(root, python, count, lean=lean) if stock else None
        rows += table(ours, beside, still)
        for failure in sorted(set(ours.failures))[:5]:
            print(failure)
    show(rows, title)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--visitors", default="1,50,500", help="how many arrive, by commas")
    parser.add_argument("--solara", default=sys.executable, help="a Python that has Solara")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to measure")
    parser.add_argument("--lean", action="store_true", help="give Solara one control an exercise")
    parser.add_argument("--still", type=float, default=20, help="seconds of nothing")
    parser.add_argument("--pause", type=float, default=1, help="seconds between two answers")
    asked = parser.parse_args()
    counts = [int(n) for n in asked.visitors.split(",")]
    run(
        counts,
        root=asked.root,
        python=asked.solara,
        still=asked.still,
        pause=asked.pause,
        lean=asked.lean,
    )


if __name__ == "__main__":
    main()
