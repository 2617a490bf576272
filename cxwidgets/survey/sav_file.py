"""Rows of an SPSS ``.sav`` file: codes as cells, their labels beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.grid import Grid, refusal
from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = (b"$FL2", b"$FL3")
_PATIENCE = 120


def grid(path: Path) -> Grid:
    """Read an SPSS file.

    A cell is the code as it stands in the file; `Grid.labels` says what it means, and
    `Grid.missing` which codes the file declares missing. Row 1 is the names of the variables.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If the file is damaged, or no SPSS file.
    """
    with path.open("rb") as stream:
        if stream.read(4) not in _MAGIC:
            raise refusal(path, "not an SPSS file", "a .sav file saved by SPSS")
    command = [sys.executable, "-m", "cxwidgets.survey.sav_process", str(path.resolve())]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and a path as one argument
            command, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise refusal(path, f"could not be read within {_PATIENCE} s", "a smaller file") from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace") if done.returncode > 0 else "it is damaged"
        raise refusal(path, f"cannot be read ({why})", "a .sav file that opens in SPSS")
    return from_content(path, json.loads(done.stdout))


def from_content(path: Path, content: dict[str, Any]) -> Grid:
    """Return the grid of what the reading process found."""
    declared = {i: frozenset(codes) for i, codes in enumerate(content["missing"]) if codes}
    labels = {i: found for i, found in enumerate(content["labels"]) if found}
    notes = [
        Problem(
            f"declared missing in the file: {', '.join(_named(codes, labels.get(i, {})))}",
            path.name,
            column=content["names"][i],
        )
        for i, codes in declared.items()
    ]
    return Grid(
        path.name,
        [content["names"], *content["rows"]],
        "sav",
        questions=dict(enumerate(content["questions"])),
        labels=labels,
        missing=declared,
        notes=tuple(notes),
    )


def _named(codes: frozenset[str], labels: dict[str, str]) -> list[str]:
    return [f"{code} ({labels[code]})" if code in labels else code for code in sorted(codes)]
