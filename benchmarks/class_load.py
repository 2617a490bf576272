"""A room opens its live pages at once: ours beside plain Voilà, in the same run.

    python benchmarks/class_load.py --visitors 1,10,50,150 [--runs 10] [--no-stock]
    python benchmarks/class_load.py --page light --visitors 1,50,500

Every visitor joins, opens module 03's trainee page, gets a kernel, connects by WebSocket and asks
for all widgets until they are there; plain Voilà serves the same edition as a notebook of its own.
Arrivals are spread over 5 s (15 s above 50 visitors). Both servers are warm: one visitor has been
there before. The visitors run in a process of their own on the same machine, so they compete with
the server for its cores. Memory is what the visitors' kernels hold, read while all are connected:
unshared (USS) and proportional (PSS). Then nobody does anything for a while, and what the server
and all kernels use of a core is read. After that everybody leaves, and what is left is counted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from processes import below, cpu, memory
from rich.console import Console
from rich.table import Table
from serving import ROOT, ClassServer, Crowd, Process, free_port, machine

from cxwidgets import course
from cxwidgets.edition import edition, parameterised

MODULE = "three_one_toolkit"
LEAVE_SECONDS = 20
SETTLE_SECONDS, QUIET_SECONDS = 3, 20
STOCK_UP_TO = 50  # plain Voilà wants more memory than a laptop has beyond that


@dataclass
class Figures:
    """What one run showed; seconds, MB a visitor."""

    wall: float = 0.0
    ready: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    uss: float = 0.0
    pss: float = 0.0
    cpu: float = 0.0  # processor seconds of server and kernels, whatever else the machine does
    quiet: float = 0.0  # share of a core that server and kernels use while nobody does anything
    left: int = 0  # kernels that outlived their pages
    kept: float = 0.0  # MB the server has more than before

    def quantile(self, share: float) -> float:
        """Return a quantile of the times until ready."""
        ordered = sorted(self.ready)
        return (
            ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
        )


class Voila(Process):
    """Plain Voilà serving one notebook.

    Parameters
    ----------
    folder
        Where the notebook is written.
    alone
        Whether the widgets keep answers themselves, in a copy of the course in ``folder``.
    """

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        whole = nbformat.read(
            ROOT / "notebooks" / f"{course.module(ROOT, MODULE).notebook}.ipynb", as_version=4
        )
        cut = parameterised(edition(whole, "zh", "trainee"), client="bus", lang="zh")
        cut.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
        nbformat.write(cut, folder / "page.ipynb")
        self.port = free_port()
        command = [sys.executable, "-m", "voila", "page.ipynb", "--no-browser"]
        command += [f"--port={self.port}", "--Voila.ip=127.0.0.1"]
        course_folder = folder if alone else ROOT
        if alone:
            shutil.copytree(ROOT / "data", folder / "data")
            shutil.copytree(ROOT / "notebooks", folder / "notebooks")
        env = {"CXW_ROOT": str(course_folder), "CXW_CLASS": "" if alone else "1"}
        self.start(command, folder, {**env, "PYTHONPATH": str(ROOT)})
        until = time.monotonic() + LEAVE_SECONDS
        while "running at" not in self.log.read_text("utf-8"):
            if time.monotonic() > until:
                raise RuntimeError(self.log.read_text("utf-8")[-2000:])
            time.sleep(0.2)


def visit(server: Process, visitors: int, seconds: float, *, stock: bool) -> Figures:
    """Let visitors come and go once."""
    family, weight = below(server.process.pid), server.memory()[0]
    used = cpu(family)
    plan = {"base": f"http://127.0.0.1:{server.port}/", "visitors": visitors, "seconds": seconds}
    crowd = Crowd("room.py", {**plan, "stock": stock})
    told = crowd.hear()
    everybody = below(server.process.pid)
    came, used = everybody - family, cpu(everybody) - used
    uss, pss = memory(came)
    time.sleep(SETTLE_SECONDS)
    before = cpu(everybody)
    time.sleep(QUIET_SECONDS)
    quiet = (cpu(everybody) - before) / QUIET_SECONDS
    crowd.leave()
    until = time.monotonic() + LEAVE_SECONDS
    while time.monotonic() < until and came & below(server.process.pid):
        time.sleep(0.2)
    figures = Figures(told["wall"], uss=uss / visitors, pss=pss / visitors)
    figures.cpu, figures.quiet = used, quiet
    figures.left = len(came & below(server.process.pid))
    figures.kept = server.memory()[0] - weight
    for seen in told["visits"]:
        if seen["problem"]:
            figures.problems.append(seen["problem"])
        else:
            figures.ready.append(seen["steps"]["ready"])
    return figures


def warm(server: Process) -> None:
    """Wait until the server has made its pages and has nothing to do."""
    used = server.cpu()
    for _ in range(90):
        time.sleep(2)
        used, last = server.cpu(), used
        if used - last < 0.2:  # noqa: PLR2004 - seconds of work in two seconds
            return


def spread(visitors: int) -> float:
    """Return over how many seconds the visitors arrive."""
    return 0.0 if visitors == 1 else 5.0 if visitors <= STOCK_UP_TO else 15.0


def ours(counts: list[int], runs: int) -> dict[int, list[Figures]]:
    """Measure the class server, all visits on one server."""
    with tempfile.TemporaryDirectory() as folder:
        server = ClassServer(ROOT, Path(folder) / "class.sqlite")
        try:
            visit(server, 1, 0, stock=False)
            warm(server)
            return {
                count: [visit(server, count, spread(count), stock=False) for _ in range(runs)]
                for count in counts
            }
        finally:
            family = below(server.process.pid)
            server.stop(signal.SIGTERM)
            if orphans := [p for p in family if Path(f"/proc/{p}").exists()]:
                sys.stdout.write(f"processes outlived the server: {orphans}\n")


def plain(visitors: int) -> Figures:
    """Measure plain Voilà."""
    with tempfile.TemporaryDirectory() as folder:
        server = Voila(Path(folder))
        try:
            visit(server, 1, 0, stock=True)
            return visit(server, visitors, spread(visitors), stock=True)
        finally:
            server.stop(signal.SIGKILL)


TARGETS = {50: ("≤ 10 s", "≥ 15 × faster"), 150: ("≤ 40 s", "")}


def report(rows: dict[int, tuple[Figures | None, list[Figures]]]) -> None:
    """Print the table."""
    table = Table("figure", "stock", "ours", "target", title=f"live pages: {machine()}")
    for visitors, (theirs, runs) in rows.items():
        best = sorted(runs, key=lambda r: r.wall)[len(runs) // 2]
        name = f"{visitors} visitors" + (f", median of {len(runs)} runs" if len(runs) > 1 else "")

        def line(what: str, pick: object, target: str = "", name: str = name) -> None:
            shown = [pick(f) if f else "-" for f in (theirs, best)]  # type: ignore[operator] # noqa: B023
            table.add_row(f"{name}: {what}", *shown, target)

        limit, times = TARGETS.get(visitors, ("", ""))
        line("all ready", lambda f: f"{f.wall:.1f} s", limit)
        if theirs:
            ratio = theirs.wall / best.wall
            table.add_row(f"{name}: faster by", "1", f"{ratio:.0f} ×", times)
        line("median until ready", lambda f: f"{statistics.median(f.ready or [0]):.2f} s")
        line("95th percentile", lambda f: f"{f.quantile(0.95):.2f} s")
        line("processor time in all", lambda f: f"{f.cpu:.1f} s")
        line("USS a visitor", lambda f: f"{f.uss:.1f} MB", "≤ 35 MB")
        line("PSS a visitor", lambda f: f"{f.pss:.1f} MB")
        line(f"{QUIET_SECONDS} s of nothing", lambda f: f"{f.quiet:.1%} of a core", "< 10 %")
        failed, left = sum(len(r.problems) for r in runs), sum(r.left for r in runs)
        total = visitors * len(runs)
        stock = f"{len(theirs.problems)} of {visitors}" if theirs else "-"
        table.add_row(f"{name}: failures", stock, f"{failed} of {total}", "0")
        table.add_row(
            f"{name}: kernels left {LEAVE_SECONDS} s after",
            str(theirs.left) if theirs else "-",
            str(left),
            "0",
        )
        if len(runs) > 1:
            slowest = max(r.wall for r in runs)
            table.add_row(f"{name}: slowest run", "-", f"{slowest:.1f} s", limit)
            grown = " ".join(f"{r.kept:+.0f}" for r in runs)
            table.add_row(f"{name}: server's MB after each run", "-", grown, "does not grow")
    Console(width=max(100, Console().width)).print(table)
    for visitors, (theirs, runs) in rows.items():
        for figures in [*([theirs] if theirs else []), *runs]:
            for problem in figures.problems[:2]:
                sys.stdout.write(f"{visitors} visitors: {problem}\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--page", choices=["live", "light"], default="live")
    parser.add_argument("--visitors", help="how many arrive, by commas")
    parser.add_argument("--runs", type=int, default=1, help="how often the class server is visited")
    parser.add_argument("--stock", action=argparse.BooleanOptionalAction, default=True)
    asked, rest = parser.parse_known_args()
    if asked.page == "light":
        import light_load

        sys.argv[1:] = [*(["--visitors", asked.visitors] if asked.visitors else []), *rest]
        light_load.main()
        return
    if rest:
        parser.error(f"unknown: {' '.join(rest)}")
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    counts = [int(n) for n in (asked.visitors or "1,10,50,150").split(",")]
    found = ours(counts, asked.runs)
    with_stock = [n for n in counts if asked.stock and n <= STOCK_UP_TO]
    theirs = {n: plain(n) for n in with_stock}
    report({n: (theirs.get(n), found[n]) for n in counts})


if __name__ == "__main__":
    main()
