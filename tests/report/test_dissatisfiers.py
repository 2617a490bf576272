"""What fails the dissatisfied, in a client's report: drawn, with its cuts said."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cxwidgets import client as clients
from cxwidgets.methods.dissatisfiers import dissatisfiers as method
from cxwidgets.panels import dissatisfiers as shown
from cxwidgets.report import dissatisfiers
from cxwidgets.text import Text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slug", ["bus", "hotel"])
def test_both_clients_have_it(root, slug, lang):
    client, text = clients.load(root, slug), Text(lang)
    surveys = client.survey("servqual", lang), client.survey("scores", lang)
    made = dissatisfiers.panel(*surveys, client, text)
    blocks = made.to_json()["blocks"]
    (chart,) = [b for b in blocks if b["type"] == "chart"]
    for width in (358, 816):
        svg = vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": width}))
        assert "NaN" not in svg
    assert len(chart["table"]["rows"]) == 5
    assert all("[" in row[3] for row in chart["table"]["rows"])
    n, others = (int(i["value"]) for i in blocks[0]["items"][:2])
    assert made.n == n + others
    low = 3 if slug == "bus" else 7  # 4 and 5 of 5, or 8 to 10 of 0-10, count as satisfied
    item = client.toml.scores.item[1][lang]
    cut = "3.0" if slug == "bus" else "4.0"
    assert blocks[-1]["text"] == text("dissatisfiers.cuts", cut=cut, item=item, outcome=low)


def test_few_people_of_one_mind_are_drawn_without_limits_and_told(english):
    frame = pd.DataFrame({"y": [1, 1, 5, 5], "a": [1, 1, 5, 5]})
    made = shown.summary(method(frame, "y", ["a"], 2, 2), english, {"a": "Late"}).to_json()
    (chart,) = [b for b in made["blocks"] if b["type"] == "chart"]
    assert chart["table"]["rows"][0][3:] == ("100%", "–")
    assert "for Late." in " ".join(b["text"] for b in made["blocks"] if b["type"] == "text")
    assert "NaN" not in vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 358}))


@pytest.mark.parametrize(
    ("item", "cut"),
    [
        ({"measure": "nps", "low": 0, "high": 10}, 6),
        ({"measure": "csat", "low": 1, "high": 5}, 3),
        ({"measure": "ces", "low": 1, "high": 7}, 4),
        ({"measure": "ces", "low": 1, "high": 5, "best": "low"}, 3),
    ],
)
def test_who_counts_as_dissatisfied_is_who_does_not_count_as_satisfied(item, cut):
    from cxwidgets.client_toml import ScoreItem

    asked = ScoreItem(id="x", zh="甲", en="X", column="c", **item)
    assert dissatisfiers.dissatisfied(asked) == cut


def test_where_everybody_is_satisfied_it_says_so(root, english):
    client = clients.load(root, "bus")
    scores = client.survey("scores", "en").assign(score=5)
    made = dissatisfiers.panel(client.survey("servqual", "en"), scores, client, english)
    assert [b.text for b in made.blocks] == [english("dissatisfiers.nobody")]
