"""Days from dates in whatever form a table keeps them; what is none is named."""

from __future__ import annotations

import os
import subprocess
import sys

import dask.dataframe as dd
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from cxwidgets.methods import clv_tally, cohorts, purchases, rfm_tally

TALLIES = [clv_tally.tally, rfm_tally.tally, cohorts.tally, purchases.tally]


def bought(**columns):
    """Return purchases of a year, with some columns changed."""
    draw = np.random.default_rng(1)
    days = pd.Timestamp("2024-01-15") + pd.to_timedelta(draw.integers(0, 365, 200), "D")
    frame = pd.DataFrame({"customer": draw.integers(1, 30, 200), "at": days, "amount": 2.5})
    return frame.assign(**columns)


def in_arrow(frame):
    return pa.Table.from_pandas(frame).to_pandas(types_mapper=pd.ArrowDtype)


def in_zone(frame):
    return frame.assign(at=(frame["at"] + pd.Timedelta("30min")).dt.tz_localize("Asia/Shanghai"))


FORMS = {
    "times in Arrow": in_arrow,
    "days in Arrow": lambda frame: in_arrow(frame.assign(at=frame["at"].dt.date)),
    "times with a zone in Arrow": lambda frame: in_arrow(
        frame.assign(at=frame["at"].dt.tz_localize("Europe/Paris"))
    ),
    "an Arrow table with a zone": lambda frame: pa.Table.from_pandas(in_zone(frame)),
    "Polars with a zone": lambda frame: pl.from_pandas(in_zone(frame)),
    "days of Python": lambda frame: frame.assign(at=frame["at"].dt.date),
    "times of Python": lambda frame: frame.assign(
        at=pd.Series(list(frame["at"].dt.to_pydatetime()), dtype=object)
    ),
    "Dask in Arrow": lambda frame: dd.from_pandas(in_arrow(frame), npartitions=2),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:dask")
@pytest.mark.parametrize("tally", TALLIES)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_days_in_every_form(form, tally):
    frame = bought()
    found = tally(FORMS[form](frame))
    pd.testing.assert_frame_equal(found, tally(frame), check_dtype=False)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_days_in_a_file_do_not_depend_on_where_the_machine_stands(zone, tmp_path):
    """DuckDB counted them in the zone of the machine: the same file, other months."""
    file = tmp_path / "bought.csv"
    file.write_text("customer,at\n1,2024-01-31T20:00:00+00:00\n2,2024-02-01T02:00:00+00:00\n")
    code = (
        "import sys; from cxwidgets.methods.cohorts import tally; print(*tally(sys.argv[1])['at'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(2024 * 12), str(2024 * 12 + 1)]


@pytest.mark.parametrize("tally", TALLIES)
def test_a_day_of_python_may_be_missing(tally):
    frame = bought()
    frame.loc[3, "at"] = pd.NaT
    days = [None if pd.isna(at) else at.date() for at in frame["at"]]
    found = tally(frame.assign(at=pd.Series(days, dtype=object)))
    pd.testing.assert_frame_equal(found, tally(frame), check_dtype=False)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [("1 May", "'1 May'"), (True, "True"), (["1 May", *[pd.Timestamp(0).date()] * 199], "'1 May'")],
)
def test_what_is_no_date_is_named_with_the_remedy(wrong, named):
    frame = bought(at=wrong)
    for tally in TALLIES:
        with pytest.raises(ValueError, match=f"'at' must hold dates; it holds {named}: make it"):
            tally(frame)
