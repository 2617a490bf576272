"""Loyalty, retention and purchases on sets that real people left behind.

Expected figures were computed from the same files with plain pandas, survival with statsmodels,
without this product.

| data set | what is computed | expected |
|---|---|---|
| telco_churn_ibm | survival of 7,043 customers by contract, log-rank test | `SURVIVAL` |
| online_retail_uci | 397,884 purchases: repeats, ages, cohorts, spending, a forecast | below |
| ecsi_mobi | four types of 250 phone customers, loyal share by satisfaction | `MOBI` |
"""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets.methods.clv import clv
from cxwidgets.methods.clv_tally import tally
from cxwidgets.methods.cohorts import cohorts
from cxwidgets.methods.loyalty import Cuts, loyalty_types, satisfaction_loyalty
from cxwidgets.methods.retention import at, kaplan_meier
from cxwidgets.methods.rfm import rfm

pytestmark = pytest.mark.real

# contract, months, share still customers, Greenwood error
SURVIVAL = [
    ("Month-to-month", 12, 0.703097, 0.007919),
    ("Month-to-month", 24, 0.585915, 0.009245),
    ("Month-to-month", 60, 0.297158, 0.014327),
    ("One year", 12, 0.990808, 0.002539),
    ("One year", 60, 0.831826, 0.014812),
    ("Two year", 60, 0.986200, 0.003344),
]
# satisfaction (overall, 1-10): people, of whom would recommend with 8 or more
MOBI = {4: (1, 0), 5: (8, 1), 6: (15, 3), 7: (50, 19), 8: (109, 73), 9: (29, 25), 10: (38, 36)}


@pytest.fixture(scope="module")
def telco(shared_data):
    frame = pd.read_csv(shared_data / "telco_churn_ibm" / "Telco-Customer-Churn.csv")
    left = frame["Churn"].eq("Yes").astype(int)
    return frame.assign(churned=left, segment=frame["Contract"])


@pytest.fixture(scope="module")
def purchases(shared_data):
    file = shared_data / "online_retail_uci" / "online_retail.csv.gz"
    frame = pd.read_csv(file, parse_dates=["InvoiceDate"])
    kept = frame["CustomerID"].notna() & ~frame["InvoiceNo"].astype(str).str.startswith("C")
    kept &= (frame["Quantity"] > 0) & (frame["UnitPrice"] > 0)
    rows = frame[kept]
    return pd.DataFrame(
        {
            "customer": rows["CustomerID"],
            "at": rows["InvoiceDate"],
            "amount": rows["Quantity"] * rows["UnitPrice"],
        }
    )


def test_phone_customers_by_contract(telco):
    result = kaplan_meier(telco)
    assert result.segments.set_index("segment")["n"].to_dict() == {
        "Month-to-month": 3875,
        "One year": 1473,
        "Two year": 1695,
    }
    for contract, months, share, error in SURVIVAL:
        curve = result.table[result.table["segment"] == contract]
        last = curve[curve["time"] <= months].iloc[-1]
        assert last["survival"] == pytest.approx(share, abs=1e-6), (contract, months)
        assert last["se"] == pytest.approx(error, abs=1e-6), (contract, months)
    assert result.chi2 == pytest.approx(2352.8725, abs=5e-4)


def test_all_phone_customers_together(telco):
    result = kaplan_meier(telco.drop(columns="segment"))
    assert result.segments.loc[0, "left"] == 1869  # 26.537 % of 7,043
    for months, share in ((1, 0.945961), (12, 0.843200), (24, 0.788736), (72, 0.592790)):
        assert at(result, months)["survival"].iloc[0] == pytest.approx(share, abs=1e-6)


def test_a_web_shops_purchases_become_kinds_of_customers(purchases):
    assert len(purchases) == 397_884
    found = tally(purchases)
    n = found["n"]
    assert n.sum() == 4338
    assert n[found["x"] > 0].sum() == 2790
    assert (found["x"] * n).sum() == 12_425
    assert found["x"].max() == 131
    assert (found["age"] * n).sum() / n.sum() == pytest.approx(222.831028, abs=1e-6)
    assert (found["recency"] * n).sum() / n.sum() == pytest.approx(130.771554, abs=1e-6)


def test_a_web_shops_first_cohorts(purchases):
    result = cohorts(purchases).table
    first = result["cohort"].min()
    counts = {
        months: result.loc[result["cohort"] == first + months, "active"].tolist()[:4]
        for months in (0, 1, 2)
    }
    assert counts == {
        0: [885, 324, 286, 340],
        1: [417, 92, 111, 96],
        2: [380, 71, 71, 108],
    }


def test_a_web_shops_groups_hold_all_customers_and_all_spending(purchases):
    result = rfm(purchases, draws=10)
    assert result.table["n"].sum() == 4338
    spent = (result.customers["amount"] * result.customers["n"]).sum()
    assert spent == pytest.approx(8_911_407.904)
    assert (result.table["stable"] > 0.9).all()  # with thousands of customers borders hold still


def test_a_web_shops_future_is_forecast_from_three_quarters_of_its_year(purchases):
    end = purchases["at"].max()
    known = purchases[purchases["at"] < end - pd.Timedelta(days=91)]
    later = purchases[purchases["at"] >= end - pd.Timedelta(days=91)]
    days = later.assign(at=later["at"].dt.normalize()).drop_duplicates(["customer", "at"])
    happened = int(days["customer"].isin(known["customer"].unique()).sum())
    result = clv(known.drop(columns="amount"), horizon=13)
    # nothing in nine months tells whether anybody left (a runs to 0 in BG/NBD), and it is said
    assert list(result.parameters["name"]) == ["r", "alpha"]
    assert result.notes[0].key == "clv.note.nobody_leaves"
    forecast = result.total.set_index("name").loc["expected", "value"]
    # the last quarter holds Christmas, of which the model knows nothing
    assert 0.5 * happened < forecast < 1.5 * happened


def test_four_types_of_phone_customers(shared_data):
    frame = pd.read_csv(shared_data / "ecsi_mobi" / "mobi.csv")
    answers = pd.DataFrame({"satisfaction": frame["CUSA1"], "loyalty": frame["CUSL3"]})
    cuts = Cuts(satisfaction=(1, 10), satisfied=8, loyalty=(1, 10), loyal=8)
    table = loyalty_types(answers, cuts).table.set_index("cell")
    assert table["n"].to_dict() == {
        "loyalist": 134,
        "mercenary": 42,
        "hostage": 23,
        "defector": 51,
    }
    curve = satisfaction_loyalty(answers, cuts).table.set_index("satisfaction")
    found = {step: (row["n"], row["loyal"]) for step, row in curve.iterrows() if row["n"]}
    assert found == MOBI
