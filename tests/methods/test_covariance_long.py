"""Long tables, read piece by piece, are counted as short ones are: weights, gaps and extremes."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.drivers import drivers
from cxwidgets.methods.file import engine
from cxwidgets.methods.matrix_product import PIECE, weighted_products

NAMES = ["a", "b", "c"]
KINDS = ["Int8", "UInt8", "Int16", "Int64", "Float32", "Float64"]


def survey(kinds, rows=500, seed=0):
    """Return answers 0-9 of several types with gaps, and weights of which some are missing."""
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            name: pd.Series(draw.integers(0, 10, rows)).astype(kind)
            for name, kind in zip(NAMES, kinds, strict=True)
        }
    )
    for name in NAMES:
        frame.loc[draw.random(rows) < 0.1, name] = pd.NA
    weight = np.where(draw.random(rows) < 0.05, nan, draw.integers(0, 9, rows) / 4)
    return frame.assign(Wgt=weight)


def read_both_ways(frame, file):
    engine().from_df(frame).write_parquet(str(file), row_group_size=2048)
    return file, engine().read_parquet(str(file))  # read by Polars, and by DuckDB


@settings(max_examples=40)
@given(
    kinds=st.tuples(*[st.sampled_from(KINDS)] * 3),
    scale=st.sampled_from([(1, 7), (-inf, inf), (0.5, 6.5), (-300, 300), (5, 2)]),
    missing=st.sampled_from(["listwise", "pairwise"]),
    weights=st.sampled_from([None, "Wgt"]),
    seed=st.integers(0, 99),
)
def test_long_files_and_tables_are_counted_as_frames_are(
    tmp_path_factory, kinds, scale, missing, weights, seed
):
    frame = survey(kinds, seed=seed)
    ask = {"missing": missing, "patterns_up_to": 0, "weights": weights}
    short = covariance_tally.tally(frame, NAMES, *scale, **ask)
    for long in read_both_ways(frame, tmp_path_factory.mktemp("long") / "answers.parquet"):
        found = covariance_tally.tally(long, NAMES, *scale, **ask)
        pd.testing.assert_frame_equal(short.sums, found.sums)
        pd.testing.assert_frame_equal(short.left_out, found.left_out)
        assert (short.rows, short.no_weight) == (found.rows, found.no_weight)


def test_infinite_answers_are_off_the_scale(tmp_path):
    frame = survey(["Float64"] * 3)
    frame.loc[3:8, "a"] = [inf, -inf, 1e300, -1e300, nan, 7.0]
    for weights in (None, "Wgt"):
        short = covariance_tally.tally(frame, NAMES, patterns_up_to=0, weights=weights)
        for long in read_both_ways(frame, tmp_path / "answers.parquet"):
            found = covariance_tally.tally(long, NAMES, patterns_up_to=0, weights=weights)
            pd.testing.assert_frame_equal(short.sums, found.sums)
            pd.testing.assert_frame_equal(short.left_out, found.left_out)
            assert np.isfinite(found.covariance).all()


@pytest.mark.parametrize("wrong", [-1.5, inf, 1e200])
def test_a_weight_that_is_none_is_named_wherever_it_stands(tmp_path, wrong):
    frame = survey(["Int8"] * 3, rows=5000)
    frame.loc[4321, "Wgt"] = wrong
    for long in read_both_ways(frame, tmp_path / "answers.parquet"):
        with pytest.raises(
            ValueError, match=rf"'Wgt' holds the weight {wrong:g}".replace("+", r"\+")
        ):
            covariance_tally.tally(long, NAMES, patterns_up_to=0, weights="Wgt")


def test_a_question_may_weigh(tmp_path):
    frame = survey(["Int8"] * 3).dropna()
    short = covariance_tally.tally(frame, NAMES, patterns_up_to=0, weights="c")
    for long in read_both_ways(frame, tmp_path / "answers.parquet"):
        found = covariance_tally.tally(long, NAMES, patterns_up_to=0, weights="c")
        pd.testing.assert_frame_equal(short.sums, found.sums)


def test_drivers_of_a_long_weighted_file_are_those_of_the_frame(tmp_path):
    frame = survey(["Int8"] * 3, rows=12_000)
    file, _ = read_both_ways(frame, tmp_path / "answers.parquet")
    short, long = (
        drivers(answers, "c", ["a", "b"], weights="Wgt", draws=50) for answers in (frame, file)
    )
    pd.testing.assert_frame_equal(short.table, long.table)
    assert short.notes == long.notes


@given(rows=st.sampled_from([1, 449, PIECE // 4, PIECE // 4 + 7, PIECE + 1]), k=st.integers(1, 30))
def test_weighted_products_are_exact_for_whole_numbers(rows, k):
    draw = np.random.default_rng(rows + k)
    lines, weights = draw.integers(-9, 9, (k, rows)), draw.integers(0, 5, rows)
    assert (weighted_products([*lines], weights) == (lines * weights) @ lines.T).all()
