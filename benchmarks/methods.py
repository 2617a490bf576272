"""How long a result takes from a file of answers: ours beside plain pandas and beside a package.

    python benchmarks/methods.py --rows 1e4,1e6,1e7,1e8

Each way runs in a process of its own: imports and one run to warm up, then `--runs` runs timed from
opening the Parquet file to the finished result; shown are the median and the process's highest
memory. The ways must agree on the result. The files are made first, in a temporary folder, from a
fixed seed; they are in the page cache when the clock starts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from method_cases import FILES, PACKAGE, WORK
from rich.console import Console
from rich.table import Table

TARGET_ROWS, TARGET_SECONDS, TARGET_TIMES, TARGET_MB = 1e7, 0.5, 10, 2000
PLAIN_UP_TO = 1e7  # rows; beyond that plain pandas wants more memory than a laptop has


def make(case: str, rows: int, folder: Path) -> Path:
    """Write the answers of one case."""
    import duckdb

    file = folder / f"{case}_{rows}.parquet"
    columns = FILES[case]
    query = f"COPY (SELECT {columns} FROM range({rows}) t(i)) TO '{file}' (FORMAT parquet)"  # noqa: S608
    duckdb.connect(config={"memory_limit": "2GB"}).execute(query)
    return file


def one(case: str, side: str, file: Path, runs: int) -> None:
    """Time one way in this process and print what was found as JSON."""
    work = WORK[case][side]
    result = work(file)
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        work(file)
        took.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_mb = peak / (1e6 if sys.platform == "darwin" else 1e3)
    print(json.dumps({"seconds": statistics.median(took), "mb": peak_mb, "result": result}))


def measured(case: str, side: str, file: Path, runs: int) -> dict[str, float] | None:
    """Time one way in a process of its own; None if it did not survive."""
    command = [sys.executable, __file__, "--one", case, side, str(file), "--runs", str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.stderr.write(f"{case}, {side}: {done.stderr[-2000:]}")
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def installed(case: str, side: str) -> bool:
    """Say whether the package beside ours is there; tell how to get it if it is not."""
    if side != "package" or importlib.util.find_spec(PACKAGE[case]):
        return True
    sys.stderr.write(f"{PACKAGE[case]} is not installed: pip install 'cxwidgets[benchmarks]'\n")
    return False


def cell(found: dict[str, float] | None) -> str:
    """Return seconds and memory as one cell."""
    return f"{found['seconds']:.3f} s  {found['mb']:,.0f} MB" if found else "–"


def row(case: str, rows: int, folder: Path, runs: int) -> list[str]:
    """Measure one case at one size."""
    file = make(case, rows, folder)
    sides = [s for s in WORK[case] if s == "ours" or rows <= PLAIN_UP_TO]
    found = {side: measured(case, side, file, runs) for side in sides if installed(case, side)}
    file.unlink()
    ours, plain = found["ours"], found.get("pandas")
    if ours and plain and ours["result"] != plain["result"]:
        raise SystemExit(f"{case}: ours {ours['result']} is not pandas' {plain['result']}")
    times = f"{plain['seconds'] / ours['seconds']:.0f}×" if ours and plain else "–"
    package = f"{cell(found['package'])} {PACKAGE[case]}" if found.get("package") else "–"
    verdict = _verdict(rows, ours, plain) if ours else "failed"
    return [case, f"{rows:,}", cell(ours), cell(plain), times, package, verdict]


def _verdict(rows: int, ours: dict[str, float], plain: dict[str, float] | None) -> str:
    if rows < TARGET_ROWS:
        return ""
    good = []
    if rows == TARGET_ROWS and plain:
        good = [ours["seconds"] <= TARGET_SECONDS]
        good.append(plain["seconds"] >= TARGET_TIMES * ours["seconds"])
    if rows > TARGET_ROWS:
        good = [ours["mb"] <= TARGET_MB]
    return "met" if all(good) else "missed"


def main() -> None:
    """Measure and print the table."""
    words = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--rows", default="1e4,1e6,1e7", help="sizes, separated by commas")
    parser.add_argument("--case", default=",".join(WORK), help="which methods")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        case, side, file = asked.one
        one(case, side, Path(file), asked.runs)
        return
    title = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    table = Table(title=f"{title}; median of {asked.runs} runs", title_justify="left")
    for name in ("method", "rows", "ours", "plain pandas", "faster", "package", "target"):
        table.add_column(name, justify="left" if name in ("method", "target") else "right")
    with tempfile.TemporaryDirectory() as folder:
        for case in asked.case.split(","):
            for rows in asked.rows.split(","):
                table.add_row(*row(case, int(float(rows)), Path(folder), asked.runs))
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(
        f"Targets: {TARGET_ROWS:,.0f} rows in {TARGET_SECONDS} s and {TARGET_TIMES}× plain pandas;"
        f" 100,000,000 rows below {TARGET_MB:,} MB."
    )


if __name__ == "__main__":
    main()
