"""The panel of agreement."""

from __future__ import annotations

import json

import pytest
import vl_convert

from cxwidgets.methods.agreement import kendall_w
from cxwidgets.panels import agreement


def said(made):
    return " ".join(b["text"] for b in made.to_json()["blocks"] if b["type"] == "text")


@pytest.mark.parametrize(
    ("ranks", "words"),
    [
        ([[1, 2, 3, 4]] * 12, "much the same order"),
        ([[1, 2, 3, 4], [4, 3, 2, 1]] * 10, "hardly agree"),
        ([[1, 2, 3, 4], [2, 1, 4, 3], [1, 3, 2, 4], [4, 1, 2, 3]] * 3, "only in part"),
    ],
)
def test_it_says_how_far_people_agree(ranks, words, english):
    assert words in said(agreement.summary(kendall_w(ranks), english))


def test_items_stand_in_the_order_of_their_mean_rank_with_names(text):
    made = agreement.summary(kendall_w([[3, 1, 2]] * 5), text, {"1": "甲", "2": "乙", "3": "丙"})
    (chart,) = [b for b in made.to_json()["blocks"] if b["type"] == "chart"]
    assert [row[1] for row in chart["table"]["rows"]] == ["乙", "丙", "甲"]
    assert '"low' in json.dumps(chart["spec"])
    svg = vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 360}))
    assert "NaN" not in svg


def test_no_order_is_a_sentence(text):
    made = agreement.summary(kendall_w([[1, 1, 1], [2, 2, 2]]), text)
    assert said(made) == text("agreement.note.no_order")
    assert json.dumps(made.to_json(), allow_nan=False)
