"""The loyalty panel: the four types, and how loyalty rises with satisfaction.

An exercise of this method has two rating questions: ``satisfaction`` and ``loyalty``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import loyalty as charts
from cxwidgets.methods.loyalty import (
    CurveResult,
    Cuts,
    LoyaltyResult,
    loyalty_types,
    satisfaction_loyalty,
)
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

QUESTIONS = ("satisfaction", "loyalty")


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return the types of the room, and its curve."""
    answers = _answers([row.value for row in rows])
    return summary(answers, text, _cuts(exercise)) if len(answers) else panel.empty(text)


def summary(answers: Any, text: Text, cuts: Cuts | None = None) -> Panel:
    """Return types and curve of any answers with ``satisfaction`` and ``loyalty``."""
    result, line = loyalty_types(answers, cuts), satisfaction_loyalty(answers, cuts)
    if not result.n:
        return panel.empty(text)
    figures = (Figure(text("panel.people"), text.number(result.n)), *_figures(result, text))
    blocks: list[Block] = [
        FiguresBlock(figures),
        panel.chart(charts.plane(result, text)),
        panel.chart(charts.types(result, text), _types(result, text)),
        TextBlock(_depends(result, text), "note"),
        panel.chart(charts.curve(line, text), _curve(line, text)),
        *_last_step(line, text),
        *panel.remarks(result.notes, text),
    ]
    return Panel(result.n, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the type that one participant's two answers give, and what it means."""
    answers = _answers([value])
    if answers.empty:
        return None
    cells = loyalty_types(answers, _cuts(exercise)).grid["cell"]
    if cells.empty:
        return None
    words = text("loyalty.own", type=text(f"loyalty.type.{cells[0]}"))
    return Panel(1, (TextBlock(words), TextBlock(text(f"loyalty.meaning.{cells[0]}"), "note")))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the shares of the four types."""
    answers = _answers([row.value for row in rows])
    return _figures(loyalty_types(answers, _cuts(exercise)), text) if len(answers) else ()


def _answers(values: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the answers of those who gave both."""
    both = [[v[q] for q in QUESTIONS] for v in values if all(q in v for q in QUESTIONS)]
    return pd.DataFrame(both, columns=list(QUESTIONS), dtype=float)


def _cuts(exercise: Exercise) -> Cuts:
    """Return scales as asked, and the cuts of the settings."""
    found: dict[str, Any] = {q.id: (q.low, q.high) for q in exercise.questions if q.id in QUESTIONS}
    settings = exercise.settings
    found |= {name: settings[name] for name in ("satisfied", "loyal") if name in settings}
    return Cuts(**found)


def _figures(result: LoyaltyResult, text: Text) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            text(f"loyalty.type.{row['cell']}"),
            text.percent(row["share"]),
            f"[{text.percent(row['low'])}, {text.percent(row['high'])}]",
        )
        for _, row in result.table.iterrows()
    )


def _types(result: LoyaltyResult, text: Text) -> panel.TableBlock:
    """Return types and extremes with counts, and what each needs."""
    rows = [
        (
            text(f"loyalty.type.{row['cell']}"),
            text.number(row["n"]),
            shown.share(row["share"], row["low"], row["high"], text),
            text(f"loyalty.meaning.{row['cell']}"),
        )
        for part in (result.table, result.extremes)
        for _, row in part.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("loyalty.column.type"), "left"),
        ("n", "right"),
        (text("loyalty.chart.share"), "right"),
        (text("loyalty.column.meaning"), "left"),
    ]
    cuts = result.cuts
    caption = text("loyalty.caption", satisfied=cuts.satisfied, loyal=cuts.loyal)
    return panel.table(caption, columns, rows)


def _depends(result: LoyaltyResult, text: Text) -> str:
    """Say between which shares the loyalists move when the cuts move by one step."""
    found = result.sensitivity
    shares = found.loc[found["cell"] == "loyalist", "share"]
    low, high = text.percent(shares.min()), text.percent(shares.max())
    return text("loyalty.sensitivity", low=low, high=high)


def _curve(result: CurveResult, text: Text) -> panel.TableBlock:
    rows = [
        (
            text.number(row["satisfaction"]),
            text.number(row["n"]),
            shown.share(row["share"], row["low"], row["high"], text),
            shown.number(row["mean"], row["mean_low"], row["mean_high"], text),
        )
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("loyalty.axis.satisfaction"), "left"),
        ("n", "right"),
        (text("loyalty.axis.loyal", cut=result.cuts.loyal), "right"),
        (text("loyalty.column.mean"), "right"),
    ]
    return panel.table(text("loyalty.curve.caption"), columns, rows)


def _last_step(result: CurveResult, text: Text) -> tuple[TextBlock, ...]:
    """Say how much the last step of satisfaction is worth; nothing where it is not known."""
    gap, low, high = result.last_step
    if gap != gap:  # noqa: PLR0124 - NaN
        return ()
    top = result.cuts.satisfaction[1]
    points = text("effect.points", n=text.signed(100 * gap))
    limits = text.interval(100 * low, 100 * high)
    clear = "clear" if low > 0 else "open"
    return (
        TextBlock(text(f"loyalty.last_step.{clear}", top=top, below=top - 1, points=points,
                       interval=limits)),
    )  # fmt: skip
