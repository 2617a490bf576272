"""How long reports take: `cxw report` beside a loop of papermill and nbconvert, in the same run.

    python benchmarks/reports.py --clients 1,10,100 [--modules client_report,three_one_toolkit]

The clients are synthetic: the samples' own generator makes them, each with a seed of its own, in a
temporary folder. Both sides run the same notebooks for the same clients. The stock loop is
`papermill IN OUT -p client … -p lang …` and `jupyter nbconvert --to html --no-input OUT` for each
client and module, one after the other; it draws no chart, so it does less. It is measured on the
first `--stock` clients; where the table has more clients than that, its time is that measurement.

"After the first" is the time from the first client's finished report to the last one's, divided by
the client-modules in it; "whole run" counts everything from the command to its end. Memory is the
highest proportional sum (PSS) of the command and all it started, read twice a second.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from processes import below, memory
from rich.console import Console
from rich.table import Table

from cxwidgets import course
from cxwidgets.client import load
from cxwidgets.edition import edition
from cxwidgets.report.sections import of_client

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = {"bus": "zh", "hotel": "en"}
TARGET_SECONDS, TARGET_TIMES = 1.0, 12
LOOK_SECONDS = 0.5


@dataclass
class Took:
    """What a command took.

    Attributes
    ----------
    seconds
        From start to end.
    lines
        When each line was printed, seconds from the start.
    peak
        Highest memory, MB.
    """

    seconds: float
    lines: list[float]
    peak: float


def make_clients(root: Path, count: int) -> list[str]:
    """Write a course with synthetic clients and return their folders' names."""
    sys.path.insert(0, str(ROOT / "data" / "samples"))
    from generate import Sample

    shutil.copytree(ROOT / "data" / "course", root / "data" / "course")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    slugs = []
    for number in range(count):
        name = list(SAMPLES)[number % len(SAMPLES)]
        sample = Sample(name)
        sample.parameters["seed"] += number
        slugs.append(f"{name}-{number:03d}")
        folder = root / "data" / "clients" / slugs[-1]
        folder.mkdir(parents=True)
        for file in ("client.toml", "logo.svg"):
            shutil.copy(ROOT / "data" / "clients" / name / file, folder)
        for file, content in sample.files().items():
            (folder / file).write_bytes(content)
    return slugs


def timed(command: list[str], root: Path) -> Took:
    """Run a command and watch it."""
    start = time.perf_counter()
    env = {**os.environ, "CXW_ROOT": str(root), "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        running = subprocess.Popen(
            command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        peaks = [0.0]
        watcher = threading.Thread(target=watch, args=(running, peaks))
        watcher.start()
        lines = [time.perf_counter() - start for _ in running.stdout or ()]
        code = running.wait()
        took = time.perf_counter() - start
        watcher.join()
        if code:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{errors.read()}")
    return Took(took, lines, max(peaks))


def watch(running: subprocess.Popen[str], peaks: list[float]) -> None:
    """Note the memory of a command and all it started until it ends."""
    while running.poll() is None:
        peaks.append(memory(below(running.pid))[1])
        time.sleep(LOOK_SECONDS)


def stock(root: Path, slugs: list[str], modules: list[str], folder: Path) -> tuple[float, float]:
    """Return seconds for a client-module (the median) and the highest memory."""
    took, peaks = [], []
    for slug in slugs:
        lang = SAMPLES[slug.partition("-")[0]]
        for name in modules:
            notebook = nbformat.read(
                root / "notebooks" / f"{course.module(root, name).notebook}.ipynb", as_version=4
            )
            given, made = folder / f"{name}-{slug}-{lang}.ipynb", folder / f"{slug}-{name}.ipynb"
            # The same sections as ours: those that read a survey the client has.
            cut, _ = of_client(edition(notebook, lang, "client"), load(root, slug).kinds)
            nbformat.write(cut, given)
            asked = ["-p", "client", slug, "-p", "lang", lang, "-k", "python3", "--cwd", str(root)]
            run = [sys.executable, "-m", "papermill", str(given), str(made), *asked]
            convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", str(made)]
            one = [timed([*run, "--no-progress-bar"], root), timed(convert, root)]
            took.append(sum(t.seconds for t in one))
            peaks.append(max(t.peak for t in one))
    return statistics.median(took), max(peaks)


def ours(root: Path, slugs: list[str], modules: list[str], out: Path, workers: int) -> Took:
    """Return what `cxw report` took for these clients."""
    command = [sys.executable, "-m", "cxwidgets", "report", *slugs, "--out", str(out)]
    command += [word for name in modules for word in ("--module", name)]
    return timed([*command, "--root", str(root), "--workers", str(workers)], root)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", default="1,10,100", help="numbers of clients")
    parser.add_argument("--modules", default="client_report,three_one_toolkit")
    parser.add_argument("--stock", type=int, default=2, help="clients for the stock loop")
    parser.add_argument("--workers", type=int, default=0, help="as for cxw report")
    asked = parser.parse_args()
    counts = sorted({int(word) for word in asked.clients.split(",")})
    modules = asked.modules.split(",")
    if "client_report" not in modules:
        modules.insert(0, "client_report")  # a report always has it
    with tempfile.TemporaryDirectory(prefix="cxw-reports-") as place:
        root, folder = Path(place) / "course", Path(place) / "stock"
        folder.mkdir()
        slugs = make_clients(root, max(counts))
        first = slugs[: min(asked.stock, max(counts))]
        usual, usual_peak = stock(root, first, modules, folder)
        table = Table(title=f"Seconds for a client-module ({', '.join(modules)})")
        for heading in ("clients", "stock", "whole run", "after the first", "times faster"):
            table.add_column(heading, justify="right")
        table.add_column("memory MB: stock, ours", justify="right")
        table.add_column("target")
        for count in counts:
            took = ours(root, slugs[:count], modules, Path(place) / "out", asked.workers)
            whole = took.seconds / count / len(modules)
            later = None
            if count > 1:
                later = (took.lines[-1] - took.lines[0]) / (count - 1) / len(modules)
            measured = f"{usual:.1f}" + (f" ({len(first)} clients)" if count > len(first) else "")
            table.add_row(
                str(count),
                measured,
                f"{whole:.2f}",
                "–" if later is None else f"{later:.2f}",
                f"{usual / (later or whole):.0f}×",
                f"{usual_peak:.0f}, {took.peak:.0f}",
                f"≤ {TARGET_SECONDS} s, ≥ {TARGET_TIMES}×" if count > 1 else "",
            )
    Console(width=110).print(table)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, one run of each")


if __name__ == "__main__":
    main()
