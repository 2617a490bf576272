"""The Pareto, scorecard and estimate panels."""

from __future__ import annotations

import pytest

from cxwidgets.panels import estimate, pareto, scorecard
from tests.panels.defined import blocks, both, exercise, figures, room_of, said, tables


@pytest.fixture
def reasons():
    column = [
        {"id": "reason", **both("Reason"), "kind": "text"},
        {"id": "people", **both("People"), "kind": "number"},
    ]
    row = [
        {"id": i, "cells": {"reason": {"zh": f"原因 {i}", "en": f"reason {i}"}, "people": n}}
        for i, n in (("wait", 35), ("transfer", 28), ("attitude", 18), ("other", 19))
    ]
    settings = {"label": "reason", "count": "people"}
    return exercise("pareto", "sheet", column=column, row=row, free_rows=3, settings=settings)


def sheet(**people):
    return {"rows": [{"id": i, "cells": {"people": n}} for i, n in people.items()]}


def test_an_untouched_table_is_the_example(reasons, text):
    panel = pareto.own(reasons, {"rows": []}, text)
    assert figures(panel)[text("pareto.figure.n")] == "100"
    assert figures(panel)[text("pareto.figure.vital")] == "3 / 4"
    assert [row[3] for row in tables(panel)[0]["rows"]] == ["35%", "63%", "82%", "100%"]


def test_ones_own_numbers_and_rows_count(reasons, text):
    value = sheet(wait=10, transfer=0, attitude=0, other=0)
    value["rows"].append({"id": "x1", "cells": {"reason": "price", "people": 30}})
    panel = pareto.own(reasons, value, text)
    assert figures(panel)[text("pareto.figure.first")] == "price"
    assert figures(panel)[text("pareto.figure.n")] == "40"


def test_a_table_of_nothing_has_no_panel(reasons, text):
    nothing = sheet(wait=0, transfer=None, attitude=0, other=0)
    assert pareto.own(reasons, nothing, text) is None


def test_the_room_counts_each_own_table_once(reasons, text):
    huge, small = sheet(transfer=100_000), sheet(wait=60)
    panel = pareto.room(reasons, room_of({"rows": []}, huge, small, small), text)
    assert text("pareto.room.tables", n=3, of=4) in said(panel)
    leading = next(t for t in tables(panel) if t["caption"] == text("pareto.table.leading"))
    assert [row[1] for row in leading["rows"]] == ["2", "1"]


def test_the_example_sent_back_in_the_other_language_is_still_the_example(reasons, text):
    other = {"zh": "reason wait", "en": "原因 wait"}[text.lang]
    same = {"rows": [{"id": "wait", "cells": {"reason": other, "people": 35}}]}
    panel = pareto.room(reasons, room_of(same), text)
    assert text("pareto.room.tables", n=0, of=1) in said(panel)


def test_nobody_yet(reasons, text):
    assert said(pareto.room(reasons, [], text)) == text("panel.empty")


@pytest.fixture
def stars():
    kinds = {"metric": "fixed", "direction": "choice", "threshold": "number", "actual": "number",
             "n": "number"}  # fmt: skip
    choice = [{"id": d, **both(d)} for d in ("at_least", "at_most", "above", "below")]
    column = [
        {"id": i, **both(i), "kind": k} | ({"choice": choice} if k == "choice" else {})
        for i, k in kinds.items()
    ]
    row = [
        {"id": i, "cells": {"metric": both(i), "direction": d, "threshold": t}}
        for i, d, t in (("on_time", "at_least", 90), ("accidents", "below", 0.05))
    ]
    return exercise("scorecard", "sheet", column=column, row=row, free_rows=2)


def actual(on_time=None, accidents=None, n=None):
    return {
        "rows": [
            {"id": "on_time", "cells": {"actual": on_time, "n": n}},
            {"id": "accidents", "cells": {"actual": accidents}},
        ]
    }


def test_ones_own_stars_margins_and_what_would_move_one(stars, text):
    panel = scorecard.own(stars, actual(92, 0.07, n=50), text)
    assert figures(panel)[text("scorecard.figure.stars")] == "1 / 2"
    assert text("scorecard.gain", metric="accidents", away="0.02") in said(panel)
    assert text("scorecard.loss", metric="on_time", away="2") in said(panel)
    assert tables(panel)[0]["rows"][0][-1] == text("scorecard.settled.no")


def test_nothing_to_judge_yet(stars, text):
    assert scorecard.own(stars, {"rows": []}, text) is None
    assert said(scorecard.room(stars, room_of({"rows": []}), text)) == text("panel.empty")


def test_a_number_of_cases_beside_something_that_is_no_percentage_is_no_error(stars, text):
    panel = scorecard.own(stars, actual(120, n=10), text)
    assert tables(panel)[0]["rows"][0][-1] == text("scorecard.settled.unknown")


def test_half_a_standard_of_ones_own_is_left_out_and_a_whole_one_is_shown(stars, text):
    value = actual(95)
    cells = {"metric": "calls answered", "direction": "at_least", "threshold": 80}
    value["rows"] += [{"id": "x1", "cells": cells}, {"id": "x2", "cells": {"metric": "half"}}]
    panel = scorecard.room(stars, room_of(value), text)
    (wall,) = blocks(panel, "wall")
    assert [item["text"] for item in wall["items"]] == ["calls answered ≥ 80"]


def test_a_standard_of_the_same_name_does_not_break_the_card(stars, text):
    value = actual(95)
    cells = {"metric": "on_time", "direction": "at_least", "threshold": 80, "actual": 70}
    value["rows"].append({"id": "x1", "cells": cells})
    assert figures(scorecard.own(stars, value, text))[text("scorecard.figure.stars")] == "1 / 3"


def test_the_room_agrees_on_verdicts(stars, text):
    panel = scorecard.room(stars, room_of(actual(92), actual(92, 0.01), actual(80)), text)
    table = tables(panel)[0]
    assert [list(row) for row in table["rows"]] == [
        ["on_time", "3", "67% [21%, 94%]"],
        ["accidents", "1", "100% [21%, 100%]"],
    ]


@pytest.fixture
def index():
    question = {
        "id": "index",
        "kind": "number",
        "low": 0,
        "high": 200,
        "right": 105,
        "prompt": both("Index?"),
        "why": both("Because of the base."),
    }
    settings = {"start": 100, "changes": [40, -25]}
    return exercise("estimate", "form", question=[question], settings=settings)


def test_the_trap_is_computed_and_its_catch_shown(index, text):
    rows = room_of({"index": 115}, {"index": 115}, {"index": 105}, {})
    panel = estimate.room(index, rows, text)
    assert panel.n == 3
    assert figures(panel)[text("estimate.figure.caught", trap="115")] == "67%"
    assert figures(panel)[text("estimate.figure.right")] == "33%"
    assert "100 → +40% → 140 → −25% → 105" in said(panel)
    assert "Because of the base." in said(panel)


@pytest.mark.parametrize(("guess", "kind"), [(105, "truth"), (115, "trap"), (90, "other")])
def test_ones_own_guess_is_judged(index, guess, kind, text):
    assert text(f"estimate.own.{kind}") in said(estimate.own(index, {"index": guess}, text))


def test_without_a_chain_the_given_answer_counts_and_there_is_no_trap(text):
    question = {"id": "q", "kind": "number", "low": 0, "high": 9, "right": 4, "prompt": both("?")}
    made = exercise("estimate", "form", question=[question])
    panel = estimate.room(made, room_of({"q": 4}, {"q": 5}), text)
    assert figures(panel)[text("estimate.figure.right")] == "50%"
    assert len(estimate.headline(made, room_of({"q": 4}), text)) == 2


def test_nobody_guessed(index, text):
    assert said(estimate.room(index, room_of({}), text)) == text("panel.empty")
    assert estimate.own(index, {}, text) is None
