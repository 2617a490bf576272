"""The ranking of the five gaps, drawn."""

from __future__ import annotations

import json

import pandas as pd
import vl_convert

from cxwidgets.charts.gaps import ranking
from cxwidgets.methods.gaps import GAPS, gaps
from cxwidgets.text import Text


def result_of(*people):
    return gaps(
        pd.DataFrame(
            [
                {"respondent": i, "gap": gap, "score": score}
                for i, person in enumerate(people)
                for gap, score in zip(GAPS, person, strict=True)
            ]
        )
    )


def drawn(chart, width=340):
    return vl_convert.vegalite_to_svg(json.dumps(chart.to_dict() | {"width": width}))


def test_the_widest_stands_on_top_and_is_said_first():
    chart = ranking(result_of((2, 3, 7, 1, 5), (3, 3, 6, 1, 5)), Text("en"))
    sentence = chart.to_dict()["description"]
    assert sentence.index("Gap 3") < sentence.index("Gap 5") < sentence.index("Gap 4")
    assert "Gap 3: performance 6.5" in sentence


def test_it_is_drawn_in_both_languages_with_numbers_and_intervals(text):
    chart = ranking(result_of((2, 3, 7, 1, 5), (3, 3, 6, 1, 4)), text)
    svg = drawn(chart)
    assert all(f">{number}<" in svg for number in range(1, 6))
    assert '"field": "low"' in json.dumps(chart.to_dict())


def test_an_exercise_may_name_the_gaps_itself():
    names = {gap: f"Hole {gap[-1]}" for gap in GAPS}
    assert ">Hole 3<" in drawn(ranking(result_of((2, 3, 7, 1, 5)), Text("en"), names))


def test_a_gap_without_scores_is_left_out():
    frame = pd.DataFrame({"respondent": [1, 2], "gap": ["gap2", "gap2"], "score": [3, 5]})
    sentence = ranking(gaps(frame), Text("en")).to_dict()["description"]
    assert "Gap 2" in sentence
    assert "Gap 1" not in sentence
