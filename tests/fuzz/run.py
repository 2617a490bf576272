"""Damaging thousands of files of every kind, in a process that may die, and saying what came of it.

``python -m tests.fuzz.run --files 10000`` does all kinds; ``--export wjx`` one of them. A seed that
fails is named, and ``--export wjx --seed 4711`` does that file again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from tests.fuzz.exports import EXPORTS, made
from tests.fuzz.mutations import mutated
from tests.fuzz.oracle import check

SLOW = 5.0  # seconds of work; a machine that is busy with something else proves nothing
BASES = 50
PATIENCE = 30
START = 300  # seconds a new process has until its first file; a busy machine is slow to import


def content_of(name: str, seed: int) -> bytes:
    """Return the damaged file of a seed; the same bytes every time."""
    export = EXPORTS[name]
    rng = random.Random(f"{name} damaged {seed}")  # noqa: S311 - no secret
    return mutated(export, made(name, seed % BASES)[1], rng)


def one(name: str, seed: int, folder: Path, *, in_process: bool = True) -> str:
    """Damage one file, read it, and return what came of it."""
    export = EXPORTS[name]
    path = folder / f"survey{export.suffix}"
    path.write_bytes(content_of(name, seed))
    if in_process and export.suffix == ".sav":
        read_here()
    return check(path, export)


def read_here() -> None:
    """Read SPSS files in this process, which is expendable, instead of one process for each."""
    from cxwidgets.survey import containers, sav_file, sav_process
    from cxwidgets.survey.grid import refusal

    def grid(path: Path):
        try:
            content = sav_process.content(str(path))
        except Exception as error:  # noqa: BLE001 - what the process of its own would say
            raise refusal(path, f"cannot be read ({error})", "a .sav file") from None
        return sav_file.from_content(path, content)

    containers.spss_grid = grid


def several(name: str, seeds: range, report) -> None:
    """Do many seeds; tell the parent which one is being done, and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            report.send(("at", seed, ""))
            began = time.process_time()
            try:
                came = one(name, seed, Path(folder))
                took = time.process_time() - began
                kind = "came" if took < SLOW else "failed"
                report.send((kind, seed, came if kind == "came" else f"took {took:.1f} s"))
            except Exception:  # noqa: BLE001 - this is what is looked for
                report.send(("failed", seed, traceback.format_exc(limit=-4)))
    report.send(("done", seeds.stop, ""))


def survey(name: str, files: int, first: int = 0) -> tuple[Counter, dict[int, str]]:
    """Return how often each outcome came, and the seeds that failed, with why."""
    context = get_context("spawn")
    outcomes: Counter = Counter()
    failed: dict[int, str] = {}
    at, end = first, first + files
    while at < end:
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=several, args=(name, range(at, end), theirs))
        worker.start()
        theirs.close()
        kind = ""
        try:
            while True:
                if not ours.poll(PATIENCE if kind else START):
                    failed[at] = f"hangs for more than {PATIENCE} s"
                    break
                kind, at, what = ours.recv()
                if kind == "came":
                    outcomes[what] += 1
                elif kind == "failed":
                    failed[at] = what
                elif kind == "done":
                    break
        except EOFError:
            outcomes["the reading process died"] += 1
            if EXPORTS[name].suffix != ".sav":
                failed[at] = f"the process died ({worker.exitcode})"
        worker.kill()
        worker.join()
        at = end if kind == "done" else at + 1
    return outcomes, failed


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300, help="damaged files of every kind")
    parser.add_argument("--export", action="append", choices=sorted(EXPORTS), help="only these")
    parser.add_argument("--seed", type=int, help="this one file, here and now")
    given = parser.parse_args()
    worst = 0
    for name in given.export or EXPORTS:
        if given.seed is not None:
            with tempfile.TemporaryDirectory() as folder:
                sys.stdout.write(f"{name} {given.seed}: {one(name, given.seed, Path(folder))}\n")
            continue
        began = time.perf_counter()
        outcomes, failed = survey(name, given.files)
        took = time.perf_counter() - began
        read = outcomes["read"]
        died = outcomes["the reading process died"]
        refused = sum(outcomes.values()) - read - died
        sys.stdout.write(
            f"{name:18} {given.files:6} files  {read:6} read  {refused:6} refused  "
            f"{died:3} died alone  {len(failed):4} failed  {took:6.0f} s\n"
        )
        for seed, why in list(failed.items())[:5]:
            sys.stdout.write(
                f"  --export {name} --seed {seed}\n    " + why.replace("\n", "\n    ") + "\n"
            )
        sys.stdout.flush()
        worst = max(worst, len(failed))
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
