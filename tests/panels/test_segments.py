"""Panels that put groups side by side."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cxwidgets.methods.kano_continuous import kano_continuous
from cxwidgets.methods.kano_robust import kano_robustness
from cxwidgets.methods.kano_segments import kano_segments
from cxwidgets.panels import journey_segments, kano_robust, remembered
from cxwidgets.panels import kano_segments as by_segment
from cxwidgets.text import Text

both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


def example(root, name, lang):
    frame = pd.read_csv(root / "data" / "course" / "examples" / f"{name}.csv")
    other = "_en" if lang == "zh" else "_zh"
    kept = frame.drop(columns=[c for c in frame if c.endswith(other)])
    return kept.rename(columns=lambda c: c.removesuffix(f"_{lang}"))


def chart_of(panel):
    (block,) = [b for b in panel.to_json()["blocks"] if b["type"] == "chart"]
    json.dumps(block)  # plain values only
    return block


@both_languages
def test_two_lines_part_company_at_the_stop(root, lang):
    panel = journey_segments.panel_of(example(root, "regular_brt", lang), Text(lang, root))
    block = chart_of(panel)
    assert panel.n == 90
    assert len(block["table"]["rows"]) == 8
    wait = block["table"]["rows"][2]
    assert wait[0].startswith("3 ")
    assert wait[1].startswith("+2.0")
    assert wait[2].startswith("\u22122.0")


@both_languages
def test_two_rides_with_one_mean_are_remembered_differently(root, lang):
    block = chart_of(remembered.panel_of(example(root, "two_rides", lang), Text(lang, root)))
    means = {row[-1] for row in block["table"]["rows"]}
    scores = {row[-2] for row in block["table"]["rows"]}
    assert means == {"+1.0"}
    assert scores == {"+1.0", "+3.0"}


@both_languages
def test_classes_by_segment_say_how_many_answered(root, lang):
    rows = [(f"p{i}", "a" if i < 40 else "b", "wifi", 1, 5) for i in range(52)]
    columns = ["respondent", "segment", "feature", "functional", "dysfunctional"]
    text = Text(lang, root)
    panel = by_segment.summary(kano_segments(pd.DataFrame(rows, columns=columns)), text)
    block = chart_of(panel)
    assert panel.n == 52
    assert "40" in block["table"]["rows"][0][1]
    assert "12" in block["table"]["rows"][0][2]
    warned = [b for b in panel.to_json()["blocks"] if b.get("tone") == "warn"]
    assert len(warned) == 1


def test_nobody_has_answered(root):
    columns = ["respondent", "segment", "feature", "functional", "dysfunctional"]
    empty = pd.DataFrame(columns=columns).astype({"functional": float, "dysfunctional": float})
    text = Text("en", root)
    panel = by_segment.summary(kano_segments(empty), text)
    assert panel.to_json()["blocks"][0]["text"] == text("panel.empty")


def test_groups_that_cannot_be_laid_over_each_other_are_refused(root):
    from cxwidgets.charts.journey_segments import emotion_curves
    from cxwidgets.methods.journey import emotion_band

    rated = pd.DataFrame({"touchpoint": ["wait"], "score": [1]})
    bands = {"a": emotion_band(rated, ["wait"]), "b": emotion_band(rated, ["wait", "ride"])}
    with pytest.raises(ValueError, match="same touchpoints"):
        emotion_curves(bands, Text("en", root))
    with pytest.raises(ValueError, match="0 groups"):
        emotion_curves({}, Text("en", root))


@both_languages
def test_second_opinions_name_what_depends_on_the_method(root, lang):
    rows = [("rain", 1, 3)] * 40 + [("seats", 1, 5)] * 12 + [("seats", 3, 3)] * 13
    frame = pd.DataFrame(rows, columns=["feature", "functional", "dysfunctional"])
    text = Text(lang, root)
    panel = kano_robust.summary(kano_robustness(frame, 100), kano_continuous(frame), text)
    blocks = panel.to_json()["blocks"]
    assert panel.n == 40
    assert blocks[0]["items"][0]["value"] == "1 / 2"
    ways, means = (b["table"] for b in blocks if b["type"] == "chart")
    assert [row[0] for row in ways["rows"]] == ["rain", "seats"]
    assert set(ways["rows"][0][1:8]) == {text("kano.category.A")}
    assert means["rows"][0][4].startswith("4.00")
    assert [
        b for b in blocks if b["type"] == "text" and b["tone"] == "warn" and "seats" in b["text"]
    ]
    nobody = frame.assign(functional=float("nan"))
    nothing = kano_robust.summary(kano_robustness(nobody, 10), kano_continuous(nobody), text)
    assert nothing.n == 0


@both_languages
def test_one_person_settles_no_class(root, lang):
    frame = pd.DataFrame({"feature": ["rain"], "functional": [1], "dysfunctional": [3]})
    text = Text(lang, root)
    panel = kano_robust.summary(kano_robustness(frame, 50), kano_continuous(frame), text)
    blocks = panel.to_json()["blocks"]
    assert blocks[0]["items"][0]["value"] == "0 / 0"
    ways = next(b["table"] for b in blocks if b["type"] == "chart")
    assert ways["rows"][0][8] == "\u2013"
    said = {b["text"]: b["tone"] for b in blocks if b["type"] == "text"}
    assert text("kano.robust.same") not in said
    assert said[text("panel.alike", names="rain")] == "warn"
