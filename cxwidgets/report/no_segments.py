"""Why a page does not compare segments: there are none, or only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.panels.panel import Panel, TextBlock
from cxwidgets.survey.columns import SEGMENT

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.text import Text


def named(frame: pd.DataFrame) -> list[str]:
    """Return the segments somebody belongs to; a blank cell is none."""
    if SEGMENT not in frame:
        return []
    return [str(name) for name in frame[SEGMENT].dropna().unique() if str(name)]


def are_to_compare(frame: pd.DataFrame) -> bool:
    """Say whether there are two segments or more."""
    return len(named(frame)) > 1


def sentence(frame: pd.DataFrame, text: Text) -> Panel:
    """Return the page in their place: a sentence that says what is missing for a comparison."""
    found = named(frame)
    words = text("report.one_segment", segment=found[0]) if found else text("report.no_segments")
    return Panel(0, (TextBlock(words, "note"),))
