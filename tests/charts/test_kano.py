"""The Kano drawings: what they show, in which words, and that they can be drawn."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cxwidgets.charts import kano as charts
from cxwidgets.charts import kano_ways
from cxwidgets.charts.placement import LINE, places, shortened, text_width
from cxwidgets.methods.kano import kano_from_categories
from cxwidgets.methods.kano_continuous import kano_continuous
from cxwidgets.methods.kano_robust import kano_robustness
from cxwidgets.text import Text

COLUMNS = ["feature", *"AOMIRQ"]


@pytest.fixture
def result():
    rows = [
        ("On time", 2, 5, 30, 3, 0, 0),
        ("Seats", 12, 11, 9, 8, 0, 0),
        ("Rain tip", 31, 3, 1, 4, 1, 0),
        ("Adverts", 0, 0, 0, 9, 31, 0),
        ("Puzzle", 0, 0, 0, 0, 3, 37),
    ]
    return kano_from_categories(pd.DataFrame(rows, columns=COLUMNS))


def drawn(chart, width=360):
    spec = chart.to_dict() | {"width": width}
    return vl_convert.vegalite_to_svg(json.dumps(spec))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("draw", [charts.quadrant, charts.distribution])
def test_it_is_drawn_in_both_languages(result, lang, draw):
    text = Text(lang)
    svg = drawn(draw(result, text))
    assert text("kano.category.A") in svg
    assert "NaN" not in svg


def test_names_where_there_is_room_and_numbers_on_a_phone(result):
    chart = charts.quadrant(result, Text("en"))
    assert ">Rain tip<" in drawn(chart, 900)
    phone = drawn(chart, 340)
    assert ">Rain tip<" not in phone
    assert ">3<" in phone


def test_the_sentence_is_made_from_the_result(result):
    sentence = charts.quadrant(result, Text("en")).to_dict()["description"]
    settled = int(result.table["settled"].sum())
    assert f"of 5 features; the class of {settled} is settled" in sentence
    assert "Attractive: Seats, Rain tip" in sentence
    assert "必备：On time" in charts.quadrant(result, Text("zh")).to_dict()["description"]


def test_only_unsettled_classes_have_a_ring(result):
    spec = charts.quadrant(result, Text("en")).to_dict()
    ringed = [
        {row["feature"] for row in rows}
        for rows in spec["datasets"].values()
        if rows and "open" in rows[0]
    ]
    assert ringed == [set(result.table.loc[~result.table["settled"], "feature"]) - {"Puzzle"}]


def test_a_feature_without_coefficients_is_left_out_of_the_plane(result):
    assert ">Puzzle<" not in drawn(charts.quadrant(result, Text("en")), 900)


def test_every_interval_is_drawn(result):
    spec = json.dumps(charts.quadrant(result, Text("en")).to_dict())
    for field in ("better_low", "better_high", "worse_low", "worse_high"):
        assert f'"field": "{field}"' in spec


def test_an_empty_result_is_an_empty_plane():
    empty = kano_from_categories(pd.DataFrame(columns=COLUMNS))
    assert drawn(charts.quadrant(empty, Text("zh")))


def test_labels_cover_neither_each_other_nor_a_point():
    points = [(0.5, 0.5), (0.52, 0.5), (0.5, 0.53), (0.54, 0.54), (0.48, 0.47)]
    labels = ["On time", "准点到站", "Clean", "Seats at peak", "Air"]
    boxes = []
    for (x, y), label, place in zip(points, labels, places(points, labels, 440, 460), strict=True):
        half = text_width(label) / 2
        left, top = x * 440 + place.dx - half, (1 - y) * 460 + place.dy - LINE / 2
        boxes.append((left, top, left + 2 * half, top + LINE))
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[2] <= 440
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1


def test_long_names_are_cut_visibly():
    assert shortened("Wifi", 100) == "Wifi"
    cut = shortened("Providing accurate real-time information", 100)
    assert cut.endswith("…")
    assert text_width(cut) <= 100


def paired():
    """Return answers on two features, one that every method calls attractive and one unclear."""
    rows = [("rain", 1, 3)] * 40 + [("seats", 1, 5)] * 12 + [("seats", 3, 3)] * 13
    return pd.DataFrame(rows, columns=["feature", "functional", "dysfunctional"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_second_opinions_are_drawn_with_their_intervals(lang):
    text = Text(lang)
    means = kano_ways.means(kano_continuous(paired()), text)
    assert "NaN" not in drawn(means)
    spec = json.dumps(means.to_dict())
    for side in ("functional", "dysfunctional"):
        assert f'"field": "{side}_low"' in spec
        assert f'"field": "{side}_high"' in spec
    ways = kano_ways.ways(kano_robustness(paired(), 50), text)
    assert text("kano.category.A") in drawn(ways, 700)
    assert "seats" in ways.to_dict()["description"]
    assert "rain" not in ways.to_dict()["description"]
