"""The fast ways of covariances and resamples give what the plain ones give."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wishart

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.file import engine
from cxwidgets.methods.matrix_product import PIECE, products
from cxwidgets.methods.redraw import _wishart


@given(
    st.integers(1, 30),
    st.sampled_from([1, 7, 300, PIECE - 1, PIECE, PIECE + 5]),
    st.sampled_from([7, 100, 4_000, 3_000_001]),
)
def test_products_of_whole_numbers_are_exact(columns, rows, most):
    draw = np.random.default_rng(columns * rows + most)
    values = draw.integers(-most, most, (columns, rows), endpoint=True)
    lines = [*values, np.ones(rows, dtype=bool)]
    together = np.vstack([values, np.ones((1, rows), dtype=int)])
    exact = values.astype(object) @ together.T.astype(object) if rows < 400 else values @ together.T
    assert (products(lines, most) == exact.astype(float)).all()


def test_products_of_fractions_are_in_double_precision():
    values = np.random.default_rng(1).normal(size=(3, 40_000))
    lines = [*values, np.ones(40_000, dtype=bool)]
    expected = values @ np.vstack([values, np.ones(40_000)]).T
    np.testing.assert_allclose(products(lines, float("nan")), expected, rtol=1e-11, atol=1e-9)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("kind", ["Int8", "Int16", "Int32", "Int64", "UInt8", "Float64"])
@pytest.mark.parametrize("extreme", [False, True])
def test_missing_answers_of_every_type_are_counted_apart(tmp_path, kind, missing, extreme):
    """``extreme`` puts the least number of the type, else the mark, among the answers."""
    draw = np.random.default_rng(3)
    frame = pd.DataFrame(draw.integers(1, 8, (30_000, 3)), columns=list("abc")).astype(kind)
    frame.loc[draw.random(30_000) < 0.1, "a"] = pd.NA
    if extreme and kind != "Float64":
        frame.loc[:9, "b"] = np.iinfo(kind.lower()).min
    file = tmp_path / "answers.parquet"
    engine().from_df(frame).write_parquet(str(file), row_group_size=8192)
    names = list("abc")
    short = covariance_tally.tally(frame, names, 1, 6, missing, patterns_up_to=0)
    for long in (file, engine().read_parquet(str(file))):  # read by Polars, and by DuckDB
        found = covariance_tally.tally(long, names, 1, 6, missing, patterns_up_to=0)
        pd.testing.assert_frame_equal(short.sums, found.sums)
        pd.testing.assert_frame_equal(short.left_out, found.left_out)
        assert found.left_out["n_missing"].tolist() == [int(frame["a"].isna().sum()), 0, 0]
        assert found.rows == 30_000


def test_what_is_not_a_number_is_missing_in_a_file_too(tmp_path):
    frame = pd.DataFrame({"a": [np.nan, 2.0, 3.0, np.inf] * 5, "b": [1, 2, 3, 4] * 5})
    file = tmp_path / "answers.parquet"
    engine().sql(
        "SELECT CASE WHEN i % 4 = 0 THEN 'nan'::DOUBLE WHEN i % 4 = 3 THEN 'inf'::DOUBLE "
        "ELSE i % 4 + 1 END AS a, 1 + i % 4 AS b FROM range(20) t(i)"
    ).write_parquet(str(file))
    short, long = (
        covariance_tally.tally(answers, ["a", "b"], 1, 7, patterns_up_to=0)
        for answers in (frame, file)
    )
    pd.testing.assert_frame_equal(short.sums, long.sums)
    pd.testing.assert_frame_equal(short.left_out, long.left_out)


def test_a_file_of_fractions_adds_up_to_the_same_sum_every_time(tmp_path):
    file = tmp_path / "answers.parquet"
    engine().sql(
        "SELECT hash(i) / 1e17 AS a, hash(i, 1) / 3e18 AS b FROM range(600000) t(i)"
    ).write_parquet(str(file), row_group_size=20_480)
    first, *others = (covariance_tally.tally(file, ["a", "b"]).sums for _ in range(4))
    for other in others:
        pd.testing.assert_frame_equal(first, other, check_exact=True)


@pytest.mark.parametrize("name", ["^a.*$", "*", "a.b[0]: 'c'", "满意度", ""])
def test_a_column_may_have_any_name(tmp_path, name):
    frame = pd.DataFrame({"a1": range(12_000), name: 1}, dtype="int16")
    file = tmp_path / "answers[1].parquet"
    frame.to_parquet(file)
    sums = covariance_tally.tally(file, [name]).sums
    assert sums[["n", "sum"]].to_numpy().tolist() == [[12_000, 12_000]]


def test_a_file_that_is_damaged_half_way_is_refused_by_name(tmp_path):
    file = tmp_path / "answers.parquet"
    engine().sql("SELECT hash(i) AS a, i AS b FROM range(50000) t(i)").write_parquet(
        str(file), row_group_size=8192
    )
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200_000] = bytes(200_000)
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"answers\.parquet: "):
        covariance_tally.tally(file, ["a", "b"], patterns_up_to=0)


def test_the_draws_are_those_of_scipy():
    scale = np.cov(np.random.default_rng(4).normal(size=(5, 60)))
    ours = _wishart(99, scale, 50, np.random.default_rng(5))
    theirs = wishart.rvs(99, scale / 99, size=50, random_state=np.random.default_rng(5))
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_decimal_fractions_are_no_whole_numbers(tmp_path):
    file = tmp_path / "answers.parquet"
    columns = "(i % 7 / 2)::DECIMAL(9, 2) AS a, nullif(i % 3, 0)::TINYINT AS b"
    engine().sql("FROM range(20000) t(i)").project(columns).write_parquet(str(file))
    sums = covariance_tally.tally(file, ["a", "b"], missing="pairwise").sums
    expected = sum((i % 7 / 2) ** 2 for i in range(20_000))
    assert sums["product"][0] == pytest.approx(expected, rel=1e-12)
    assert sums["n"].tolist() == [20_000, 13_333, 13_333, 13_333]


def test_a_whole_that_is_the_sum_of_its_parts_is_drawn_again_too():
    """Its covariance has an eigenvalue of 0, at which Cholesky's method gives up."""
    parts = np.random.default_rng(6).normal(size=(90, 3))
    scale = np.cov(np.column_stack([parts, parts.sum(axis=1)]).T)
    drawn = _wishart(99, scale - 1e-12 * np.eye(4), 4000, np.random.default_rng(7))
    np.testing.assert_allclose(drawn.mean(axis=0), scale, atol=0.1)
    np.testing.assert_allclose(drawn[:, 3], drawn[:, :3].sum(axis=1), atol=1e-5)
