"""Moments in order of time in every engine; texts that are no dates are refused, not sorted."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from cxwidgets.methods.peak_end import peak_end

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::Warning:ibis"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:dask"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]


def journey(*at):
    """Return one journey whose last moment is the best."""
    scores = range(1, len(at) + 1)
    return pd.DataFrame({"respondent": ["p"] * len(at), "at": at, "score": scores})


@pytest.mark.parametrize(
    "at",
    [
        ("2024-05-09", "2024-05-10", "2024-12-01"),
        ("2024-05-09T08:00:00", "2024-05-09T09:30:00.5", "2024-05-09T10:00:00"),
        ("2024-05-09 08:00", "2024-05-09 09:30", "2024-05-10 07:15"),
        tuple(pd.to_datetime(["2024-05-09 08:00", "2024-05-09 09:30", "2024-05-10 07:15"])),
    ],
)
def test_times_and_dates_written_as_iso_has_them_are_in_order(at, backend):
    for given in (journey(*at), backend(journey(*at))):
        table = peak_end(given).table
        assert table["end"].tolist() == [3]
        assert table["duration"].tolist() == [_minutes(at)]


def _minutes(at):
    return (pd.Timestamp(at[-1]) - pd.Timestamp(at[0])).total_seconds() / 60


def test_texts_that_pandas_keeps_in_arrow_are_in_order_too():
    given = journey("2024-05-09", "2024-05-10", "2024-12-01")
    in_arrow = given.convert_dtypes(dtype_backend="pyarrow")
    found, expected = peak_end(in_arrow).table, peak_end(given).table
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@pytest.mark.parametrize(
    ("at", "named"),
    [
        (("step 2", "step 10"), "step 10"),
        (("2024-05-09", "10 May 2024"), "10 May 2024"),
        (("2024-13-01", "2024-12-01"), "2024-13-01"),
    ],
)
def test_other_texts_are_named(at, named, backend):
    for given in (journey(*at), backend(journey(*at))):
        with pytest.raises(ValueError, match=f"'at' holds {named!r}; texts are sorted as dates"):
            peak_end(given)


@pytest.mark.parametrize(
    "at",
    [
        ("2", "10"),  # the first in order of texts is the last of the journey
        ("2024-05-09T08:00:00+02:00", "2024-05-09T08:30:00+01:00"),
        ("2024-05-09T08:00:00.5Z", "2024-05-09T08:00:00Z"),
        ("2024-05-09T08:00", "2024-05-09 08:30"),
        pd.Categorical(["late", "early"]),
    ],
)
def test_texts_whose_order_is_not_that_of_times_are_refused(at):
    with pytest.raises(ValueError, match="texts are sorted as dates"):
        peak_end(journey(*at))


@pytest.mark.parametrize(
    ("at", "named"),
    [
        ((1, "b"), "'b' beside 1"),
        ((pd.Timestamp("2024-05-09").date(), pd.Timestamp("2024-05-10")), "beside datetime.date("),
        ((True, None), "holds True; make all of them"),
    ],
)
def test_values_of_two_kinds_are_named(at, named):
    with pytest.raises(ValueError, match=re.escape(named)):
        peak_end(journey(*at))


def test_days_as_python_has_them_are_in_order():
    days = [day.date() for day in pd.to_datetime(["2024-05-09", "2024-05-10"])]
    assert peak_end(journey(*days)).table["end"].tolist() == [2]
