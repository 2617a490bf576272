"""Retention and customer value as panels: figures with limits, charts that can be drawn."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
import vl_convert

from cxwidgets.charts import retention as charts
from cxwidgets.methods.clv import clv
from cxwidgets.methods.clv_second import second_opinion
from cxwidgets.methods.cohorts import cohorts
from cxwidgets.methods.retention import kaplan_meier
from cxwidgets.methods.sbg import sbg
from cxwidgets.panels import margin_multiple, retention
from cxwidgets.text import Text
from tests.panels.defined import blocks, figures, said

both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture(scope="module")
def forecast(example):
    return clv(example("purchases"), horizon=26)


@pytest.fixture(scope="module")
def example():
    from pathlib import Path

    folder = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"

    def read(name):
        frame = pd.read_csv(folder / f"{name}.csv")
        return frame.assign(at=pd.to_datetime(frame["at"])) if "at" in frame else frame

    return read


def drawn(panel):
    found = blocks(panel, "chart")
    for block in found:
        spec = json.dumps(block["spec"] | {"width": 360})
        assert "NaN" not in vl_convert.vegalite_to_svg(spec)
    return found


@both_languages
def test_survival_by_segment(example, lang):
    text = Text(lang)
    frame = example("members")
    result = kaplan_meier(frame.assign(segment=frame[f"segment_{lang}"]))
    made = retention.survival(result, text, "x")
    (block,) = drawn(made)
    spec = json.dumps(block["spec"])
    assert '"field": "low"' in spec
    assert '"field": "high"' in spec
    assert text("retention.differ", p="< 0.001") in said(made)
    cells = [row[-1] for row in block["table"]["rows"]]
    assert text("retention.not_reached") in cells
    assert made.n == 250
    nobody = kaplan_meier(frame.head(0))
    assert retention.survival(nobody, text, "x") == retention.panel.empty(text)


def test_a_segment_looks_the_same_in_both_languages(example):
    looks = []
    for lang in ("zh", "en"):
        frame = example("members")
        result = kaplan_meier(frame.assign(segment=frame[f"segment_{lang}"]))
        spec = charts.survival(result, Text(lang), "x").to_dict()
        colour, dash = (spec["layer"][1]["encoding"][c] for c in ("color", "strokeDash"))
        sizes = frame[f"segment_{lang}"].value_counts()
        looks.append(
            (
                [int(sizes[name]) for name in colour["scale"]["domain"]],
                [dash["condition"][0]["test"] == f'datum.segment == "{sizes.index[-1]}"'],
            )
        )
    assert looks[0] == looks[1]
    assert looks[0][0] == sorted(looks[0][0], reverse=True)
    assert looks[0][1] == [True]


def test_five_segments_cannot_be_told_apart(english):
    frame = pd.DataFrame({"tenure": 1, "churned": [1] * 5, "segment": list("abcde")})
    with pytest.raises(ValueError, match="5 segments"):
        charts.survival(kaplan_meier(frame), english, "weeks")


@both_languages
def test_a_cohort_projected(lang):
    text = Text(lang)
    made = retention.projection(sbg([1000, 631, 468, 382, 326]), text)
    (block,) = drawn(made)
    assert figures(made)[text("retention.figure.still", period=12)] == "16%"
    assert len(block["table"]["rows"]) == 13
    assert block["table"]["rows"][1][2].startswith("63% [")
    assert block["table"]["rows"][12][1] == "–"


@both_languages
def test_cohorts_by_age(example, lang):
    text = Text(lang)
    made = retention.cohorts(cohorts(example("purchases")), text)
    _, ages = drawn(made)
    assert made.n == 260
    assert ages["table"]["rows"][0][3].startswith("48% [")
    assert '"field": "low"' in json.dumps(ages["spec"])
    assert retention.cohorts(cohorts(example("purchases").head(0)), text) == retention.panel.empty(
        text
    )


@both_languages
def test_what_customers_are_worth(forecast, lang):
    text = Text(lang)
    made = retention.value(forecast, text)
    (check,) = drawn(made)
    assert check["table"]["rows"][-1][0] == "7+"
    shown = blocks(made, "figures")[0]["items"]
    assert shown[2]["note"].startswith("[")
    assert text("clv.note.as_before") in said(made)
    assert len(blocks(made, "table")[0]["rows"]) == 7


@both_languages
def test_a_forecast_beside_the_other_model(forecast, lang):
    text = Text(lang)
    made = retention.value(forecast, text, second_opinion(forecast))
    table = blocks(made, "table")[1]
    assert [row[0] for row in table["rows"]] == [
        text("clv.second.bgnbd"),
        text("clv.second.pareto_nbd"),
    ]
    assert all("[" in row[1] for row in table["rows"])
    assert text("clv.second.close") in said(made)
    far = replace(second_opinion(forecast), apart=True)
    assert text("clv.second.apart") in said(retention.value(forecast, text, far))


@both_languages
def test_the_margin_multiple_is_the_published_table(lang):
    # Gupta & Lehmann, margin multiples at discounts of 10, 12, 14, 16 %
    (block,) = drawn(margin_multiple.summary(Text(lang)))
    assert block["table"]["rows"][0] == ("60%", "1.20", "1.15", "1.11", "1.07")
    assert block["table"]["rows"][3] == ("90%", "4.50", "4.09", "3.75", "3.46")


def test_a_forecast_without_amounts_names_no_value(example, english):
    result = clv(example("purchases").drop(columns="amount"), horizon=26)
    shown = blocks(retention.value(result, english), "figures")[0]["items"]
    assert len(shown) == 3
