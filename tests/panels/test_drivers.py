"""The panels of drivers, importance and performance, penalties and rewards, and reliability."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods.covariance import CovarianceTally
from cxwidgets.methods.drivers import drivers, tally
from cxwidgets.methods.ipa import ipa, ipa_derived
from cxwidgets.methods.prca import prca
from cxwidgets.methods.reliability import cronbach_alpha
from cxwidgets.panels import drivers as shown_drivers
from cxwidgets.panels import ipa as shown_ipa
from cxwidgets.panels import prca as shown_prca
from cxwidgets.panels import reliability as shown_reliability

NAMES = {"a": "On time", "b": "Clean", "c": "Friendly"}


@pytest.fixture
def answers():
    rng = np.random.default_rng(8)
    mood = rng.normal(size=250)
    x = {name: np.clip(np.round(3 + 0.6 * mood + rng.normal(size=250)), 1, 5) for name in "abc"}
    y = np.clip(np.round(0.4 + x["a"] * 0.8 + rng.normal(size=250) * 0.7), 1, 5)
    return pd.DataFrame({**x, "y": y})


def said(made):
    return " ".join(b["text"] for b in made.to_json()["blocks"] if b["type"] == "text")


def charts(made):
    return [b for b in made.to_json()["blocks"] if b["type"] == "chart"]


def test_the_first_driver_is_named_when_it_is_sure(answers, english):
    made = shown_drivers.summary(drivers(answers, "y", list("abc")), english, NAMES, "Satisfaction")
    assert "very likely put the same driver first: On time" in said(made)
    assert "not what causes what" in said(made)
    (chart,) = charts(made)
    assert chart["table"]["rows"][0][0] == "On time"
    assert chart["alt"].index("On time") < chart["alt"].index("Clean")


def test_with_few_people_nobody_is_first(answers, english):
    made = shown_drivers.summary(drivers(answers[:15], "y", list("abc")), english, NAMES)
    assert "not settled" in said(made)
    assert "There are 15 people to go by" in said(made)


def test_pairwise_without_limits_is_shown_without_them(answers, text):
    frame = answers.mask(np.random.default_rng(1).random(answers.shape) < 0.2)
    counted = tally(frame, "y", list("abc"), missing="pairwise")
    bare = CovarianceTally(counted.names, counted.sums, counted.left_out, counted.rows)
    made = shown_drivers.summary(drivers(bare), text, NAMES)
    (chart,) = charts(made)
    first = chart["table"]["rows"][0]
    assert first[0] == "On time"
    assert (first[4].endswith("%"), first[6]) == (True, "1")
    sizes = {"n": counted.n, "most": int(counted.sums["n"].max()), "all": 250}
    assert text("drivers.note.pairwise", **sizes) in said(made)
    assert text("drivers.note.no_rows", most=10_000) in said(made)
    assert json.dumps(made.to_json(), allow_nan=False)


def test_what_cannot_be_computed_is_a_sentence_with_names(answers, text):
    made = shown_drivers.summary(drivers(answers.assign(b=3), "y", list("abc")), text, NAMES)
    assert not charts(made)
    assert "Clean" in said(made)


def test_quadrants_come_with_their_chance_and_other_crosses(answers, english):
    result = ipa_derived(answers.rename(columns=NAMES), "y", list(NAMES.values()))
    made = shown_ipa.summary(result, english)
    blocks = made.to_json()["blocks"]
    (flips,) = [b for b in blocks if b["type"] == "table"]
    assert [c["label"] for c in flips["columns"]][1:] == [
        "Cross at the means",
        "Cross at the medians",
        "Cross at the middle of the scale",
    ]
    assert charts(made)[0]["table"]["rows"][0][3].endswith("%")
    assert "derived from the ratings" in said(made)


def test_coefficients_are_no_shares(answers, text):
    derived = ipa_derived(answers, "y", list("abc"), importance="standardised", draws=50)
    made = shown_ipa.summary(derived, text)
    first = charts(made)[0]["table"]["rows"][0][3]
    assert first == text.number(derived.table.loc[0, "importance"], 2)
    assert text("ipa.note.standardised") in said(made)
    assert text("ipa.equal") not in said(made)


def test_the_line_of_equal_importance_and_performance_is_explained(text):
    means = pd.DataFrame({"item": ["x", "z"], "importance": [3.0, 4.0], "performance": [4.0, 2.0]})
    assert text("ipa.equal") in said(shown_ipa.summary(ipa(means), text))


def test_published_means_have_no_chances(english):
    means = pd.DataFrame({"item": ["x", "z"], "importance": [3.0, 4.0], "performance": [4.0, 2.0]})
    made = shown_ipa.summary(ipa(means), english)
    assert charts(made)[0]["table"]["rows"][1][5:] == ("Concentrate here", "–")


def test_prca_warns_before_it_shows_anything(answers, text):
    made = shown_prca.summary(prca(answers, "y", list("abc")), text, NAMES)
    first = made.to_json()["blocks"][0]
    assert (first["tone"], first["text"]) == ("warn", text("prca.note.not_kano"))


def test_alpha_of_single_statements_is_left_out(answers, english):
    scales = {
        "Service": cronbach_alpha(answers, list("abc")),
        "Alone": cronbach_alpha(answers, ["y"]),
    }
    made = shown_reliability.summary(scales, english)
    assert [row[0] for row in charts(made)[0]["table"]["rows"]] == ["Service"]
    assert shown_reliability.summary({"Alone": scales["Alone"]}, english).n == 0


def test_a_remark_names_its_scales_once(answers, english):
    low = cronbach_alpha(answers.sample(frac=1, random_state=1)[["a", "b"]], ["a", "b"])
    made = shown_reliability.summary({"One": low, "Two": low}, english)
    assert "One, Two: Alpha is below" in said(made)


def test_every_panel_is_json_in_both_languages_and_its_charts_are_drawn(answers, text):
    import vl_convert

    stated = pd.DataFrame(
        {
            "respondent": np.repeat(range(40), 2),
            "item": ["x", "z"] * 40,
            "importance": [4, 2, 5, 3] * 20,
            "performance": [2, 4, 3, 3] * 20,
        }
    )
    for made in (
        shown_drivers.summary(drivers(answers, "y", list("abc")), text),
        shown_ipa.summary(ipa(stated), text),
        shown_prca.summary(prca(answers, "y", list("abc")), text),
        shown_reliability.summary({"量": cronbach_alpha(answers, list("abc"))}, text),
    ):
        assert json.dumps(made.to_json(), allow_nan=False)
        for chart in charts(made):
            assert '"low' in json.dumps(chart["spec"]) or "_low" in json.dumps(chart["spec"])
            svg = vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 360}))
            assert "NaN" not in svg
