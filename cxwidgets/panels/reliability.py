"""The reliability panel: whether the statements of a scale belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import reliability as charts
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.reliability import ReliabilityResult
    from cxwidgets.text import Text


def summary(results: Mapping[str, ReliabilityResult], text: Text) -> Panel:
    """Return the scales' alphas, what each statement adds, and remarks.

    Parameters
    ----------
    results
        By the scale's name, in display order. Scales of one statement are left out: nothing can be
        said about them.
    """
    scales = {name: one for name, one in results.items() if one.items > 1 and one.n > 1}
    if not scales:
        return panel.empty(text)
    blocks: list[Block] = [
        panel.chart(charts.alphas(scales, text), _scales(scales, text)),
        _dropped(scales, text),
        *_remarks(scales, text),
        TextBlock(text("reliability.meaning"), "note"),
    ]
    return Panel(max(one.n for one in scales.values()), tuple(blocks))


def _scales(results: Mapping[str, ReliabilityResult], text: Text) -> panel.TableBlock:
    rows = [
        [
            name,
            text.number(one.items),
            text.number(one.n),
            f"{text.number(one.raw, 2)} {text.interval(one.low, one.high, 2)}".strip(),
            text.number(one.standardized, 2),
        ]
        for name, one in results.items()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("reliability.column.scale"), "left"),
        (text("reliability.column.items"), "right"),
        ("n", "right"),
        (text("reliability.column.alpha"), "right"),
        (text("reliability.column.standardized"), "right"),
    ]
    return panel.table(text("reliability.table.scales"), columns, rows)


def _dropped(results: Mapping[str, ReliabilityResult], text: Text) -> panel.TableBlock:
    """Return each statement: its mean, how it goes with the rest, and alpha without it."""
    rows = [
        [
            name,
            str(row["item"]),
            text.number(row["mean"], 2),
            text.number(row["item_rest"], 2),
            f"{text.number(row['alpha'], 2)}{' ▲' if row['raises'] else ''}",
        ]
        for name, one in results.items()
        for _, row in one.if_dropped.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("reliability.column.scale"), "left"),
        (text("reliability.column.item"), "left"),
        *((text(f"reliability.column.{c}"), "right") for c in ("mean", "item_rest", "dropped")),
    ]
    return panel.table(text("reliability.table.dropped"), columns, rows)


def _remarks(results: Mapping[str, ReliabilityResult], text: Text) -> tuple[TextBlock, ...]:
    """Return each remark once, with the scales it is about."""
    about: dict[tuple[str, str], list[str]] = {}
    for name, one in results.items():
        for note in one.notes:
            if note.key.startswith("panel."):
                continue
            said = panel.words(note, text)
            about.setdefault((said, note.tone), []).append(name)
    blocks = [
        TextBlock(
            text("reliability.about", scales=text("panel.comma").join(names), remark=said),
            "warn" if tone == "warn" else "note",
        )
        for (said, tone), names in about.items()
    ]
    return (*blocks, *panel.small(min(one.n for one in results.values()), text))
