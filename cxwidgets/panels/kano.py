"""The Kano panel: how the room sorts the features, and which of it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import kano as charts
from cxwidgets.methods.kano import KanoResult, analyse, tally
from cxwidgets.methods.kano_table import CATEGORIES, EVALUATION
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

HALVES = ("functional", "dysfunctional")


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return classes, intervals and what is not settled yet."""
    people = _people(exercise, rows)
    return summary(_result(exercise, rows, text), text, people) if people else panel.empty(text)


def summary(result: KanoResult, text: Text, people: int | None = None) -> Panel:
    """Return a result as blocks, whether a room's or a client's.

    ``people`` is how many answered; when omitted, the most complete answers any feature has.
    """
    people = int(result.table["n"].max()) if people is None else people
    settled = result.table["settled"].astype(bool)
    n, odd = result.table["n"], result.table["Q"]
    if result.weighted:
        n, odd = result.table["n_eff"], result.table["Q_share"] * result.table["n_eff"]
    questionable = odd.sum() / n.sum()
    figures = FiguresBlock(
        (
            Figure(text("panel.people"), text.number(people)),
            Figure(text("kano.figure.settled"), _of(int(settled.sum()), len(settled), text)),
            Figure(text("kano.figure.questionable"), text.percent(float(questionable), 1)),
        )
    )
    blocks: list[Block] = [
        figures,
        panel.chart(charts.quadrant(result, text), _classes(result, text)),
        *_open(result, text),
        panel.chart(charts.distribution(result, text), _counts(result, text)),
        *panel.remarks(result.notes, text),
        *_inverted(result, text),
    ]
    return Panel(people, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the class that one participant's own two answers give to each feature."""
    cells = EVALUATION[exercise.settings.get("table", "standard")]
    rows = []
    for question in _questions(exercise):
        answer = value.get(question.id, {})
        category = cells.get(tuple(answer.get(half) for half in HALVES))
        if category:
            kind = text(f"kano.category.{category}")
            rows.append((text.pick(question.prompt), kind, text(f"kano.meaning.{category}")))
    if not rows:
        return None
    columns: list[tuple[str, panel.Align]] = [
        (text(f"kano.column.{name}"), "left") for name in ("feature", "category", "meaning")
    ]
    own_table = panel.table(text("kano.own.caption"), columns, rows)
    return Panel(1, (own_table, TextBlock(text("kano.own.note"), "note")))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return how many features are settled, and how many lead in each of the three classes."""
    table = _result(exercise, rows, text).table
    settled = int(table["settled"].astype(bool).sum())
    classes = [
        Figure(
            text("kano.figure.leading", kind=text(f"kano.category.{category}")),
            text.number(int((table["category"] == category).sum())),
        )
        for category in ("M", "O", "A")
    ]
    return (Figure(text("kano.figure.settled"), _of(settled, len(table), text)), *classes)


def _questions(exercise: Exercise) -> list[Any]:
    return [question for question in exercise.questions if question.kind == "kano"]


def _people(exercise: Exercise, rows: Sequence[Answered]) -> int:
    """Return how many participants answered at least one feature completely."""
    ids = [question.id for question in _questions(exercise)]
    return sum(any(set(HALVES) <= set(row.value.get(i, {})) for i in ids) for row in rows)


def _result(exercise: Exercise, rows: Sequence[Answered], text: Text) -> KanoResult:
    """Return the method's result, features in the order of the exercise."""
    answers, names = [], []
    for question in _questions(exercise):
        names.append(text.pick(question.prompt))
        answers += [
            {"feature": names[-1], "importance": None} | row.value[question.id]
            for row in rows
            if row.value.get(question.id)
        ]
    columns = ["feature", *HALVES, "importance"]
    frame = pd.DataFrame(answers, columns=columns).astype(dict.fromkeys(columns[1:], float))
    counted = tally(frame)
    order = counted["feature"].map(names.index)
    settings = exercise.settings
    return analyse(
        counted.loc[order.sort_values(kind="stable").index],
        settings.get("table", "standard"),
        settings.get("rule", "mode"),
    )


def _of(part: int, whole: int, text: Text) -> str:
    return f"{text.number(part)} / {text.number(whole)}"


def _kind(category: str | None, text: Text) -> str:
    return text(f"kano.category.{category}") if category in CATEGORIES else "–"


def _state(row: Mapping[str, Any], text: Text) -> str:
    """Return whether a class is settled, and if not how many answers would settle it."""
    if row["settled"]:
        return text("kano.settled")
    needed = row["n_needed"]
    if row["category"] == "Q" or needed != needed:  # noqa: PLR0124 - NaN: equal shares
        return text("kano.unsettled")
    return text("kano.unsettled_needed", n=text.number(needed))


def _classes(result: KanoResult, text: Text) -> panel.TableBlock:
    """Return the table beside the plane; its numbers are those on a narrow plane."""
    asked = "importance" in result.table and result.table["importance"].notna().any()
    rows = []
    for number, (_, row) in enumerate(result.table.iterrows(), start=1):
        better = text.interval(row["better_low"], row["better_high"], 2)
        worse = text.interval(row["worse_low"], row["worse_high"], 2)
        cells = [
            f"{number} {row['feature']}",
            text.number(row["n"]),
            *([text.number(row["n_eff"], 1)] if result.weighted else []),
            _kind(row["category"], text),
            _kind(row["second"], text),
            _state(row, text),
            f"{text.number(row['better'], 2)} {better}",
            f"{text.number(row['worse'], 2)} {worse}",
        ]
        rows.append([*cells, text.number(row["importance"], 1)] if asked else cells)
    names = ["category", "second", "state"]
    columns: list[tuple[str, panel.Align]] = [
        (text("kano.column.feature"), "left"),
        ("n", "right"),
        *((text(f"kano.column.{name}"), "left") for name in names),
        (text("kano.column.better"), "right"),
        (text("kano.column.worse"), "right"),
    ]
    if result.weighted:
        columns.insert(2, (text("scores.column.n_eff"), "right"))
    if asked:
        columns.append((text("kano.column.importance"), "right"))
    return panel.table(text("kano.table.classes"), columns, rows)


def _counts(result: KanoResult, text: Text) -> panel.TableBlock:
    """Return how many answers fell into each class."""
    rows = [
        [row["feature"], *(text.number(row[c]) for c in CATEGORIES), text.number(row["n"])]
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("kano.column.feature"), "left"),
        *((text(f"kano.category.{c}"), "right") for c in CATEGORIES),
        ("n", "right"),
    ]
    return panel.table(text("kano.table.counts"), columns, rows)


def _open(result: KanoResult, text: Text) -> tuple[TextBlock, ...]:
    """Return one sentence on the features that are not settled, if there are any."""
    table = result.table
    names = list(table.loc[~table["settled"].astype(bool), "feature"])
    if not names:
        return (TextBlock(text("kano.all_settled", n=len(table)), "good"),)
    if len(names) == len(table):
        return (TextBlock(text("kano.none_settled", n=int(table["n"].max())), "warn"),)
    listed = text("panel.comma").join(names)
    return (TextBlock(text("kano.open", features=listed, n=int(table["n"].max())), "warn"),)


def _inverted(result: KanoResult, text: Text) -> tuple[TextBlock, ...]:
    """Return what each feature that most do not want would be the other way round."""
    return tuple(
        TextBlock(
            text(
                f"kano.inverted.{_how(row)}",
                feature=row["feature"],
                kind=_kind(row["category"], text),
                n=text.number(row["n"]),
                **{
                    part: f"{text.number(row[part], 2)} "
                    + text.interval(row[f"{part}_low"], row[f"{part}_high"], 2)
                    for part in ("better", "worse")
                },
            ),
            "note",
        )
        for _, row in result.inverted.iterrows()
    )


def _how(row: Mapping[str, Any]) -> str:
    """Say whether the other way round settles it, leaves it open, or finds as many against."""
    if row["category"] == "R":
        return "divided"
    return "settled" if row["settled"] else "open"
