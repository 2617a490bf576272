"""Customer lifetime value against published cases, by hand, and by its properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isnan
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gamma
from scipy.stats import beta

from cxwidgets.methods.bgnbd import BgNbd
from cxwidgets.methods.clv import clv, constant_clv, tally
from cxwidgets.methods.clv_second import second_opinion
from cxwidgets.methods.days import day
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.nbd import Nbd
from cxwidgets.methods.pareto_nbd import ParetoNbd, log_likelihood
from cxwidgets.methods.spend import GammaGamma

CDNOW = Path(__file__).with_name("cdnow.csv")
# Fader, Hardie & Lee 2005, table 2: the maximum for the CDNOW sample, unrounded.
PUBLISHED = BgNbd(0.242593, 4.413532, 0.792886, 2.425754)


@pytest.fixture(scope="module")
def cdnow():
    return clv(pd.read_csv(CDNOW, comment="#"), horizon=39)


def one(value):
    return np.array([float(value)])


@pytest.mark.parametrize(
    ("margin_multiple", "retention", "discounts"),
    [
        # Gupta & Lehmann, margin multiples at discounts of 10, 12, 14, 16 %
        ((1.20, 1.15, 1.11, 1.07), 0.6, (0.10, 0.12, 0.14, 0.16)),
        ((1.75, 1.67, 1.59, 1.52), 0.7, (0.10, 0.12, 0.14, 0.16)),
        ((2.67, 2.50, 2.35, 2.22), 0.8, (0.10, 0.12, 0.14, 0.16)),
        ((4.50, 4.09, 3.75, 3.46), 0.9, (0.10, 0.12, 0.14, 0.16)),
    ],
)
def test_the_margin_multiples_of_gupta_and_lehmann(margin_multiple, retention, discounts):
    found = [constant_clv(1, retention, d) for d in discounts]
    assert found == pytest.approx(margin_multiple, abs=0.006)


def test_a_margin_now_is_one_more():
    assert constant_clv(10, 0.8, 0.1, immediate=True) == pytest.approx(
        10 + constant_clv(10, 0.8, 0.1)
    )
    with pytest.raises(ValueError, match=r"1\.2"):
        constant_clv(1, 1.2, 0.1)
    with pytest.raises(ValueError, match="finite"):
        constant_clv(1, 1.0, 0.0)


def test_l1_the_parameters_of_the_cdnow_sample(cdnow):
    # Fader, Hardie & Lee 2005: r .243, alpha 4.414, a .793, b 2.426, LL -9582.4; gamma-gamma (Fader
    # & Hardie 2013): p 6.25, q 3.74, v 15.44. The file has days, made of hundredths of weeks.
    found = cdnow.parameters.set_index("name")["value"]
    published = {
        "r": 0.243,
        "alpha": 4.414,
        "a": 0.793,
        "b": 2.426,
        "p": 6.25,
        "q": 3.74,
        "v": 15.44,
    }
    for name, value in published.items():
        assert found[name] == pytest.approx(value, rel=2e-3), name
    assert cdnow.log_likelihood == pytest.approx(-9582.4, abs=0.04)
    assert cdnow.customers["n"].sum() == 2357
    assert cdnow.customers.loc[cdnow.customers["x"] > 0, "n"].sum() == 946


def test_l1_the_other_model_of_the_cdnow_sample(cdnow):
    # Fader, Hardie & Lee 2005, table 2: Pareto/NBD r .553, alpha 10.578, s .606, beta 11.669,
    # LL -9595.0; fitted here to days, made of hundredths of weeks.
    second = second_opinion(cdnow)
    found = dict(zip(second.parameters["name"], second.parameters["value"], strict=True))
    published = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}
    assert found == pytest.approx(published, abs=6e-4)
    table = second.table.set_index("model")
    assert table.loc["pareto_nbd", "log_likelihood"] == pytest.approx(-9595.0, abs=0.05)
    assert table.loc["bgnbd", "expected"] == cdnow.total["value"].iloc[0]
    assert not second.apart
    assert (table["low"] < table["expected"]).all()
    assert (table["expected"] < table["high"]).all()


@settings(max_examples=20, deadline=None)
@given(
    st.floats(0.2, 3), st.floats(2, 20), st.floats(0.2, 3), st.floats(2, 20), st.integers(0, 6),
    st.floats(0.05, 0.95),
)  # fmt: skip
def test_pareto_nbd_is_its_integral(r, alpha, s, beta, x, part):
    # the likelihood as it is defined, over both paces: gamma(r, alpha) and gamma(s, beta)
    age, recency = 30.0, 30.0 * part * (x > 0)
    model = ParetoNbd(r, alpha, s, beta)

    def density(leaving, of_leaving):
        # a customer who leaves at that time, integrated over the pace of buying
        seen = gamma(r + x) / gamma(r) * alpha**r / (alpha + leaving) ** (r + x)
        return seen * of_leaving

    leaves = quad(
        lambda t: density(t, s * beta**s / (beta + t) ** (s + 1)), recency, age, epsabs=1e-14
    )[0]
    stays = density(age, (beta / (beta + age)) ** s)
    likelihood = np.exp(log_likelihood(model, one(x), one(recency), one(age)))[0]
    assert likelihood == pytest.approx(leaves + stays, rel=1e-6)
    alive = model.alive(one(x), one(recency), one(age))[0]
    assert alive == pytest.approx(stays / (leaves + stays), rel=1e-6)


def test_pareto_nbd_of_leavers_at_pace_one_and_of_heavy_buyers():
    near = [ParetoNbd(1, 5, s, 7).expected(52.0) for s in (1 - 1e-7, 1, 1 + 1e-7)]
    assert near == pytest.approx([near[1]] * 3, rel=1e-5)
    heavy = ParetoNbd(0.5, 3, 0.5, 900).alive(one(5000), one(299), one(300))[0]
    assert 0 < heavy <= 1
    assert ParetoNbd(0.5, 3, 0.5, 9).alive(one(3), one(30), one(30))[0] == 1


def test_a_second_opinion_needs_somebody_to_come_again(cdnow):
    once = cdnow.customers[cdnow.customers["x"] == 0]
    assert second_opinion(replace(cdnow, customers=once)) is None


def test_l1_a_customer_of_the_sample(cdnow):
    # E[Y(39) | x = 2, t_x = 30.43, T = 38.86] = 1.226 and P(alive) = .7266
    ahead = PUBLISHED.ahead(39, one(2), one(30.43), one(38.86))[0]
    assert ahead == pytest.approx(1.226, abs=6e-4)
    alive = PUBLISHED.alive(one(2), one(30.43), one(38.86))[0]
    assert alive == pytest.approx(0.7266, abs=6e-5)
    kind = (cdnow.customers["x"] == 2) & (cdnow.customers["recency"] == 213)
    assert cdnow.customers.loc[kind & (cdnow.customers["age"] == 272), "expected"].iloc[
        0
    ] == pytest.approx(1.226, abs=2e-3)


def test_l1_a_new_customer():
    # E[X(t)] as printed by R's BTYD, but for the last: it prints 1.8576, and its formula at these
    # parameters gives 1.857973, as does the expectation of (1 - exp(-l p t)) / p over its gamma and
    # beta distributions (below). Allowed is half a unit of the fourth decimal, and what rounding
    # the parameters adds.
    times = np.array([0.1429, 1, 3, 31.8571, 32, 78])
    expected = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8580]
    assert PUBLISHED.expected(times) == pytest.approx(expected, abs=6e-5)
    r, alpha, a, b = 0.242593, 4.413532, 0.792886, 2.425754
    bought = quad(
        lambda p: (1 - (alpha / (alpha + 78 * p)) ** r) / p * beta.pdf(p, a, b), 0, 1, limit=200
    )
    assert PUBLISHED.expected(78) == pytest.approx(bought[0], abs=1e-6)
    assert bought[0] == pytest.approx(1.857973, abs=1e-6)
    # P(X(39) = 0) with the three printed decimals: (4.414 / 43.414)^.243
    assert float(BgNbd(0.243, 4.414, 0.793, 2.426).none(39)) == pytest.approx(0.5737864, abs=1e-6)


def test_frequencies_are_a_distribution_that_begins_with_none():
    found = PUBLISHED.frequencies(400, np.array([10.0, 39.0]))
    assert found.sum(axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert found[:, 0] == pytest.approx([float(PUBLISHED.none(t)) for t in (10, 39)])
    mean = (found[1] * np.arange(401)).sum()
    assert mean == pytest.approx(float(PUBLISHED.expected(39)), abs=2e-3)


def test_the_model_fits_what_was_seen(cdnow):
    # the paper's figure of the same check: 1411 customers never came again
    check = cdnow.check.set_index("x")
    assert check.loc[0, "customers"] == 1411
    assert check["expected"].sum() == pytest.approx(2357)
    assert (abs(check["customers"] - check["expected"]) < 25).all()


def test_totals_lie_in_their_limits_and_discounting_lowers_them(cdnow):
    total = cdnow.total.set_index("name")
    assert (total["low"] < total["value"]).all()
    assert (total["value"] < total["high"]).all()
    kept = (cdnow.customers["n"] * cdnow.customers["expected"]).sum()
    assert total.loc["expected", "value"] == pytest.approx(kept)
    later = clv(pd.read_csv(CDNOW, comment="#"), horizon=39, discount=0.01, margin=0.5)
    half = later.total.set_index("name").loc["value", "value"]
    assert half < 0.5 * total.loc["value", "value"]


def test_spending_moves_towards_the_mean_of_all():
    model = GammaGamma(6.25, 3.74, 15.44)
    everybody = 6.25 * 15.44 / 2.74
    once, often = model.expected(one(1), one(100)), model.expected(one(20), one(100))
    assert everybody < once < often < 100
    assert model.expected(one(0), one(0)) == pytest.approx(everybody)


SHOP = [
    ("ann", date(2025, 1, 1), 10), ("ann", date(2025, 1, 1), 5), ("ann", date(2025, 3, 1), 20),
    ("ann", date(2025, 3, 5), 30), ("bob", date(2025, 2, 1), 8), ("eve", date(2025, 3, 5), 9),
]  # fmt: skip


def shop(rows):
    frame = pd.DataFrame(rows, columns=["customer", "at", "amount"])
    return frame.assign(at=pd.to_datetime(frame["at"]))


def test_purchases_become_kinds_of_customers():
    # two purchases on one day are one; 2025 is no leap year: 1 January to 5 March is 63 days
    found = tally(shop(SHOP))
    assert found[["x", "recency", "age", "n"]].to_numpy().tolist() == [
        [0, 0, 0, 1], [0, 0, 32, 1], [2, 63, 63, 1],
    ]  # fmt: skip
    assert found["mean"].iloc[2] == 25
    assert found["mean"].iloc[:2].isna().all()
    assert "mean" not in tally(shop(SHOP).drop(columns="amount"))


def test_a_purchase_without_an_amount_is_none_for_nothing():
    # amounts 10, 20 and a blank: one priced repeat purchase of 20, not two of 10
    days = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1))
    rows = [("ann", day_, amount) for day_, amount in zip(days, (10, 20, None), strict=True)]
    polars = pl.DataFrame(rows, ["customer", "at", "amount"], orient="row")
    for frame in (shop(rows), polars, duckdb.connect().from_df(shop(rows))):
        found = tally(frame)
        assert found["priced"].dtype == "int64"
        assert found[["x", "priced", "mean"]].to_numpy().tolist() == [[2, 1, 20]]
    # of two amounts of one day one is missing: what the day came to is not known
    half = tally(shop([*rows[:2], ("ann", days[1], None)]))
    assert half["priced"].tolist() == [0]
    assert half["mean"].isna().all()


def test_blank_amounts_leave_spending_alone(cdnow):
    # a fifth of the customers lose their amounts at random: spending hardly moves, and it is told
    counts = pd.read_csv(CDNOW, comment="#")
    blank = np.random.default_rng(4).random(len(counts)) < 0.2
    result = clv(counts.assign(mean=counts["mean"].mask(blank)), horizon=39)
    everybody, fewer = (
        float(p * v / (q - 1))
        for p, q, v in (
            r.parameters.set_index("name")["value"][["p", "q", "v"]] for r in (cdnow, result)
        )
    )
    assert fewer == pytest.approx(everybody, rel=0.05)
    told = {n.key: dict(n.params) for n in result.notes}["clv.note.unpriced"]
    assert told == {"n": int((counts["x"] * counts["n"])[blank].sum())}
    row = result.customers[(result.customers["x"] > 0) & blank].iloc[0]
    assert row["spend"] == pytest.approx(fewer), "nothing known of it: what everybody spends"


def test_purchases_without_customer_or_date_are_counted():
    found = tally(shop([*SHOP, (None, date(2025, 1, 1), 4)]))
    assert found.loc[found["x"] == -1, "n"].tolist() == [1]
    with pytest.raises(ValueError, match="'much'"):
        tally(shop(SHOP).assign(amount="much"))
    with pytest.raises(ValueError, match="do not determine"):
        clv(shop(SHOP))
    with pytest.raises(ValueError, match="0"):
        clv(shop(SHOP), horizon=0)


def test_without_amounts_there_is_no_value(cdnow):
    counts = pd.read_csv(CDNOW, comment="#").drop(columns="mean")
    result = clv(counts, horizon=10)
    assert list(result.parameters["name"]) == ["r", "alpha", "a", "b"]
    assert isnan(result.total.set_index("name").loc["value", "value"])


@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=1, max_size=30))
def test_days_are_counted_as_the_calendar_does(dates):
    frame = pd.DataFrame({"at": pd.to_datetime(dates)})
    lazy = lazily(pl.DataFrame({"at": dates}), ["at"])
    found = collected(lazy.select(day(lazy, "at")))["at"].to_numpy()
    expected = np.array([d.toordinal() for d in dates])
    assert (found - found[0] == expected - expected[0]).all()
    lazy = lazily(frame, ["at"])
    assert (collected(lazy.select(day(lazy, "at")))["at"].to_numpy() == found).all()


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 40), st.integers(1, 9)), min_size=1, max_size=40
    )
)
def test_everybody_is_counted_once_and_parts_add_up(rows):
    frame = pd.DataFrame(rows, columns=["customer", "at", "amount"])
    whole = tally(frame, until=40)
    assert whole["n"].sum() == frame["customer"].nunique()
    assert (whole["recency"] <= whole["age"]).all()
    parts = [tally(frame[frame["customer"] % 2 == odd], until=40) for odd in (0, 1)]
    keys = ["x", "recency", "age", "mean"]
    merged = pd.concat(parts).groupby(keys, dropna=False, as_index=False)["n"].sum()
    again = whole.groupby(keys, dropna=False, as_index=False)["n"].sum()
    pd.testing.assert_frame_equal(merged, again, check_dtype=False)
    polars = tally(pl.DataFrame(frame.to_dict("list")).lazy(), until=40)
    pd.testing.assert_frame_equal(polars, whole, check_dtype=False)


def test_where_nobody_leaves_the_model_has_two_parameters_and_says_so():
    # everybody buys at a pace of their own until the last day
    start, random = date(2025, 1, 1), np.random.default_rng(7)
    rows = [
        (who, start + timedelta(days=int(at)), 10)
        for who, pace in enumerate(random.gamma(2, 0.03, 300))
        for at in np.cumsum([random.integers(0, 60), *random.exponential(1 / pace, 60)])
        if at < 300
    ]
    result = clv(shop(rows), horizon=10)
    assert list(result.parameters["name"]) == ["r", "alpha"]
    # everybody always spends 10, so there is no distribution of amounts to find either
    keys = ["clv.note.nobody_leaves", "clv.note.as_before", "clv.note.no_spending"]
    assert [note.key for note in result.notes] == keys
    assert (result.customers["alive"] == 1).all()
    people = result.customers["n"].sum()
    assert result.check["expected"].sum() == pytest.approx(people)


def test_nbd_by_hand():
    # r = 1: a geometric distribution, P(0) = alpha / (alpha + t); E[Y(t)] = (r + x) t / (alpha + T)
    model = Nbd(1.0, 2.0)
    chances = model.frequencies(3, np.array([2.0]))[0]
    assert chances.tolist() == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 16])
    assert model.ahead(4, one(3), one(1), one(6))[0] == 2
    assert model.alive(one(0), one(0), one(9))[0] == 1


def test_another_order_of_the_purchases_is_the_same_forecast():
    random = np.random.default_rng(5)
    bought = pd.DataFrame(
        {
            "customer": random.integers(0, 60, 400),
            "at": pd.Timestamp("2026-01-01") + pd.to_timedelta(random.integers(0, 300, 400), "D"),
            "amount": random.integers(100, 9_999, 400) / 100,
        }
    )
    pd.testing.assert_frame_equal(tally(bought), tally(bought.sample(frac=1, random_state=1)))
