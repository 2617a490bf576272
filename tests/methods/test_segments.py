"""Groups of customers: RFM, style and personas against published cases and by their properties."""

from __future__ import annotations

from datetime import date
from math import isnan, nan
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.clusters import agreement, silhouette
from cxwidgets.methods.patterns import tally as patterns
from cxwidgets.methods.personas import choices, personas
from cxwidgets.methods.rfm import GROUPS, rfm
from cxwidgets.methods.rfm import tally as rfm_tally
from cxwidgets.methods.style import ITEMS, STYLES, style
from cxwidgets.methods.style import tally as style_tally

SIZES = ["sepalLength", "sepalWidth", "petalLength", "petalWidth"]


@pytest.fixture(scope="module")
def iris():
    return pd.read_csv(Path(__file__).with_name("iris.csv"), comment="#")


def test_g1_the_irises(iris):
    # scikit-learn, raw scale, k = 3: silhouette .5528, inertia 78.8514, ARI .7302, sizes 38/50/62
    result = personas(iris, 3, SIZES, standardised=False, draws=5)
    assert result.silhouette == pytest.approx(0.5528, abs=1e-3)
    assert result.inertia == pytest.approx(78.8514, abs=1e-3)
    assert result.table["n"].tolist() == [62, 50, 38]
    labels = iris.merge(result.patterns, on=SIZES)
    species = pd.factorize(labels["species"])[0]
    found = agreement(labels["persona"].to_numpy() - 1, species, np.ones(150, dtype=int))
    assert found == pytest.approx(0.7302, abs=1e-3)


def test_groups_that_are_there_come_back_and_a_crowd_does_not(iris):
    clear = personas(iris, 2, SIZES, draws=8)
    assert clear.stability > 0.95
    assert [n.key for n in clear.notes] == ["personas.note.profile"]
    crowd = pd.DataFrame(np.random.default_rng(4).integers(1, 6, (120, 6)), columns=list("abcdef"))
    vague = personas(crowd, 4, draws=8)
    assert vague.stability < 0.75
    assert vague.notes[0].key == "personas.note.unstable"
    table = choices(iris, 3, SIZES, draws=4)
    assert table["k"].tolist() == [2, 3]
    assert table["silhouette"].idxmax() == 0


def test_profiles_print_mean_and_spread(iris):
    result = personas(iris, 3, SIZES, standardised=False, draws=0)
    row = result.profiles.set_index(["persona", "item"]).loc[(2, "petalLength")]
    setosa = iris.loc[iris["species"] == "setosa", "petalLength"]
    assert row["mean"] == pytest.approx(setosa.mean())
    assert row["sd"] == pytest.approx(setosa.std())
    assert row["low"] < row["mean"] < row["high"]
    assert isnan(result.stability)


def test_who_left_an_item_out_is_counted_and_wrong_k_is_named():
    frame = pd.DataFrame({"a": [1, 2, 3, None], "b": [1, 2, 3, 4]})
    result = personas(frame, 2, draws=2)
    assert result.table["n"].sum() == 3
    assert "personas.note.left_out" in [n.key for n in result.notes]
    for k in (1, 4):
        with pytest.raises(ValueError, match=f"k is {k}"):
            personas(frame, k)
    with pytest.raises(ValueError, match="no column of numbers"):
        patterns(pd.DataFrame({"respondent": [1], "name": ["a"]}))
    with pytest.raises(ValueError, match="'n'"):
        patterns(pd.DataFrame({"n": [1]}))


def test_agreement_and_silhouette_by_hand():
    ones = np.ones(4, dtype=int)
    assert agreement(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]), ones) == 1
    assert agreement(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), ones) == pytest.approx(-0.5)
    points = np.array([[0.0], [0.0], [9.0], [9.0]])
    random = np.random.default_rng(1)
    assert silhouette(points, np.array([0, 0, 1, 1]), ones, random) == 1
    # the first three: own 1.5, next 9, 8 ...; a point alone counts 0 (Rousseeuw 1987)
    uneven = np.array([[0.0], [1.0], [10.0]])
    found = silhouette(uneven, np.array([0, 0, 1]), np.ones(3, dtype=int), random)
    assert found == pytest.approx((0.9 + 8 / 9 + 0) / 3)


def persona_answers(**scores):
    rows = [
        ("x", f"{kind}_{i}", value)
        for kind, values in scores.items()
        for i, value in enumerate(values, start=1)
    ]
    return pd.DataFrame(rows, columns=["respondent", "item", "score"])


def test_st1_a_lead_of_a_third_is_no_style():
    # methods reference ST1: means 4.333, 3, 2, 4: the lead .333 is below .5, so mixed
    given_ = {"dominant": (4, 4, 5), "expressive": (3, 3, 3), "patient": (2, 2, 2)}
    mixed = style(persona_answers(**given_, precise=(4, 4, 4))).people.iloc[0]
    assert [mixed[kind] for kind in STYLES] == pytest.approx([13 / 3, 3, 2, 4])
    assert (mixed["style"], mixed["lead"]) == ("mixed", pytest.approx(1 / 3))
    clear = style(persona_answers(**given_, precise=(3, 3, 3))).people.iloc[0]
    assert clear["style"] == "dominant"


def test_one_answer_of_three_may_be_missing_two_may_not():
    full = {"dominant": (5, 5), "expressive": (1, 1, 1), "patient": (1, 1, 1), "precise": (1, 1, 1)}
    assert style(persona_answers(**full)).people.loc[0, "style"] == "dominant"
    result = style(persona_answers(**full | {"dominant": (5,)}))
    assert result.incomplete == 1
    assert result.table["n"].sum() == 0
    assert result.notes[-1].key == "style.note.incomplete"


def test_a_small_room_is_told_by_the_number_who_have_a_style():
    full = {kind: (5 if kind == "patient" else 1,) * 3 for kind in STYLES}
    one = persona_answers(**full)
    room = pd.concat([one.assign(respondent=i) for i in range(29)])
    short = persona_answers(dominant=(1,)).assign(respondent=99)
    result = style(pd.concat([room, short]))
    assert {n.key: n.params.get("n") for n in result.notes}["panel.small_n"] == 29
    more = style(pd.concat([room, one.assign(respondent=30)]))
    assert "panel.small_n" not in [n.key for n in more.notes]
    assert "panel.small_n" not in [n.key for n in style(short).notes]


def test_the_ethics_are_always_said_first():
    result = style(persona_answers(dominant=(1, 1, 1)))
    assert result.notes[0].key == "style.note.ethics"
    assert result.notes[0].tone == "warn"
    with pytest.raises(ValueError, match="'tiger'"):
        style(pd.DataFrame({"respondent": ["x"], "item": ["tiger"], "score": [1]}))


said = st.lists(
    st.tuples(
        st.integers(1, 5), st.sampled_from(sorted(ITEMS)), st.sampled_from([1, 2, 3, 4, 5, 9, None])
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda row: row[:2],
)


@given(said)
def test_everybody_has_one_style_or_none(rows):
    frame = pd.DataFrame(rows, columns=["respondent", "item", "score"]).astype({"score": float})
    result = style(frame)
    assert result.table["n"].sum() + result.incomplete == frame["respondent"].nunique()
    means = result.people[list(STYLES)].to_numpy()
    assert ((means >= 1) & (means <= 5) | np.isnan(means)).all()
    half = frame["respondent"] % 2 == 0
    parts = pd.concat([style_tally(frame[half]), style_tally(frame[~half])])
    pd.testing.assert_frame_equal(style(parts).table, result.table)


SHOP = [
    ("ann", date(2025, 3, 1), 10), ("ann", date(2025, 3, 1), 5), ("ann", date(2025, 3, 5), 20),
    ("bob", date(2025, 2, 1), 8), ("eve", date(2025, 3, 5), 9), ("joe", date(2025, 2, 1), 8),
]  # fmt: skip


def shop(rows):
    frame = pd.DataFrame(rows, columns=["customer", "at", "amount"])
    return frame.assign(at=pd.to_datetime(frame["at"]))


def test_equal_customers_have_equal_scores():
    found = rfm(shop(SHOP)).customers
    assert found[["recency", "frequency", "amount", "n"]].to_numpy().tolist() == [
        [0, 1, 9, 1], [0, 2, 35, 1], [32, 1, 8, 2],
    ]  # fmt: skip
    # two of four are strictly worse than the two latest: rank 2/3, score 1 + floor(10/3)
    assert found["r"].tolist() == [4, 4, 1]
    assert found["f"].tolist() == [1, 5, 1]
    assert found["segment"].tolist() == ["promising", "champions", "sleeping"]


def test_shares_of_customers_and_of_spending():
    table = rfm(shop(SHOP)).table.set_index("segment")
    assert table["n"].sum() == 4
    assert table.loc["champions", "amount_share"] == pytest.approx(35 / 60)
    assert table["amount_share"].sum() == pytest.approx(1)
    assert isnan(table.loc["loyal", "amount"])
    lost = rfm(shop([*SHOP, (None, date(2025, 1, 1), 4)]))
    assert lost.table["n"].sum() == 4
    assert "clv.note.lost" in [n.key for n in lost.notes]
    with pytest.raises(ValueError, match="0"):
        rfm(shop(SHOP), draws=0)
    assert rfm(shop([])).table["n"].sum() == 0


def test_a_purchase_without_an_amount_is_no_purchase_for_nothing():
    rows = [("ann", date(2025, 3, 1), 10), ("ann", date(2025, 3, 2), None),
            ("bob", date(2025, 3, 2), None), ("eve", date(2025, 3, 2), 30)]  # fmt: skip
    for frame in (shop(rows), pl.DataFrame(rows, ["customer", "at", "amount"], orient="row")):
        result = rfm(frame)
        found = result.customers.sort_values(["frequency", "amount"], ignore_index=True)
        assert found["amount"].tolist() == pytest.approx([30, nan, 10], nan_ok=True)
        assert found["unpriced"].tolist() == [0, 1, 1]
        # m among the two who paid: rank 0 and 1
        assert found["m"].tolist() == pytest.approx([5, nan, 1], nan_ok=True)
        # promising, bob and eve: mean spending is eve's, where blanks as 0 would say 15
        group = result.table.set_index("segment").loc[found["segment"][0]]
        assert (group["n"], group["amount"]) == (2, 30)
        assert {n.key: dict(n.params) for n in result.notes}["rfm.note.unpriced"] == {"n": 2}
    without = rfm(shop(rows).drop(columns="amount"))
    assert without.table["amount"].isna().all()
    assert "rfm.note.unpriced" not in {n.key for n in without.notes}


buys = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 30), st.integers(1, 9)), min_size=1, max_size=50
)


@given(buys, st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_order_and_lie_from_1_to_5(rows, random):
    frame = pd.DataFrame(rows, columns=["customer", "at", "amount"])
    mixed = pd.DataFrame(random.sample(rows, len(rows)), columns=frame.columns)
    result = rfm(frame, draws=3)
    pd.testing.assert_frame_equal(result.customers, rfm(mixed, draws=3).customers)
    assert result.customers[["r", "f", "m"]].isin(range(1, 6)).all(axis=None)
    assert result.table["n"].sum() == frame["customer"].nunique()
    assert set(result.table["segment"]) == set(GROUPS)
    steady = result.table["stable"].dropna()
    assert steady.between(0, 1).all()


@given(buys)
def test_rfm_tallies_add_up_and_polars_agrees(rows):
    frame = pd.DataFrame(rows, columns=["customer", "at", "amount"])
    odd = frame["customer"] % 2 == 1
    parts = pd.concat([rfm_tally(frame[odd], until=30), rfm_tally(frame[~odd], until=30)])
    keys = ["recency", "frequency", "amount", "unpriced"]
    merged = parts.groupby(keys, as_index=False)["n"].sum()
    whole = rfm_tally(frame, until=30)
    pd.testing.assert_frame_equal(merged, whole, check_dtype=False)
    polars = rfm_tally(pl.DataFrame(frame.to_dict("list")).lazy(), until=30)
    pd.testing.assert_frame_equal(polars, whole, check_dtype=False)


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("us")])
def test_dates_that_pandas_keeps_in_arrow_are_dates(kind):
    bought = pd.DataFrame({"customer": list("aabc"), "at": pd.to_datetime(["2024-02-29"] * 4)})
    bought["at"] += pd.to_timedelta([0, 366, 1, 2], unit="D")
    arrow = bought.assign(at=bought["at"].astype(pd.ArrowDtype(kind)))
    pd.testing.assert_frame_equal(rfm(arrow).customers, rfm(bought).customers)


def test_a_column_n_of_respondents_is_no_count():
    draw = np.random.default_rng(1)
    columns = {"respondent": range(40), "a": draw.integers(1, 6, 40), "n": draw.integers(1, 6, 40)}
    answers = pd.DataFrame(columns)
    assert personas(answers, 2, ["a"]).table["n"].sum() == 40
    with pytest.raises(ValueError, match="a column is called 'n'"):
        personas(answers, 2, ["a", "n"])
    with pytest.raises(ValueError, match="a column is called 'n'"):
        personas(answers.drop(columns="respondent"), 2, ["a", "n"])


def test_a_tally_may_be_asked_for_some_of_its_items():
    draw = np.random.default_rng(2)
    answers = pd.DataFrame(draw.integers(1, 6, (60, 2)), columns=["a", "b"])
    some = personas(patterns(answers), 2, ["a"])
    pd.testing.assert_frame_equal(some.table, personas(answers, 2, ["a"]).table)
