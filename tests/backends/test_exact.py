"""Numbers that double precision does not hold: decimals are numbers, long ones are not changed."""

from __future__ import annotations

from decimal import Decimal

import ibis
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cxwidgets.methods import burden, covariance_tally, ipa, moments, score_tally
from cxwidgets.methods.agreement import kendall_w
from cxwidgets.methods.file import engine

LONG = [2**60 + 1, 2**60 + 2, 2**60 + 3]


def _written(table, folder):
    pq.write_table(table, folder / "answers.parquet")
    return folder / "answers.parquet"


ROADS = {
    "pandas": lambda table, _: table.to_pandas(integer_object_nulls=True),
    "pandas by Arrow": lambda table, _: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda table, _: pl.from_arrow(table),
    "polars lazy": lambda table, _: pl.from_arrow(table).lazy(),
    "arrow": lambda table, _: table,
    "duckdb": lambda table, _: engine().from_arrow(table),
    "ibis": lambda table, _: ibis.memtable(table),
    "parquet": _written,
}
pytestmark = pytest.mark.filterwarnings("ignore::Warning:ibis")


@pytest.fixture(params=ROADS)
def road(request, tmp_path):
    """Return a function that hands an Arrow table to one engine."""
    return lambda table: ROADS[request.param](table, tmp_path)


def test_decimals_are_numbers(road):
    money = pa.array([Decimal("2.0"), Decimal("2.5"), None, Decimal("4.0")], pa.decimal128(9, 2))
    table = pa.table({"score": money, "b": [1.0, 2, 3, 4]})
    assert score_tally.tally(road(table))["score"].tolist() == [-2, -1, 2, 4]
    for kept in (0, 100):
        found = covariance_tally.tally(road(table), ["score", "b"], patterns_up_to=kept)
        assert found.means.tolist() == [8.5 / 3, 7 / 3]
        assert found.left_out["n_missing"].tolist() == [1, 0]


@pytest.mark.parametrize("kind", [pa.uint64(), pa.int64()])
def test_a_number_too_long_for_double_precision_is_counted_as_invalid(road, kind):
    table = pa.table({"a": pa.array([2**53 + 1, 2**62, None, 5], kind), "b": [1, 2, 3, 4]})
    for kept in (0, 100):
        found = covariance_tally.tally(
            road(table), ["a", "b"], 0, missing="pairwise", patterns_up_to=kept
        )
        assert found.means.tolist() == [5, 2.5]
        assert found.left_out["n_invalid"].tolist() == [2, 0]


@pytest.mark.parametrize("kind", [pa.uint64(), pa.int64(), pa.decimal128(30, 0)])
def test_long_numbers_of_people_stay_different(road, kind):
    people = [Decimal(who) if pa.types.is_decimal(kind) else who for who in LONG]
    rows = [(who, item) for who in people for item in "abc"]
    rates = np.arange(9.0) % 5
    table = pa.table(
        {
            "respondent": pa.array([who for who, _ in rows], kind),
            **{name: [item for _, item in rows] for name in ("item", "touchpoint")},
            **dict.fromkeys(("rank", "score", "importance", "performance"), rates),
            "strength": rates + 1,
            "kind": ["pain"] * 9,
            "at": [1, 2, 3] * 3,
        }
    )
    assert kendall_w(road(table)).raters == 3
    assert ipa.tally(road(table)).rows == 3
    assert [int(who) for who in moments.tally(road(table))["respondent"]] == LONG
    assert burden.tally(road(table))["respondent"].nunique() == 3
