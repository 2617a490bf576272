"""The panel of attitude and habit: four kinds, and what a tie changes."""

from __future__ import annotations

import json

import pandas as pd
import vl_convert

from cxwidgets.panels import attitude


def guests(*rows):
    return pd.DataFrame(rows, columns=["own", "best_other", "patronage"])


FOUR = guests((7, 4, 0.9), (7, 4, 0.1), (4, 4, 0.8), (4, 6, 0.6), (3, 6, 0.2))


def test_the_four_kinds_are_drawn_with_what_they_mean(text):
    made = attitude.summary(FOUR, text).to_json()
    assert json.dumps(made, allow_nan=False)
    (chart,) = [b for b in made["blocks"] if b["type"] == "chart"]
    assert [row[1] for row in chart["table"]["rows"]] == ["1", "1", "2", "1"]
    for cell in ("loyal", "latent", "spurious", "none"):
        assert text(f"loyalty.type.{cell}") in chart["alt"]
        assert any(text(f"loyalty.meaning.{cell}") in row for row in chart["table"]["rows"])
    assert "NaN" not in vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 360}))


def test_a_tie_is_no_preference_and_the_note_says_what_that_changes(english):
    said = [b["text"] for b in attitude.summary(FOUR, english).to_json()["blocks"] if "text" in b]
    assert said[0].startswith("Of 3 people who come often, 2 do not like it better.")
    assert said[0].endswith("1 like another one more.")


def test_nobody_and_nobody_who_comes_often_are_no_errors(english):
    assert attitude.summary(guests(), english).n == 0
    seldom = attitude.summary(guests((5, 6, 0.1)), english).to_json()
    said = [b["text"] for b in seldom["blocks"] if b["type"] == "text"]
    assert [words for words in said if "people who come often" in words] == []
