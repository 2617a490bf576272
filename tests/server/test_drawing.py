"""Charts drawn quickly are the charts Altair draws."""

import json
import random

import altair as alt
import numpy as np
import pandas as pd
import pytest
from altair.utils import schemapi

from cxwidgets import panels
from cxwidgets.panels.panel import Answered
from cxwidgets.server import drawing
from tests.panels.test_course import COURSE, answer


@pytest.fixture
def quick(monkeypatch):
    """Draw quickly inside a ``with``, and as Altair does outside it."""
    from contextlib import contextmanager

    @contextmanager
    def quickly():
        with monkeypatch.context() as patched:
            patched.setattr(schemapi, "DEBUG_MODE", True)
            patched.setattr(schemapi, "_FromDict", schemapi._FromDict)
            drawing.quicken()
            try:
                assert alt.data_transformers.active == drawing.PLAIN
                yield
            finally:
                alt.data_transformers.enable("default")

    return quickly


@pytest.mark.parametrize("exercise", COURSE.values(), ids=COURSE)
def test_every_panel_is_the_same(exercise, text, quick):
    chance = random.Random(exercise.id)  # noqa: S311 - the same room at every run
    values = [exercise.clean(answer(exercise, text, chance)) for _ in range(3)]
    rows = [Answered(f"p{i}", None, "A", v) for i, v in enumerate(values)]

    def drawn():
        room = panels.room(exercise, {1: rows}, text).to_json()
        own = [panels.own(exercise, value, text) for value in values]
        return json.dumps([room, *(panel and panel.to_json() for panel in own)])

    slowly = drawn()
    with quick():
        assert drawn() == slowly


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [0.5, np.nan], "d": [True, False]}),
        pd.DataFrame({"a": [np.inf, -np.inf, -0.0]}),
        pd.DataFrame({"a": ["x", None]}),
        pd.DataFrame({"a": [1, "x"]}),
        pd.DataFrame({"a": pd.Categorical(["x", "y"]), "b": [1, 2]}),
        pd.DataFrame({"a": [pd.Timestamp("2026-01-01")]}),
        pd.DataFrame({"a": pd.array([1, None], dtype="Int64")}),
        pd.DataFrame({"a": np.array([1, 2], dtype="float32")}),
        pd.DataFrame({"a": [[1, 2], [3]]}),
        pd.DataFrame({"a": []}),
        pd.DataFrame(),
        pd.DataFrame({"a": [1, 2]}).iloc[:0],
        {"values": [{"a": 1}]},
    ],
)
def test_every_table_becomes_what_altair_makes_of_it(table):
    assert repr(drawing.records(table)) == repr(alt.default_data_transformer(table))


def test_what_altair_refuses_is_refused():
    with pytest.raises(ValueError, match="Column names must be strings"):
        drawing.records(pd.DataFrame({1: [1], "a": [2]}))
    with pytest.raises(alt.MaxRowsError):
        drawing.records(pd.DataFrame({"a": range(11)}), max_rows=10)
