"""Families of processes and what they weigh; Linux only, it reads ``/proc``."""

from __future__ import annotations

import os
import re
from pathlib import Path


def below(pid: int) -> set[int]:
    """Return a process and all that descend from it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            after = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if after[0] != "Z":
            parents[int(entry.name)] = int(after[1])
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def cpu(pids: set[int]) -> float:
    """Return the processor seconds some processes have used."""
    used = 0
    for pid in pids:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            continue
        after = stat.rpartition(")")[2].split()
        used += int(after[11]) + int(after[12])
    return used / os.sysconf("SC_CLK_TCK")


def memory(pids: set[int]) -> tuple[float, float]:
    """Return the unshared and the proportional memory of some processes, MB."""
    uss = pss = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            continue
        found = {k: int(v) for k, v in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
        pss += found["Pss"]
        uss += found["Private_Clean"] + found["Private_Dirty"]
    return uss / 1024, pss / 1024
