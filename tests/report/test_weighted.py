"""A report of weighted answers: the figures are weighted, and it says so beside them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cxwidgets import client as clients
from cxwidgets.report import dissatisfiers, drivers, kano, scores
from cxwidgets.report.glance import glance
from cxwidgets.text import Text

TOML = """\
name = {{zh = "茶", en = "Tea"}}
language = "en"
[scores]
segment = "who"
{weight}
[[scores.file]]
name = "t.csv"
"""
ITEM = """
[[scores.item]]
id = "{id}"
zh = "题{id}"
en = "Question {id}"
column = "{id}"
measure = "{measure}"
low = {low}
high = 10
"""


@pytest.fixture
def tea(tmp_path):
    def write(weight):
        folder = tmp_path / "data" / "clients" / "tea"
        folder.mkdir(parents=True)
        asked = (("q0", "nps", 0), ("q1", "index", 1), ("q2", "index", 1))
        items = "".join(ITEM.format(id=i, measure=m, low=low) for i, m, low in asked)
        (folder / "client.toml").write_text(TOML.format(weight=weight) + items, encoding="utf-8")
        rows = "who,q0,q1,q2,Wgt\nx,10,9,9,3\nx,9,9,9,1\ny,8,5,5,1\ny,2,5,5,1\ny,2,5,5,\n"
        (folder / "t.csv").write_text(rows, encoding="utf-8")
        return clients.load(tmp_path, "tea")

    return write


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_weighted_scores_say_so_on_their_page_and_at_a_glance(tea, lang):
    client, text = tea('weight = "Wgt"'), Text(lang)
    blocks = scores.panel(client.survey("scores", lang), client, text).to_json()["blocks"]
    said = [block.get("text") for block in blocks]
    # as in test_respondent_weights: NPS 100 (4 - 1) / 6 = 50, n_eff 36 / 12 = 3
    assert blocks[1]["items"][1]["value"] == text.signed(50)
    note = said.index(text("scores.note.weighted", n=4, n_eff="3.0"))
    assert text("scores.note.n_no_weight", n=1) in said
    title = said.index(text("satisfaction_index.title"))
    assert note < title
    # those with a weight: 9 (4 times) and 5 (twice), a mean of 46 / 6
    assert blocks[title + 1]["items"][1]["value"] == text.number(100 * (46 / 6 - 1) / 9, 1)
    assert text("panel.weighted", n=4, n_eff="3.0") in said[title:]
    assert text("report.unweighted") not in said
    found = [block["text"] for block in glance(client, text).to_json()["blocks"]]
    assert text("report.glance.scores.weighted", column="Wgt") in found
    assert any(text.signed(50) in sentence for sentence in found)


def test_without_the_key_nothing_is_weighted_and_nothing_is_said_of_it(tea):
    client, text = tea(""), Text("en")
    frame = client.survey("scores")
    blocks = scores.panel(frame, client, text).to_json()["blocks"]
    assert blocks[1]["items"][1]["value"] == text.signed(0)  # (2 - 2) / 5
    assert text("report.unweighted") not in [block.get("text") for block in blocks]
    assert "n_eff" not in json.dumps(blocks)
    assert len(glance(client, text).to_json()["blocks"]) == 2


KANO = """\
name = {{zh = "茶", en = "Tea"}}
language = "en"
[kano]
segment = "who"
{weight}
[[kano.file]]
name = "t.csv"
[[kano.feature]]
id = "wifi"
zh = "网络"
en = "Wifi"
functional = "f"
dysfunctional = "d"
"""


@pytest.fixture
def wifi(tmp_path):
    def write(weight):
        folder = tmp_path / "data" / "clients" / "wifi"
        folder.mkdir(parents=True)
        (folder / "client.toml").write_text(KANO.format(weight=weight), encoding="utf-8")
        # as in test_kano_weighted: A 4, O 2 + 1, M 1, Q 2, and one without a weight
        rows = "who,f,d,Wgt\nx,1,3,4\nx,1,5,2\nx,1,5,1\ny,3,5,1\ny,1,1,2\ny,1,5,\n"
        (folder / "t.csv").write_text(rows, encoding="utf-8")
        return clients.load(tmp_path, "wifi")

    return write


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_weighted_kano_classes_say_so_on_their_page_and_at_a_glance(wifi, lang):
    client, text = wifi('weight = "Wgt"'), Text(lang)
    answers = client.survey("kano", lang)
    blocks = kano.panel(answers, text).to_json()["blocks"]
    said = [block.get("text") for block in blocks]
    assert blocks[0]["items"][0]["value"] == "5"  # people with a weight
    # of people O leads, of weights A; n_eff = 100 / 26
    (row,) = blocks[1]["table"]["rows"]
    assert list(row[1:4]) == ["5", "3.8", text("kano.category.A")]
    assert text("kano.note.weighted", n=5, n_eff="3.8") in said
    assert text("kano.note.n_no_weight", n=1) in said
    found = [block["text"] for block in glance(client, text).to_json()["blocks"]]
    assert text("report.glance.kano.weighted", column="Wgt") in found


def test_weighted_classes_by_segment_have_their_effective_n(wifi, english):
    blocks = kano.by_segment(wifi('weight = "Wgt"').survey("kano"), english).to_json()["blocks"]
    # x: A 4, O 2 + 1: n_eff 49 / 21 = 2.3; y: M 1, Q 2: n_eff 9 / 5 = 1.8
    cells = blocks[0]["table"]["rows"][0]
    kinds = [english(f"kano.category.{c}") for c in "AQ"]
    sizes = [(3, "2.3"), (2, "1.8")]
    assert list(cells[1:3]) == [
        english("kano.segments.open_n_eff", kind=kind, n=n, n_eff=n_eff)
        for kind, (n, n_eff) in zip(kinds, sizes, strict=True)
    ]
    assert english("kano.segments.weighted") in [block.get("text") for block in blocks]


def test_second_opinions_are_not_weighted_and_say_so(wifi, english):
    blocks = kano.second_opinions(wifi('weight = "Wgt"').survey("kano"), english).blocks
    assert blocks[-1].text == english("report.unweighted")


def test_without_the_key_no_kano_class_is_weighted(wifi, english):
    client = wifi("")
    answers = client.survey("kano")
    pages = kano.panel, kano.second_opinions, kano.by_segment
    blocks = [page(answers, english).to_json()["blocks"] for page in pages]
    assert blocks[0][1]["table"]["rows"][0][2] == english("kano.category.O")
    assert english("report.unweighted") not in json.dumps(blocks, ensure_ascii=False)
    assert "n_eff" not in json.dumps(blocks)
    assert len(glance(client, english).to_json()["blocks"]) == 1


@pytest.fixture
def bus(root):
    """Return both surveys of a client whose respondents weigh 1 and 3 in turn."""
    client = clients.load(root, "bus")
    quality, rated = client.survey("servqual", "en"), client.survey("scores", "en")
    heavy = rated["respondent"].astype(int) % 2 == 0
    return quality, rated.assign(survey_weight=heavy.map({True: 3.0, False: 1.0})), client


def test_drivers_take_the_weights_of_the_score_survey(bus, english):
    made = drivers.panel(*bus, english)
    matched = drivers.match(*bus, english)
    assert matched.weights == "survey_weight"
    parts = list(matched.names)
    # the mean of a dimension in the table is that of NumPy with the same weights
    rows = matched.rows.dropna()
    means = {
        name: english.number(np.average(rows[part], weights=rows["survey_weight"]), 2)
        for part, name in matched.names.items()
    }
    (chart,) = [block for block in made.blocks if block.type == "chart"]
    assert {row[0]: row[1] for row in chart.table.rows} == means
    said = [getattr(block, "text", "") for block in made.blocks]
    # half of 180 weigh 3: 360^2 / (90 * 9 + 90) = 144
    assert english("panel.weighted", n=180, n_eff="144.0") in said
    assert english("report.unweighted") not in said
    assert len(parts) == 5


def test_what_is_weighted_beside_the_drivers_and_what_is_not(bus, english):
    said = {
        page: [getattr(block, "text", "") for block in page(*bus, english).blocks]
        for page in (drivers.ipa, drivers.prca, dissatisfiers.panel)
    }
    assert english("panel.weighted", n=180, n_eff="144.0") in said[drivers.ipa]
    assert english("report.unweighted") not in said[drivers.ipa]
    for page in (drivers.prca, dissatisfiers.panel):
        assert said[page][-1] == english("report.unweighted")


def test_matched_people_who_weigh_nothing_are_said(bus, english):
    quality, rated, client = bus
    for page in (drivers.panel, drivers.ipa):
        made = page(quality, rated.assign(survey_weight=0.0), client, english)
        assert [block.text for block in made.blocks] == [english("drivers.weightless")]
