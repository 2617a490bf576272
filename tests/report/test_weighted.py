"""A report of weighted answers: the figures are weighted, and it says so beside them."""

from __future__ import annotations

import json

import pytest

from cxwidgets import client as clients
from cxwidgets.report import scores
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
    # the index is not weighted, and says so behind its own figures
    assert said.index(text("report.unweighted")) > said.index(text("satisfaction_index.title"))
    assert note < said.index(text("satisfaction_index.title"))
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
