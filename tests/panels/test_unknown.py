"""What nobody rated is shown as unknown, in both languages, and no panel breaks over it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from cxwidgets.methods.burden import burden
from cxwidgets.methods.ipa import ipa, ipa_derived
from cxwidgets.methods.prca import prca
from cxwidgets.methods.screening import impact_effort
from cxwidgets.panels import ipa as shown_ipa
from cxwidgets.panels import journey_tables
from cxwidgets.panels import prca as shown_prca
from cxwidgets.panels import screening as shown_screening


def written(made):
    return json.dumps(made.to_json(), ensure_ascii=False, allow_nan=False)


def test_an_item_without_importance(text):
    rows = [(i, item, 5 - i % 2, 2 + i % 2) for i in range(9) for item in "xy"]
    rows += [(i, "z", None, 3) for i in range(9)]
    columns = ["respondent", "item", "importance", "performance"]
    made = written(shown_ipa.summary(ipa(pd.DataFrame(rows, columns=columns)), text))
    assert text("ipa.quadrant.unknown") in made
    assert text("ipa.note.unrated", items="z") in made


def test_importance_that_cannot_be_derived(text):
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5] * 4, "y": [2, 1, 3, 5, 4] * 4})
    made = shown_ipa.summary(ipa_derived(frame.assign(b=frame["a"]), "y", ["a", "b"]), text)
    assert text("ipa.quadrant.unknown") in written(made)


def test_an_idea_without_votes(text):
    rows = [(i, "a", 5, 1) for i in range(6)] + [(i, "b", None, 3) for i in range(6)]
    frame = pd.DataFrame(rows, columns=["respondent", "item", "impact", "effort"])
    made = written(shown_screening.ideas(impact_effort(frame), text))
    assert text("screening.quadrant.unknown") in made
    assert text("screening.note.unrated", names="b") in made


def test_an_attribute_nobody_rated_low(text):
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"a": rng.integers(3, 6, 300), "b": rng.integers(1, 6, 300)})
    frame["y"] = 5 + 2 * (frame["a"] == 5) + rng.normal(0, 1, 300)
    made = written(shown_prca.summary(prca(frame, "y", ["a", "b"]), text))
    assert text("prca.note.few", names="a") in made


def test_the_burden_of_one_person(text):
    marks = pd.DataFrame(
        {"respondent": [1, 1], "touchpoint": ["a", "b"], "kind": "pain", "strength": [2, 1]}
    )
    table = journey_tables.burden(burden(marks, 1), {"a": "A", "b": "B"}, text)
    assert "nan" not in " ".join(cell for row in table.rows for cell in row).lower()
