"""A satisfaction index in a client's report: its questions are shown together, not one by one."""

from __future__ import annotations

import json

import pytest
import vl_convert

from cxwidgets import client as clients
from cxwidgets.client import ClientError
from cxwidgets.report import scores
from cxwidgets.report.glance import glance
from cxwidgets.text import Text

ITEM = """
[[scores.item]]
id = "{id}"
zh = "题{id}"
en = "Question {id}"
column = "{id}"
measure = "index"
low = {low}
high = 10
weight = {weight}
"""
HEAD = """\
name = {zh = "茶", en = "Tea"}
language = "en"
[scores]
segment = "who"
[[scores.file]]
name = "t.csv"
"""


@pytest.fixture
def tea(tmp_path):
    def write(*weights, low=1):
        folder = tmp_path / "data" / "clients" / "tea"
        folder.mkdir(parents=True)
        items = "".join(ITEM.format(id=f"q{i}", weight=w, low=low) for i, w in enumerate(weights))
        (folder / "client.toml").write_text(HEAD + items, encoding="utf-8")
        rows = "who,q0,q1,q2\nx,9,6,8\nx,7,8,6\ny,5,5,5\ny,,5,5\n"
        (folder / "t.csv").write_text(rows, encoding="utf-8")
        return clients.load(tmp_path, "tea")

    return write


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_hotels_index_is_drawn_with_its_interval(root, lang):
    text, hotel = Text(lang), clients.load(root, "hotel")
    blocks = scores.panel(hotel.survey("scores", lang), hotel, text).to_json()["blocks"]
    place = next(
        i for i, b in enumerate(blocks) if b.get("text") == text("satisfaction_index.title")
    )
    figure = blocks[place + 1]["items"][1]
    assert figure["label"] == text("satisfaction_index.figure")
    assert figure["note"].startswith("[")
    chart = blocks[place + 2]
    for width in (358, 816):
        svg = vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": width}))
        assert "NaN" not in svg
        assert f">{figure['value']}<" in svg
    assert len(chart["table"]["rows"]) == 2
    assert text("satisfaction_index.note.alike") in [b.get("text") for b in blocks]
    said = [b["text"] for b in glance(hotel, text).to_json()["blocks"]]
    assert any(figure["value"] in sentence and figure["note"] in sentence for sentence in said)


def test_weights_count_and_who_left_one_open_does_not(tea, english):
    client = tea(0.3885, 0.3190, 0.2925)
    found = scores.index(client.survey("scores"), client, english)
    by_segment = found.table.set_index("segment")
    assert by_segment["n"].to_dict() == {"x": 2, "y": 1}
    assert by_segment.loc["x", "index"] == pytest.approx(70.983, abs=6e-4)  # methods reference C1
    assert found.n_left_out == 1
    blocks = scores.panel(client.survey("scores"), client, english).to_json()["blocks"]
    assert not [b for b in blocks if b.get("text", "").startswith("Question q0")]


def test_a_client_without_it_has_none(root, english):
    bus = clients.load(root, "bus")
    assert scores.index(bus.survey("scores", "en"), bus, english) is None


@pytest.mark.parametrize(
    ("weights", "low", "said"),
    [
        ((1,), 1, "needs two questions"),
        ((1, 0), 1, "every question of the index has a weight or none"),
        ((1, 1), 0, "on 1 to 10 only"),
    ],
)
def test_what_makes_no_index_is_said(tea, weights, low, said):
    with pytest.raises(ClientError, match=said):
        tea(*weights, low=low)
