"""Sums of amounts are the same to the last digit, whatever the order of rows and the engine."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods import clv_tally, purchases, rfm_tally
from cxwidgets.methods.clv import clv
from cxwidgets.methods.money import in_units

TALLIES = [clv_tally.tally, rfm_tally.tally, purchases.tally]
pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::Warning:ibis"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]


def bought(customers=60, seed=4):
    """Return purchases whose amounts double precision does not hold exactly."""
    draw = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        day, pace = int(draw.integers(0, 60)), draw.gamma(0.6, 1 / 25)
        usual = draw.gamma(6, 5)
        while day < 280:
            rows += [(customer, day, round(draw.gamma(4, usual / 4) + 0.01, 2) / k) for k in (1, 3)]
            if draw.random() < 0.15:
                break
            day += int(draw.exponential(1 / max(pace, 1e-3))) + 1
    return pd.DataFrame(rows, columns=["customer", "at", "amount"])


@pytest.mark.parametrize("tally", TALLIES)
def test_every_engine_adds_up_the_same_in_any_order(tally, backend):
    frame = bought()
    frame.loc[7, "amount"] = np.nan
    shuffled = frame.sample(frac=1, random_state=1, ignore_index=True)
    pd.testing.assert_frame_equal(
        tally(frame), tally(backend(shuffled)), check_dtype=False, check_exact=True
    )


def test_a_forecast_does_not_depend_on_the_order_of_rows():
    frame = bought(400)
    results = [clv(f, 12) for f in (frame, frame.sample(frac=1, random_state=2))]
    for name in ("total", "parameters", "customers"):
        pd.testing.assert_frame_equal(*(getattr(r, name) for r in results), check_exact=True)


@pytest.mark.parametrize("amounts", [[], [0.0], [1e15, -1e15], [1e-8, 3e-8], [1e-320], [0.1, 0.2]])
def test_amounts_of_any_size_keep_fifteen_digits(amounts):
    rows = nw.from_native(pd.DataFrame({"amount": np.array(amounts, float)})).lazy()
    units, scale = in_units(rows, "amount")
    found = units.collect().to_native()["amount"].to_numpy() / scale
    assert found == pytest.approx(amounts, rel=1e-14, abs=1e-22)
