"""Groups of customers as panels: sizes with limits, stability, and the ethics of style."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import vl_convert

from cxwidgets import panels
from cxwidgets.methods.personas import personas
from cxwidgets.methods.rfm import rfm
from cxwidgets.methods.style import ITEMS
from cxwidgets.panels import segments, style
from cxwidgets.text import Text
from tests.panels.defined import blocks, both, exercise, figures, room_of, said

both_languages = pytest.mark.parametrize("lang", ["zh", "en"])
EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"


def drawn(panel):
    found = blocks(panel, "chart")
    for block in found:
        spec = json.dumps(block["spec"] | {"width": 360})
        assert "NaN" not in vl_convert.vegalite_to_svg(spec)
    return found


@both_languages
def test_groups_by_what_they_bought(lang):
    text = Text(lang)
    frame = pd.read_csv(EXAMPLES / "purchases.csv")
    made = segments.rfm(rfm(frame.assign(at=pd.to_datetime(frame["at"])), draws=20), text)
    (block,) = drawn(made)
    assert '"field": "low"' in json.dumps(block["spec"])
    assert made.n == 260
    assert len(block["table"]["rows"]) == 6
    assert text("rfm.note.ranks") in said(made)
    nobody = rfm(pd.DataFrame({"customer": [], "at": [], "amount": []}, dtype=float))
    assert segments.rfm(nobody, text) == panels.panel.empty(text)


@both_languages
def test_groups_by_how_they_answered(lang):
    text = Text(lang)
    random = np.random.default_rng(3)
    rows = [random.normal(4 if i < 30 else 2, 0.4, 3) for i in range(50)]
    frame = pd.DataFrame(rows, columns=["speed", "price", "warmth"])
    made = segments.personas(personas(frame, 2, draws=5), text, {"speed": "Speed!"})
    (block,) = drawn(made)
    assert figures(made)[text("personas.figure.stability")] == "1.00"
    assert [row[0] for row in block["table"]["rows"][1:]] == ["Speed!", "price", "warmth"]
    assert block["table"]["rows"][0][1].startswith("60% [")
    assert text("personas.note.profile") in said(made)


def form():
    ends = {"low_label": both("low"), "high_label": both("high")}
    questions = [
        {"id": i, "kind": "rating", "low": 1, "high": 5, "prompt": both(i), **ends} for i in ITEMS
    ]
    return exercise("style", "form", question=questions)


def leaning(to):
    return {item: 5 if item.startswith(to) else 2 for item in ITEMS}


@both_languages
def test_the_room_sees_shares_never_names_and_always_the_ethics(lang):
    text = Text(lang)
    rows = room_of(leaning("patient"), leaning("patient"), leaning("precise"), {}, names="abcd")
    made = panels.room(form(), {1: rows}, text)
    shares, profile = drawn(made)
    assert made.n == 3
    assert '"field": "low"' in json.dumps(shares["spec"])
    assert '"field": "low"' in json.dumps(profile["spec"])
    assert text("style.note.ethics") in said(made)
    assert said(made).count(text("panel.small_n", n=3)) == 1
    assert shares["table"]["rows"][2][2].startswith("67% [")
    heads = {f.label: f.value for f in style.headline(form(), rows, text)}
    assert heads[text("style.kind.patient")] == "67%"
    assert style.headline(form(), [], text) == ()
    assert panels.room(form(), {1: room_of({})}, text) == panels.panel.empty(text)


@both_languages
def test_ones_own_profile(lang):
    text = Text(lang)
    made = style.own(form(), leaning("expressive"), text)
    drawn(made)
    assert text("style.kind.expressive") in said(made)
    assert text("style.note.ethics") in said(made)
    assert text("panel.small_n", n=1) not in said(made)
    assert style.own(form(), {"dominant_1": 5}, text) is None
