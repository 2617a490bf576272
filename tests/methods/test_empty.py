"""Tables without rows, and columns that cannot be told apart, are named in our own words."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from cxwidgets.methods import pareto, screening
from cxwidgets.methods.agreement import fleiss_kappa
from cxwidgets.methods.file import engine
from cxwidgets.methods.frame import lazily
from cxwidgets.methods.ipa import ipa
from cxwidgets.methods.servperf import servperf

EMPTY = {
    "opportunity": (screening.opportunity, ["item"], ["importance", "satisfaction"]),
    "impact and effort": (screening.impact_effort, ["item"], ["impact", "effort"]),
    "importance and performance": (ipa, ["respondent", "item"], ["importance", "performance"]),
    "servperf": (servperf, ["respondent", "item", "dimension"], ["perception"]),
    "pugh": (screening.pugh, ["concept", "criterion"], ["mark"]),
}


@pytest.mark.parametrize("frame", [pd.DataFrame, lambda columns: pl.DataFrame(columns).lazy()])
@pytest.mark.parametrize("name", EMPTY)
def test_a_table_without_rows_is_refused(name, frame):
    method, texts, numbers = EMPTY[name]
    columns = {c: np.array([], dtype=str) for c in texts} | {
        c: np.array([], float) for c in numbers
    }
    with pytest.raises(ValueError, match="there are no answers: column '(item|dim|concept)"):
        method(frame(columns))


def test_published_means_of_nothing_are_refused():
    nothing = pd.DataFrame({"item": [], "importance": [], "performance": []})
    with pytest.raises(ValueError, match="there are no answers: column 'item'"):
        ipa(nothing)


@pytest.mark.filterwarnings("error")
def test_servperf_without_a_single_answer_is_unknown_and_says_how_many_are_missing():
    blank = pd.DataFrame(
        {"respondent": [1, 2], "item": "q", "dimension": "empathy", "perception": np.nan}
    )
    result = servperf(blank)
    assert result.overall[["perception", "low", "high"]].isna().all(axis=None)
    assert [(note.key, note.params["n"]) for note in result.notes] == [("panel.n_missing", 2)]


@pytest.mark.parametrize(
    "frame",
    [
        lambda: pd.DataFrame([[1, 2]], columns=["reason", "reason"]),
        lambda: pa.table([pa.array([1]), pa.array([2])], names=["reason", "reason"]),
        lambda: engine().sql("select 1 as reason, 2 as reason"),
    ],
)
def test_two_columns_of_one_name_are_refused_by_name(frame):
    with pytest.raises(ValueError, match="the table has 2 columns 'reason'; rename or drop one"):
        pareto.tally(frame())


@pytest.mark.parametrize("name", ["column_names", "columns"])
def test_a_column_may_be_called_as_the_list_of_names_is(name):
    frame = pd.DataFrame({name: ["x", "x"], "reason": ["late", "late"]})
    for given in (frame, pl.from_pandas(frame), pa.table(frame), engine().from_df(frame)):
        assert pareto.tally(given)["reason"].tolist() == ["late"]


def test_names_of_columns_are_compared_once_each():
    wide = pd.DataFrame([range(30_000)], columns=[f"c{i}" for i in range(30_000)])
    began = time.process_time()
    lazily(wide, ["c7"])
    assert time.process_time() - began < 2  # each with all before it: eight seconds


def counts(tmp_path):
    """Return the same counts as everything that holds a table."""
    frame = pd.DataFrame({"x": [3, 0, 2, 1], "y": [0, 3, 1, 2]})
    file = tmp_path / "counts.csv"
    frame.to_csv(file, index=False)
    frame.to_parquet(file.with_suffix(".parquet"))
    return {
        "array": frame.to_numpy(),
        "list": frame.to_numpy().tolist(),
        "polars": pl.from_pandas(frame),
        "polars lazy": pl.from_pandas(frame).lazy(),
        "arrow": pa.table(frame),
        "duckdb": engine().from_df(frame),
        "csv": str(file),
        "parquet": file.with_suffix(".parquet"),
        "named": frame.assign(item=list("1234")),
        "pandas": frame.set_axis(list("1234")),
    }


def test_kappa_takes_counts_from_any_table(tmp_path):
    tables = counts(tmp_path)
    expected = fleiss_kappa(tables["array"])
    for name, given in tables.items():
        found = fleiss_kappa(given)
        assert (found.value, found.low, found.p) == (expected.value, expected.low, expected.p), name
        pd.testing.assert_frame_equal(found.table, expected.table)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (pd.DataFrame({"x": [2, 1.5], "y": [0, 0.5]}), r"1.5 \(item '1', category 'x'\)"),
        (pl.DataFrame({"item": ["a", "b"], "x": [2, None]}).lazy(), r"nan \(item 'b', category 'x"),
        ([[2.0, float("inf")]], r"inf \(item '1', category '2'\)"),
        (pd.DataFrame({"x": ["two"], "y": [0]}), "column 'x' must hold numbers; it holds 'two'"),
        (pd.DataFrame({"item": ["a"]}), "no column of a category"),
        ([1, 2], "no column of a category"),
    ],
)
def test_counts_that_are_none_are_named(wrong, named):
    with pytest.raises(ValueError, match=named):
        fleiss_kappa(wrong)
