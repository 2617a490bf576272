"""Scores, drawn."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cxwidgets.charts.scores import nps_bars, share_bars
from cxwidgets.methods.scores import ces, csat, nps
from cxwidgets.text import Text


@pytest.fixture
def answers():
    frame = pd.DataFrame({"score": [10, 9, 9, 8, 7, 3, 10, 10, 2, 6]})
    return frame.assign(segment=["day"] * 6 + ["night"] * 4)


def drawn(chart, width=340):
    return vl_convert.vegalite_to_svg(json.dumps(chart.to_dict() | {"width": width}))


def test_the_net_promoter_score_with_its_interval(answers, text):
    chart = nps_bars(nps(answers), text)
    assert ">night<" in drawn(chart)
    assert '"field": "high"' in json.dumps(chart.to_dict())
    assert "day +33 [" in chart.to_dict()["description"]
    assert "night 0 [" in chart.to_dict()["description"]


def test_without_segments_there_is_one_bar_for_all(answers):
    assert ">全部<" in drawn(nps_bars(nps(answers[["score"]]), Text("zh")))


def test_shares_of_satisfied_and_of_effortless_answers(text):
    frame = pd.DataFrame({"score": [5, 4, 4, 2, 1]})
    for result in (csat(frame), ces(frame, direction="higher_is_easier")):
        chart = share_bars(result, text)
        assert drawn(chart)
        assert "n = 5" in chart.to_dict()["description"]
    assert "60%" in share_bars(csat(frame), Text("en")).to_dict()["description"]


def test_the_wrong_kind_of_score_is_refused(answers):
    with pytest.raises(ValueError, match="csat"):
        nps_bars(csat(answers), Text("en"))
    with pytest.raises(ValueError, match="not a share"):
        share_bars(nps(answers), Text("en"))


def test_weighted_bars_are_weighted_shares(text):
    # weights 3 of 4 for the promoter: 75 points to the right, 25 to the left, NPS +50
    weighted = nps(pd.DataFrame({"score": [10, 0], "Wgt": [3, 1]}), weights="Wgt")
    chart = nps_bars(weighted, text).to_dict()
    rows = [row for rows in chart["datasets"].values() for row in rows if "points" in row]
    assert [row["points"] for row in rows] == pytest.approx([-25, 75])
    assert "+50 [" in chart["description"]
