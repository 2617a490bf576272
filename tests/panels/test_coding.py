"""The panels of coders: figures, where they part, and a verdict by the interval."""

from __future__ import annotations

import json

import pandas as pd
import vl_convert

from cxwidgets.panels import coding


def codes(one, two):
    rows = [(w, i, c) for w, said in (("one", one), ("two", two)) for i, c in enumerate(said)]
    return pd.DataFrame(rows, columns=["respondent", "item", "category"])


def ratings(*people):
    rows = [(p, f"thing {i}", r) for p, given in enumerate(people) for i, r in enumerate(given)]
    return pd.DataFrame(rows, columns=["respondent", "item", "rating"])


def drawn(made):
    (chart,) = [b for b in made["blocks"] if b["type"] == "chart"]
    assert "NaN" not in vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 340}))
    return chart


def said(made):
    return " ".join(b["text"] for b in made["blocks"] if b["type"] == "text")


def test_categories_show_kappa_chance_and_the_line_to_draw(text):
    made = coding.sorted_alike(codes("aaaabbbbcc", "aaabbbbacc"), text).to_json()
    assert json.dumps(made, allow_nan=False)
    figures = {f["label"]: f["value"] for f in made["blocks"][0]["items"]}
    assert figures[text("coding.raw")] == "80%"
    assert figures[text("coding.items")] == "10"
    assert len(drawn(made)["table"]["rows"]) == 3
    assert text("coding.apart", one="a", other="b", n=2) in said(made)


def test_the_verdict_goes_by_the_interval(text):
    alike = coding.sorted_alike(codes("abc" * 8, "abc" * 8), text).to_json()
    assert text("coding.firm") in said(alike)
    blind = coding.sorted_alike(codes("ab" * 12, "aabb" * 6), text).to_json()
    assert text("coding.weak") in said(blind)
    some = coding.sorted_alike(codes("aaaabbbbcc", "aaabbbbacc"), text).to_json()
    assert text("coding.between") in said(some)


def test_ratings_with_gaps_are_compared_where_they_are(text):
    given = ratings([1, 2, 3, 4, 5, 1], [1, 2, 3, 4, 4, 2]).drop(index=11)
    made = coding.rated_alike(given, text).to_json()
    assert json.dumps(made, allow_nan=False)
    rows = drawn(made)["table"]["rows"]
    assert list(rows[4]) == ["thing 4", "2", "4", "5"]
    assert list(rows[5]) == ["thing 5", "1", "1", "1"]


def test_ratings_that_are_all_the_same_have_no_coefficient(text):
    made = coding.rated_alike(ratings([3, 3, 3], [3, 3, 3]), text).to_json()
    assert said(made) == text("agreement.note.no_variation")
    same = coding.sorted_alike(codes("aaa", "aaa"), text).to_json()
    assert text("agreement.note.no_variation") in said(same)
