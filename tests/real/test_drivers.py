"""Alpha, drivers, penalties and perceived quality of surveys that real people answered.

Expected figures come from the same files without this product: alpha from pandas variances (that
of PERQ also from pingouin), LMG from a regression of every subset with numpy, penalties and rewards
from statsmodels with HC3.

| data set | what is computed | expected |
|---|---|---|
| ecsi_mobi | alpha of 6 scales, 250 people; drivers and contrasts of satisfaction | `MOBI`, below |
| plspm_satisfaction | alpha of 6 scales, 250 people | `BANK` |
| cub_univer | alpha of 4 items, drivers of overall satisfaction, 2,179 people | below |
| bayesm_customersat | drivers of q1 among 9 items, 1,811 people | below |
| servqual_patients_it | SERVPERF of 5 dimensions, 235 people, perception only | `PATIENTS` |
| airline_satisfaction | drivers of satisfaction, 6 touchpoints, 124,478 complete | below |
"""

from __future__ import annotations

import zipfile

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods.drivers import drivers
from cxwidgets.methods.ipa import ipa_derived
from cxwidgets.methods.prca import prca
from cxwidgets.methods.reliability import cronbach_alpha
from cxwidgets.methods.servperf import servperf

pytestmark = pytest.mark.real

MOBI = {
    "CUEX": 0.432597,
    "CUSA": 0.770113,
    "CUSL": 0.441717,
    "IMAG": 0.714447,
    "PERQ": 0.872406,
    "PERV": 0.816695,
}
BANK = {
    "imag": 0.821855,
    "expe": 0.843145,
    "qual": 0.868518,
    "val": 0.831967,
    "sat": 0.894295,
    "loy": 0.820639,
}
# mean, low, high
PATIENTS = {
    "TANG": (3.3915, 3.264079, 3.518900),
    "REL": (3.6468, 3.505302, 3.788315),
    "CRES": (3.5191, 3.378900, 3.659398),
    "CASS": (3.6213, 3.490770, 3.751783),
    "EMPAT": (3.3872, 3.245211, 3.529258),
}


@pytest.fixture
def sets(shared_data):
    return lambda name: pd.read_csv(shared_data / name)


@pytest.mark.parametrize(
    ("file", "scales"),
    [("ecsi_mobi/mobi.csv", MOBI), ("plspm_satisfaction/satisfaction.csv", BANK)],
)
def test_alpha_of_every_scale(sets, file, scales):
    frame = sets(file)
    for scale, expected in scales.items():
        items = [c for c in frame if c.startswith(scale)]
        result = cronbach_alpha(frame, items)  # some of the bank's answers are 0
        assert result.n == 250
        assert result.raw == pytest.approx(expected, abs=5e-7)
    perq = cronbach_alpha(frame, [c for c in frame if c.startswith("PERQ")] or items)
    if file.startswith("ecsi"):  # pingouin 0.7.0: .872406, [.847, .895]
        assert (perq.low, perq.high) == pytest.approx((0.847, 0.895), abs=5e-4)


def test_mobile_phones(sets):
    frame = sets("ecsi_mobi/mobi.csv")
    result = drivers(frame, "CUSA1", ["CUEX1", "IMAG1", "PERQ1", "PERV1", "CUSCO"], 1, 10)
    assert result.r2 == pytest.approx(0.418285, abs=5e-7)
    expected = [0.040738, 0.085171, 0.218939, 0.036830, 0.036608]
    assert list(result.table["lmg"]) == pytest.approx(expected, abs=6e-7)
    assert result.table.loc[2, ["rank_low", "rank_high"]].tolist() == [1, 1], "quality is first"


def test_penalties_and_rewards_of_mobile_phones(sets):
    result = prca(sets("ecsi_mobi/mobi.csv"), "CUSA1", ["CUEX1", "PERQ1", "PERV1"], 6, 9)
    table = result.table
    pairs = [(-0.302079, 0.049062), (-0.892156, 0.948978), (-0.268862, 0.246124)]
    errors = [(0.160287, 0.177286), (0.197895, 0.152855), (0.144003, 0.215383)]
    found = table[["penalty", "reward"]].to_numpy()
    assert found == pytest.approx(np.array(pairs), abs=6e-7)
    half = table[["penalty_high", "reward_high"]].to_numpy() - found
    assert half / 1.959963984540054 == pytest.approx(np.array(errors), abs=6e-7)
    assert result.r2 == pytest.approx(0.3467651, abs=5e-8)
    assert table.loc[1, "category"] == "performance"


def test_university_guidance(sets):
    frame = sets("cub_univer/univer.csv")
    items = ["informat", "willingn", "officeho", "compete"]
    assert cronbach_alpha(frame, items, (), 1, 7).raw == pytest.approx(0.8561693, abs=5e-8)
    result = drivers(frame, "global", items, 1, 7, draws=500)
    assert (result.n, result.r2) == (2179, pytest.approx(0.778048, abs=5e-7))
    expected = [0.216818, 0.186979, 0.113538, 0.260714]
    assert list(result.table["lmg"]) == pytest.approx(expected, abs=6e-7)
    assert list(result.table["mean"]) == pytest.approx([5.5365, 5.9816, 5.2809, 5.6370], abs=5e-5)
    placed = ipa_derived(frame, "global", items, scale=(1, 7), draws=500).table
    assert placed.set_index("item").loc["officeho", "quadrant"] == "low_priority"


def test_yellow_pages(sets):
    items = [f"q{i}" for i in range(2, 11)]
    result = drivers(sets("bayesm_customersat/customerSat.csv"), "q1", items, 1, 10, draws=200)
    expected = [0.087096, 0.070392, 0.161428, 0.078723, 0.152227, 0.062763, 0.050324, 0.025698,
                0.028078]  # fmt: skip
    assert list(result.table["lmg"]) == pytest.approx(expected, abs=6e-7)
    assert result.r2 == pytest.approx(0.716729, abs=5e-7)


def test_patients(sets):
    frame = sets("servqual_patients_it/satisfaction.csv").reset_index(names="respondent")
    long = frame.melt("respondent", list(PATIENTS), "dimension", "perception")
    result = servperf(long.assign(item=long["dimension"]), low=1, high=5)
    table = result.dimensions.set_index("dimension")
    for dimension, (mean, low, high) in PATIENTS.items():
        row = table.loc[dimension, ["perception", "low", "high"]].tolist()
        assert row == pytest.approx([mean, low, high], abs=5e-5)
    # the mean of the dimensions varies over people with sd .883440
    overall = result.overall.iloc[0]
    half = 1.970154 * 0.883440 / 235**0.5  # t(234)
    assert overall["perception"] == pytest.approx(3.513191, abs=5e-7)
    assert overall["high"] == pytest.approx(3.513191 + half, abs=1e-5)


def test_airline_too_many_rows_to_draw_again(shared_data):
    items = ["Online Boarding", "In-flight Wifi Service", "Seat Comfort",
             "In-flight Entertainment", "Cleanliness", "Check-in Service"]  # fmt: skip
    packed = zipfile.ZipFile(
        shared_data / "airline_satisfaction" / "airline_passenger_satisfaction.zip"
    )
    (name,) = [n for n in packed.namelist() if n.endswith("satisfaction.csv")]
    frame = pd.read_csv(packed.open(name), usecols=[*items, "Satisfaction"])
    frame["satisfied"] = (frame["Satisfaction"] == "Satisfied") + 1
    result = drivers(frame, "satisfied", items, 1, 5, draws=300)
    assert (result.n, result.r2) == (124478, pytest.approx(0.421723, abs=5e-7))
    expected = [0.186114, 0.066901, 0.036340, 0.080168, 0.026106, 0.026095]
    assert list(result.table["lmg"]) == pytest.approx(expected, abs=6e-7)
    assert (result.table["lmg_high"] - result.table["lmg_low"] < 0.01).all()
    (note,) = [n for n in result.notes if n.key == "drivers.note.left_out"]
    assert note.params == {"n": 129880 - 124478, "all": 129880}
