"""A module with a full room: how fast answers are stored and seen by the trainer, and none lost.

``python benchmarks/class_day.py`` lets 50 scripted trainees go through module 03 in real time,
saving about once a second as a hand does, while the trainer's console is open on the socket and
shows one exercise's result. At the end the server is killed with SIGKILL and every acknowledged
answer is looked for in the store's file.

An answer is on the trainer's screen when a push to the console counts it, and in the result when
the panel the console fetches has a version that includes it. Both are measured from the moment
the trainee's page sends. There is no stock way to compare with: Voilà alone has no class.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path
from typing import Any

import light_load
from light_figures import MODULE, settle
from serving import ROOT, ClassServer, Crowd, machine
from wire import quantile

WATCHED = "kano_bus"


def day(root: Path, trainees: int, answers: int, pause: float) -> dict[str, Any]:
    """Return what one run showed; times in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "class.sqlite"
        server = ClassServer(root, store)
        try:
            links = [server.join(f"V{n}") for n in range(trainees)]
            server.get(f"{links[0]}m/{MODULE}?page=light")
            settle(server)
            host = {"host": server.host, "port": server.port}
            desk = Crowd("desk.py", {**host, "link": server.trainer, "exercise": WATCHED})
            desk.hear()
            plan = {**host, "links": links, "within": 5, "page": f"m/{MODULE}?page=light"}
            sequences = light_load.sequences(root, answers)
            began, used = time.monotonic(), server.cpu()
            crowd = Crowd("visitors.py", {**plan, "pause": pause, "answers": sequences})
            crowd.hear()
            took, used = time.monotonic() - began, server.cpu() - used
            time.sleep(4)
            seen, screen = crowd.leave(), desk.leave()
        finally:
            server.stop(signal.SIGKILL)
        lost = {submission for submission, *_ in seen["stored"]} - light_load.kept(store)
    return {"took": took, "work": used, "lost": len(lost), **_delays(seen, screen), **seen}


def _delays(seen: dict[str, Any], screen: dict[str, Any]) -> dict[str, list[float]]:
    """Match every stored answer with the first push, and the first panel, that includes it.

    The state's ``seq`` and an exercise's version grow by one with each answer, in the order in
    which the store numbered them.
    """
    stored = sorted(seen["stored"], key=lambda one: one[2])
    counted = _behind([(sent, n) for n, (*_, sent, _d) in enumerate(stored, 1)], screen["states"])
    number: dict[str, int] = defaultdict(int)
    watched = []
    for _submission, exercise, _seq, sent, _done in stored:
        number[exercise] += 1
        if exercise == WATCHED:
            watched.append((sent, number[exercise]))
    return {"counted": counted, "shown": _behind(watched, screen["panels"])}


def _behind(sent: list[tuple[float, int]], seen: list[list[float]]) -> list[float]:
    numbers = [number for number, _ in seen]
    delays = []
    for at, number in sent:
        place = bisect_left(numbers, number)
        delays.append(seen[place][1] - at if place < len(seen) else float("inf"))
    return delays


def show(found: dict[str, Any], trainees: int) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table("figure", "median", "95 %", "most", title=f"{trainees} trainees; {machine()}")
    for name, key in (
        ("answer stored and acknowledged", "answered"),
        ("answer counted on the trainer's screen", "counted"),
        (f"answer in the result the trainer looks at ({WATCHED})", "shown"),
        ("page usable", "usable"),
    ):
        values = found[key]
        drawn.add_row(name, *(f"{quantile(values, share):.3f} s" for share in (0.5, 0.95, 1.0)))
    rate = len(found["stored"]) / found["took"]
    drawn.add_row("answers, and a second", str(len(found["stored"])), f"{rate:.0f}", "")
    drawn.add_row("server and below, of one core", f"{found['work'] / found['took']:.0%}", "", "")
    drawn.add_row("acknowledged and not in the file (target 0)", str(found["lost"]), "", "")
    drawn.add_row("failures (target 0)", str(len(found["failures"])), "", "")
    Console(width=110).print(drawn)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trainees", type=int, default=50)
    parser.add_argument("--answers", type=int, default=60, help="saves of each trainee")
    parser.add_argument("--pause", type=float, default=1, help="mean seconds between two saves")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to measure")
    asked = parser.parse_args()
    found = day(asked.root, asked.trainees, asked.answers, asked.pause)
    for failure in sorted(set(found["failures"]))[:5]:
        sys.stdout.write(failure + "\n")
    show(found, asked.trainees)


if __name__ == "__main__":
    main()
