"""The panel of segments that score differently from everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts.changes import changes
from cxwidgets.methods.score_contrast import against_rest
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.scores import ScoresResult
    from cxwidgets.text import Text


def blocks(result: ScoresResult, text: Text) -> tuple[Block, ...]:
    """Return each segment's difference from the others; nothing where there is one segment."""
    found = against_rest(result)
    if found.empty:
        return ()
    shares = result.kind != "nps"
    names = [str(segment) for segment in found["segment"]]
    parts = [
        text("scores.contrast.part", name=name, change=_signed(change, text, shares=shares))
        for name, change in zip(names, found["change"], strict=True)
    ]
    drawing = changes(
        found,
        names,
        text("scores.contrast.title"),
        text("scores.contrast.sentence", parts=text("panel.semicolon").join(parts)),
        percent=shares,
    )
    differs = list(found.loc[found["differs"], "segment"])
    said = (
        text("scores.contrast.differs", segments=text("panel.comma").join(differs))
        if differs
        else text("scores.contrast.none")
    )
    weighted = [TextBlock(text("scores.contrast.weighted"), "note")] if result.weighted else []
    return panel.chart(drawing, _table(found, text, shares=shares)), TextBlock(said), *weighted


def _signed(change: float, text: Text, *, shares: bool) -> str:
    """Return a difference with its sign; one of shares in points of percent."""
    return text("effect.points", n=text.signed(100 * change)) if shares else text.signed(change)


def _table(found: pd.DataFrame, text: Text, *, shares: bool) -> panel.TableBlock:
    scale = 100 if shares else 1
    rows = []
    for _, row in found.iterrows():
        value, rest = (
            text.percent(row[c]) if shares else text.signed(row[c]) for c in ("value", "rest")
        )
        limits = text.interval(scale * row["low"], scale * row["high"])
        rows.append(
            [
                str(row["segment"]),
                f"{value} ({text.number(row['n'])})",
                f"{rest} ({text.number(row['n_rest'])})",
                f"{_signed(row['change'], text, shares=shares)} {limits}",
                shown.chance(row["p_adjusted"], text),
            ]
        )
    columns: list[tuple[str, panel.Align]] = [
        (text("scores.column.segment"), "left"),
        (text("scores.contrast.value"), "right"),
        (text("scores.contrast.rest"), "right"),
        (text("scores.contrast.change"), "right"),
        (text("scores.contrast.p"), "right"),
    ]
    return panel.table(text("scores.contrast.caption"), columns, rows)
