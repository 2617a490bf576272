"""The estimate panel: what the room guessed, what is true, and whom the trap caught."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from cxwidgets.charts import estimate as charts
from cxwidgets.methods.estimate import EstimateResult, added, compounded, estimate
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return the distribution of guesses, the truth, how it is computed, and the trap."""
    result = _result(exercise, rows)
    if not result.n:
        return panel.empty(text)
    question = _question(exercise)
    columns: list[tuple[str, panel.Align]] = [
        (text(f"estimate.column.{name}"), "right") for name in ("value", "n", "share")
    ]
    table = panel.table(
        text("estimate.table.guesses"),
        columns,
        [
            (
                shown.trimmed(row["value"], text),
                text.number(row["n"]),
                shown.share(row["share"], row["low"], row["high"], text),
            )
            for row in result.table.to_dict("records")
        ],
    )
    blocks: list[Block] = [
        FiguresBlock(
            (Figure(text("panel.people"), text.number(result.n)), *_figures(result, text))
        ),
        panel.chart(charts.estimates(result, text), table),
        *_chain(exercise, text),
    ]
    if question.why:
        blocks.append(TextBlock(text.pick(question.why)))
    blocks += [*panel.remarks(result.notes, text), *panel.small(result.n, text)]
    return Panel(result.n, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return one's guess beside the truth."""
    question = _question(exercise)
    guess = value.get(question.id)
    if guess is None:
        return None
    truth, trap = _truth(exercise), _trap(exercise)
    kind = estimate([float(guess)], truth, trap=trap).table["kind"].iloc[0]
    figures = FiguresBlock(
        (
            Figure(text("estimate.mine"), shown.trimmed(float(guess), text)),
            Figure(text("estimate.figure.truth"), shown.trimmed(truth, text)),
        )
    )
    tone: panel.Tone = "good" if kind == "truth" else "note"
    blocks: list[Block] = [figures, TextBlock(text(f"estimate.own.{kind}"), tone)]
    blocks += _chain(exercise, text)
    if question.why:
        blocks.append(TextBlock(text.pick(question.why)))
    return Panel(1, tuple(blocks))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the median guess, the share that hit the truth and the share the trap caught."""
    return _figures(_result(exercise, rows), text)


def _question(exercise: Exercise) -> Any:
    return next(q for q in exercise.questions if q.kind == "number")


def _changes(exercise: Exercise) -> list[float]:
    return [float(change) for change in exercise.settings.get("changes", [])]


def _truth(exercise: Exercise) -> float:
    """Return the computed truth where the exercise is a chain of changes, else the given one."""
    if "start" in exercise.settings:
        return compounded(exercise.settings["start"], _changes(exercise))[-1]
    return float(_question(exercise).right)


def _trap(exercise: Exercise) -> float | None:
    if "trap" in exercise.settings:
        return float(exercise.settings["trap"])
    if "start" in exercise.settings:
        return added(exercise.settings["start"], _changes(exercise))
    return None


def _chain(exercise: Exercise, text: Text) -> list[Block]:
    """Return the index step by step: the arithmetic the trap skips."""
    if "start" not in exercise.settings:
        return []
    chain = compounded(exercise.settings["start"], _changes(exercise))
    parts = [shown.trimmed(chain[0], text)]
    for change, index in zip(_changes(exercise), chain[1:], strict=True):
        step = text("estimate.step", change=text.signed(change), index=shown.trimmed(index, text))
        parts.append(step)
    return [TextBlock(text("estimate.chain", steps=" → ".join(parts)), "note")]


def _result(exercise: Exercise, rows: Sequence[Answered]) -> EstimateResult:
    question = _question(exercise)
    given = [row.value.get(question.id) for row in rows]
    guesses = [float(g) for g in given if g is not None]
    step = float(question.step)
    return estimate(guesses, _truth(exercise), trap=_trap(exercise), tolerance=step / 2)


def _figures(result: EstimateResult, text: Text) -> tuple[Figure, ...]:
    def of(value: float, low: float, high: float) -> tuple[str, str]:
        value_shown, _, bounds = shown.share(value, low, high, text).partition(" ")
        return value_shown, bounds

    digits = 1 if result.median % 1 else 0  # the middle of an even number of guesses
    median = shown.number(result.median, result.median_low, result.median_high, text, digits)
    middle, _, bounds = median.partition(" ")
    figures = [
        Figure(text("estimate.figure.median"), middle, bounds),
        Figure(
            text("estimate.figure.right"), *of(result.right, result.right_low, result.right_high)
        ),
    ]
    if not isnan(result.trap):
        figures.append(
            Figure(
                text("estimate.figure.caught", trap=shown.trimmed(result.trap, text)),
                *of(result.caught, result.caught_low, result.caught_high),
            )
        )
    return tuple(figures)
