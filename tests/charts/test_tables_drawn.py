"""Pareto, sorting, scorecard, guesses and fail points drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets.artifacts.service_map import ServiceMap
from cxwidgets.charts import blueprint, estimate, pareto, scorecard, sorting
from cxwidgets.methods.blueprint_room import blueprint_room
from cxwidgets.methods.estimate import estimate as judge
from cxwidgets.methods.pareto import pareto as sort_reasons
from cxwidgets.methods.scorecard import scorecard as stars
from cxwidgets.methods.sorting import sorting as sort_cards

CHURN = pd.DataFrame(
    {"reason": ["wait", "transfer", "attitude", "other"], "count": [35, 28, 18, 19]}
)
ZONES = {"a": "体验", "b": "满意"}
CARDS = {"c1": "一张卡", "c2": "two cards"}


def test_pareto_names_the_vital_few_and_draws_intervals_only_with_n(text, drawn, marks):
    chart = pareto.pareto(sort_reasons(CHURN, n=100), text)
    sentence = chart.to_dict()["description"]
    assert "82%" in sentence
    assert text("panel.comma").join(["wait", "transfer", "other"]) in sentence
    svg = drawn(chart)
    assert all(f">{share}<" in svg for share in ("35%", "63%", "82%"))
    whiskers = [
        rows
        for rows in pareto.pareto(sort_reasons(CHURN), text).to_dict()["datasets"].values()
        if rows and "low" in rows[0]
    ]
    assert all(row["low"] is None for rows in whiskers for row in rows)
    assert "rule" in marks(chart.to_dict())


@pytest.fixture
def sorted_cards():
    placed = [("p", "c1", "a"), ("p", "c2", "a"), ("q", "c1", "a"), ("q", "c2", "b")]
    frame = pd.DataFrame(placed, columns=["respondent", "item", "zone"])
    return sort_cards(frame, {"c1": "a", "c2": "b"}, list(ZONES))


def test_the_matrix_prints_its_counts_and_names_the_mix_up(sorted_cards, text, drawn):
    chart = sorting.confusion(sorted_cards, ZONES, text)
    svg = drawn(chart)
    assert [svg.count(f">{n}<") for n in (0, 1, 2)] == [1, 2, 1]
    assert "满意" in chart.to_dict()["description"]
    assert sorting.confusion(sorted_cards, ZONES, text).to_dict()["width"] == "container"


def test_five_zones_get_numbers_on_a_phone_and_names_on_a_page(text, drawn):
    zones = {z: f"Physical evidence {z}" for z in "abcde"}
    frame = pd.DataFrame({"respondent": ["p"], "item": ["c"], "zone": ["a"]})
    chart = sorting.confusion(sort_cards(frame, {"c": "a"}, list(zones)), zones, text)
    assert drawn(chart, 330).count(">evidence a<") == 1
    assert drawn(chart, 900).count(">evidence a<") == 2


def test_the_hardest_card_stands_first(sorted_cards, text, drawn):
    chart = sorting.cards(sorted_cards, CARDS, text)
    assert "two cards" in chart.to_dict()["description"]
    svg = drawn(chart)
    assert svg.index("two cards") < svg.index("一张卡")


def test_a_scorecard_shows_margins_and_names_what_is_missed(text, drawn):
    rows = [("on time", "at_least", 90, 81), ("accidents", "below", 0.05, 0.03)]
    frame = pd.DataFrame(rows, columns=["metric", "direction", "threshold", "actual"])
    chart = scorecard.scorecard(stars(frame), text)
    assert "on time" in chart.to_dict()["description"]
    svg = drawn(chart)
    assert ">−10%<" in svg
    assert ">+40%<" in svg


@pytest.mark.parametrize(("times", "mark"), [(3, "circle"), (60, "bar")])
def test_guesses_are_dots_for_a_class_and_bars_for_a_crowd(times, mark, text, drawn, marks):
    result = judge([105.0, 115.0, *[110.0] * times], 105, trap=115)
    chart = estimate.estimates(result, text)
    assert mark in marks(chart.to_dict())
    svg = drawn(chart)
    assert text("estimate.chart.truth", value="105") in svg
    assert text("estimate.chart.trap", value="115") in svg


def test_without_a_trap_only_the_truth_is_drawn(text, drawn):
    chart = estimate.estimates(judge([1.0, 2.0], 2), text)
    assert "115" not in drawn(chart)
    assert chart.to_dict()["description"].count("1.5") == 1


def test_fail_points_name_step_and_card(text, drawn):
    card = {"id": "c", "step": "s", "lane": "frontstage", "text": "Display", "fail": True}
    steps = [{"id": "s", "name": "Wait"}]
    failing = ServiceMap.model_validate({"steps": steps, "cards": [card]})
    fine = ServiceMap.model_validate({"steps": steps, "cards": [card | {"fail": False}]})
    chart = blueprint.fail_points(blueprint_room([failing, fine]), text)
    assert f"Wait{text('blueprint.colon')}Display" in chart.to_dict()["description"]
    assert "50%" in chart.to_dict()["description"]
    drawn(chart)
