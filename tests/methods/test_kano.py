"""Kano against every published case, by hand, and by its properties."""
# ruff: noqa: E501 - published tables keep one row a line

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.kano import analyse, kano, kano_from_categories, tally
from cxwidgets.methods.kano_settled import ellipse, n_needed
from cxwidgets.methods.kano_table import CATEGORIES, EVALUATION, winner

# Reppel, Doing Research Online: the Kano model; 358 respondents. Rows functional, columns dysfunctional.
REPPEL = {
    "F6": [[13, 21, 32, 38, 19], [11, 10, 20, 9, 3], [9, 31, 70, 10, 4], [10, 11, 9, 7, 2], [10, 7, 1, 1, 0]],
    "F7": [[12, 10, 13, 47, 121], [3, 6, 9, 32, 57], [2, 5, 19, 7, 2], [2, 3, 2, 4, 0], [0, 1, 1, 0, 0]],
    "F8": [[14, 15, 24, 39, 122], [1, 7, 10, 23, 63], [1, 4, 15, 3, 1], [2, 4, 3, 2, 2], [0, 2, 1, 0, 0]],
    "F9": [[11, 12, 27, 106, 76], [3, 6, 13, 28, 20], [4, 5, 19, 3, 4], [1, 4, 6, 1, 1], [0, 1, 1, 2, 4]],
    "F10": [[12, 8, 5, 5, 174], [3, 8, 4, 5, 79], [2, 9, 19, 1, 10], [1, 1, 3, 2, 1], [0, 0, 1, 0, 5]],
    "F11": [[16, 5, 21, 62, 90], [8, 7, 19, 29, 27], [1, 4, 32, 14, 5], [0, 3, 4, 2, 0], [2, 1, 2, 1, 3]],
}  # fmt: skip
# The table the study prints (Pouliot's evaluation, Blauth's rule): A O M I R Q, class, Better, Worse.
REPPEL_PRINTED = {
    "F6": ((91, 19, 9, 160, 49, 30), "I", 0.3942652, -0.1003584),
    "F7": ((70, 121, 59, 77, 9, 22), "O", 0.5840979, -0.5504587),
    "F8": ((78, 122, 66, 62, 7, 23), "O", 0.6097561, -0.5731707),
    "F9": ((145, 76, 25, 78, 12, 22), "A", 0.6820988, -0.3117284),
    "F10": ((18, 174, 90, 42, 7, 27), "O", 0.5925926, -0.8148148),
    "F11": ((88, 90, 32, 105, 15, 28), "O", 0.5650794, -0.3873016),
}
# stp25kano README, attributes of a cleaning-equipment study, n = 296 each; M O A I R Q, then: class by
# mode, by M>O>A>I with 6 %, TotS, CatS, CS+, CS-, lead, Fong's bound.
STP25KANO = {
    "Service app": ((95, 123, 45, 33, 0, 0), "O", "O", 0.89, 0.09, 0.568, -0.736, 28, 19.4),
    "Excellent service": ((101, 54, 54, 81, 3, 3), "M", "M", 0.71, 0.07, 0.372, -0.534, 20, 18.5),
    "Hotline": ((15, 24, 121, 124, 6, 6), "I", "A", 0.54, 0.01, 0.511, -0.137, 3, 19.8),
    "Loan machine": ((65, 87, 93, 51, 0, 0), "A", "O", 0.83, 0.02, 0.608, -0.514, 6, 18.5),
    "Ready-to-use return": ((9, 18, 83, 177, 6, 3), "I", "I", 0.37, 0.32, 0.352, -0.094, 94, 19.9),
}


def answers(crosstabs):
    return pd.DataFrame(
        [
            {"feature": feature, "functional": f, "dysfunctional": d}
            for feature, rows in crosstabs.items()
            for f, row in enumerate(rows, 1)
            for d, n in enumerate(row, 1)
            for _ in range(n)
        ]
    )


def counted(order="AOMIRQ", **features):
    return pd.DataFrame(
        [{"feature": k, **dict(zip(order, v, strict=True))} for k, v in features.items()]
    )


def one(result, feature=None):
    table = result.table.set_index("feature")
    return table.loc[feature] if feature else table.iloc[0]


@pytest.mark.parametrize(
    ("feature", "shares", "better", "worse", "category"),
    [
        # Sauerwein, Bailom, Matzler & Hinterhuber 1996, Figs. 10 and 11 (per cent).
        ("Edge grip", (7.0, 32.3, 49.3, 9.5, 0.3, 1.5), 0.40, -0.83, "M"),
        ("Ease of turn", (10.4, 45.1, 30.5, 11.5, 1.2, 1.2), 0.57, -0.78, "O"),
        ("Service", (63.8, 21.6, 2.9, 8.5, 0.7, 2.5), 0.89, -0.25, "A"),
    ],
)
def test_k1_the_ski_study(feature, shares, better, worse, category):
    row = one(kano_from_categories(counted(**{feature: shares})))
    tolerance = 0.01 if feature == "Service" else 0.006  # 0.89 is printed, 0.8822 follows
    assert row["better"] == pytest.approx(better, abs=tolerance)
    assert row["worse"] == pytest.approx(worse, abs=tolerance)
    assert row["category"] == category


@pytest.mark.parametrize("feature", STP25KANO)
def test_k2_the_cleaning_equipment_study(feature):
    counts, mode, threshold, total, strength, better, worse, lead, bound = STP25KANO[feature]
    frame = counted("MOAIRQ", **{feature: counts})
    row = one(kano_from_categories(frame))
    assert row["n"] == 296
    assert row["category"] == mode
    assert one(kano_from_categories(frame, rule="mode_threshold"))["category"] == threshold
    assert row["total_strength"] == pytest.approx(total, abs=0.006)
    assert row["category_strength"] == pytest.approx(strength, abs=0.006)
    assert row["better"] == pytest.approx(better, abs=0.0006)
    assert row["worse"] == pytest.approx(worse, abs=0.0006)
    assert row["category_strength"] * 296 == pytest.approx(lead)
    assert row["fong"] == pytest.approx(bound, abs=0.06)


def test_k2_the_rule_of_blauth():
    frame = counted("MOAIRQ", **{k: v[0] for k, v in STP25KANO.items()})
    classes = kano_from_categories(frame, rule="blauth").table["category"]
    # 160 wanted against 136 makes the hotline attractive; the literature's own example
    assert list(classes) == ["O", "M", "A", "A", "I"]


@pytest.mark.parametrize("feature", REPPEL)
def test_k3_the_online_study_from_answers(feature):
    counts, category, better, worse = REPPEL_PRINTED[feature]
    row = one(kano(answers({feature: REPPEL[feature]}), table="pouliot", rule="blauth"))
    assert tuple(row[list(CATEGORIES)]) == counts
    assert row["category"] == category
    assert row["better"] == pytest.approx(better, abs=1e-7)
    assert row["worse"] == pytest.approx(worse, abs=1e-7)


def test_k3_the_standard_table():
    table = kano(answers(REPPEL)).table.set_index("feature")
    expected = {"F6": (177, 13), "F7": (87, 12), "F8": (71, 14), "F9": (85, 15), "F10": (52, 17), "F11": (114, 19)}  # fmt: skip
    assert {f: (table.loc[f, "I"], table.loc[f, "Q"]) for f in REPPEL} == expected
    assert table.loc["F7", "better"] == pytest.approx(0.566766, abs=1e-6)
    assert table.loc["F7", "worse"] == pytest.approx(-0.534125, abs=1e-6)
    assert table.loc["F11", "better"] == pytest.approx(0.549383, abs=1e-6)
    assert table.loc["F11", "worse"] == pytest.approx(-0.376543, abs=1e-6)


def test_k3_intervals_and_a_class_that_is_not_settled():
    table = kano(answers(REPPEL), table="pouliot").table.set_index("feature")
    f7, f11 = table.loc["F7"], table.loc["F11"]
    assert (f7["better_low"], f7["better_high"]) == pytest.approx((0.530002, 0.636240), abs=1e-6)
    assert (-f7["worse_high"], -f7["worse_low"]) == pytest.approx((0.496267, 0.603479), abs=1e-6)
    assert (f11["category"], f11["second"]) == ("I", "O")
    assert f11["z"] == pytest.approx(1.074172, abs=1e-6)
    assert f11["fong"] == pytest.approx(19.65, abs=0.006)
    assert not f11["settled"]
    assert f7["settled"]


def test_k4_only_contradictions():
    result = kano_from_categories(counted(x=(0, 0, 0, 0, 0, 9)))
    row = one(result)
    assert isnan(row["better"])
    assert isnan(row["worse"])
    assert row["category"] == "Q"
    assert row["flag"] == "no_base"
    assert not row["settled"]
    assert "kano.note.no_base" in [note.key for note in result.notes]


def test_k4_only_reverse_answers_ask_for_an_inverted_feature():
    result = kano_from_categories(counted(x=(0, 0, 0, 0, 9, 0)))
    assert isnan(one(result)["better"])
    assert one(result)["flag"] == "invert"
    assert "kano.note.invert" in [note.key for note in result.notes]


@pytest.mark.parametrize("feature", ["F7", "F9", "F10"])
def test_a_reverse_feature_read_the_other_way_round_is_the_published_one(feature):
    # Reppel's features as if he had asked about their absence: rows and columns change places.
    # Most then do not want it, and read the other way round it is what the study prints.
    absence = [list(column) for column in zip(*REPPEL[feature], strict=True)]
    result = kano(answers({feature: absence}), table="pouliot", rule="mode")
    assert one(result)["category"] == "R"
    ((_, row),) = result.inverted.iterrows()
    _, category, better, worse = REPPEL_PRINTED[feature]
    assert (row["feature"], row["category"]) == (feature, category)
    assert (row["better"], row["worse"]) == pytest.approx((better, worse), abs=1e-7)
    asked = one(kano(answers({feature: REPPEL[feature]}), table="pouliot", rule="mode"))
    assert list(row) == [feature, *asked[list(result.inverted.columns[1:])]]
    assert "kano.note.invert" in [note.key for note in result.notes]


def test_only_reverse_features_are_read_the_other_way_round():
    assert kano(answers({"F7": REPPEL["F7"]})).inverted.empty
    # classes alone do not say what was answered: R is A, O or M the other way round
    assert kano_from_categories(counted(x=(0, 0, 0, 0, 9, 0))).inverted.empty


def test_where_opinions_are_divided_the_other_way_round_is_reverse_too():
    # R 5 (two A, two O and one M the other way round) against O 4, which becomes R
    given_ = [(2, 1)] * 2 + [(5, 1)] * 2 + [(5, 2)] + [(1, 5)] * 4
    frame = pd.DataFrame(given_, columns=["functional", "dysfunctional"]).assign(feature="x")
    row = kano(frame).inverted.iloc[0]
    assert (row["category"], row["n"], row["settled"]) == ("R", 9, False)
    assert (row["better"], row["worse"]) == pytest.approx((4 / 5, -3 / 5))


def test_k4_one_answer_settles_nothing():
    row = one(kano(pd.DataFrame({"feature": ["x"], "functional": [1], "dysfunctional": [5]})))
    assert (row["n"], row["category"], row["better"], row["worse"]) == (1, "O", 1, -1)
    assert not row["settled"]
    assert row["better_low"] < 0.3


@pytest.mark.parametrize(
    ("counts", "category"), [((5, 5, 0, 0, 0, 0), "O"), ((5, 5, 5, 5, 0, 0), "M")]
)
def test_k4_ties_go_to_the_class_whose_neglect_hurts_most(counts, category):
    row = one(kano_from_categories(counted(x=counts)))
    assert row["category"] == category
    assert row["flag"] == "tie"
    assert isnan(row["n_needed"])
    assert not row["settled"]


def test_k4_the_rule_of_blauth_does_not_decide_equality():
    row = one(kano_from_categories(counted(x=(10, 0, 0, 6, 4, 0)), rule="blauth"))
    assert row["flag"] == "tie"
    assert row["category"] == "A"
    assert winner({"A": 10, "O": 0, "M": 0, "I": 6, "R": 4, "Q": 0}, "blauth") == ("A", True)


def test_k4_answers_off_the_scale_are_counted_never_used():
    frame = pd.DataFrame(
        {
            "feature": ["x"] * 5,
            "functional": [1, 7, nan, 2.5, 3],
            "dysfunctional": [5, 1, 2, 2, nan],
        }
    )
    result = kano(frame)
    row = one(result)
    assert (row["n"], row["n_invalid"], row["n_missing"]) == (1, 2, 2)
    assert {"kano.note.n_invalid", "kano.note.n_missing"} <= {n.key for n in result.notes}


def test_words_where_numbers_belong_are_named():
    frame = pd.DataFrame({"feature": ["x"], "functional": ["I like it"], "dysfunctional": [1]})
    with pytest.raises(ValueError, match="'functional' must hold numbers; it holds 'I like it'"):
        kano(frame)


def test_a_missing_column_and_unknown_options_are_named():
    with pytest.raises(ValueError, match="dysfunctional"):
        kano(pd.DataFrame({"feature": ["x"], "functional": [1]}))
    good = pd.DataFrame({"feature": ["x"], "functional": [1], "dysfunctional": [1]})
    with pytest.raises(ValueError, match="'loudest'"):
        kano(good, rule="loudest")
    with pytest.raises(ValueError, match="'round'"):
        kano(good, table="round")
    with pytest.raises(ValueError, match="no feature"):
        kano(good.assign(feature=[None]))
    with pytest.raises(ValueError, match="-3"):
        kano_from_categories(counted(x=(1, 2, -3, 0, 0, 0)))
    with pytest.raises(ValueError, match="column 'A' must hold counts; it holds inf"):
        kano_from_categories(counted(x=(float("inf"), 1, 1, 1, 1, 1)))


def test_no_answers_make_an_empty_result():
    result = kano(pd.DataFrame({"feature": [], "functional": [], "dysfunctional": []}))
    assert result.table.empty
    assert "better_low" in result.table
    assert result.notes == ()


def test_the_evaluation_tables_differ_in_two_cells_only():
    standard, pouliot = EVALUATION["standard"], EVALUATION["pouliot"]
    assert {c for c in standard if standard[c] != pouliot[c]} == {(2, 2), (4, 4)}
    assert len(standard) == 25
    # like if present, dislike if absent: the more the better; no matter / dislike: must-be
    assert (standard[1, 5], standard[3, 5], standard[1, 3], standard[5, 1]) == ("O", "M", "A", "R")


def test_importance_is_a_mean_with_an_interval():
    frame = answers({"x": REPPEL["F7"]}).assign(importance=5)
    frame.loc[0, "importance"] = nan
    frame.loc[1, "importance"] = 12
    row = one(kano(frame))
    assert row["importance"] == 5
    assert (row["importance_n"], row["importance_invalid"]) == (356, 1)
    assert "importance" not in kano(answers({"x": REPPEL["F7"]})).table


def test_how_many_answers_would_settle_it():
    # F11: 105 against 90 of 358: n = 3.8415 * 195/358 / (15/358)^2 = 1191.9
    assert n_needed(105, 90, 358) == 1192
    # 6 against 2 of 10 answers: the exact test, not z, says when; 13 : 4 gives p = .049
    assert n_needed(6, 2, 10) == 21


@given(st.integers(1, 60), st.data())
def test_with_the_needed_number_of_answers_the_class_is_settled(first, data):
    second = data.draw(st.integers(0, first - 1))
    rest = data.draw(st.integers(0, 60))
    n = first + second + rest
    needed = n_needed(first, second, n)
    scaled = [round(needed * c / n) for c in (first, second)]
    row = one(kano_from_categories(counted(x=(*scaled, 0, 0, 0, 0))))
    assert row["p"] < 0.06  # rounding to whole answers may cost a little


def test_the_ellipse_leans_with_the_shared_class():
    # all answers O or I: Better and |Worse| are the same number, so the outline is its diagonal
    outline = pd.DataFrame(ellipse(0, 30, 0, 60), columns=["step", "better", "worse"])
    assert np.allclose(outline["better"], -outline["worse"])
    # the marginal half width of a joint 95 % ellipse is sqrt(5.991) standard errors
    assert outline["better"].max() == pytest.approx(0.5 + (5.991 * 0.25 / 60) ** 0.5, abs=1e-4)
    assert ellipse(0, 0, 0, 0) == []


pairs = st.lists(
    st.tuples(
        st.sampled_from(["clean", "on time", "wifi"]),
        st.sampled_from([1, 2, 3, 4, 5, 0, 9, None]),
        st.sampled_from([1, 2, 3, 4, 5, 6, None]),
    ),
    min_size=1,
    max_size=60,
)


def as_frame(rows):
    columns = dict(
        zip(("feature", "functional", "dysfunctional"), zip(*rows, strict=True), strict=True)
    )
    return pd.DataFrame(
        {k: pd.Series(v, dtype="float" if k != "feature" else None) for k, v in columns.items()}
    )


@given(pairs)
def test_every_answer_is_somewhere(rows):
    table = kano(as_frame(rows)).table
    assert (table[list(CATEGORIES)].sum(axis=1) == table["n"]).all()
    assert (table["n"] + table["n_missing"] + table["n_invalid"]).sum() == len(rows)
    sure = table.dropna(subset="better")
    assert sure["better"].between(sure["better_low"], sure["better_high"]).all()
    assert sure["worse"].between(sure["worse_low"], sure["worse_high"]).all()


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(kano(as_frame(rows)).table, kano(as_frame(shuffled)).table)


@given(pairs, pairs)
def test_tallies_of_two_sites_add_up(one_site, other_site):
    apart = pd.concat([tally(as_frame(one_site)), tally(as_frame(other_site))])
    together = tally(as_frame(one_site + other_site))
    merged = analyse(apart).table.sort_values("feature", ignore_index=True)
    pd.testing.assert_frame_equal(merged, analyse(together).table)


@given(pairs)
def test_polars_and_pandas_agree(rows):
    frame = as_frame(rows)
    polars = pl.DataFrame(
        {k: [None if pd.isna(v) else v for v in frame[k]] for k in frame},
        schema_overrides={"functional": pl.Float64, "dysfunctional": pl.Float64},
    )
    pd.testing.assert_frame_equal(tally(frame), tally(polars))
    pd.testing.assert_frame_equal(tally(frame), tally(polars.lazy()))


def test_as_many_contradictions_as_answers_settle_nothing():
    counts = pd.DataFrame(
        {"feature": ["torn", "clear"], "A": 5, "O": 4, "M": 40, "I": 3, "R": 0, "Q": [38, 2]}
    )
    table = kano_from_categories(counts).table.set_index("feature")
    assert list(table["category"]) == ["M", "M"]
    assert list(table["settled"]) == [False, True]
    assert (table["p"] < 1e-6).all()  # over A, the next class; the contradictions are no class
    assert table.loc["torn", "n_needed"] > table.loc["torn", "n"]


def test_answers_with_numbered_rows_are_not_taken_for_a_tally():
    answers = pd.DataFrame(
        {"respondent": range(6), "feature": "wifi", "functional": 1, "dysfunctional": 5}
    )
    assert kano(answers.assign(n=range(1, 7))).table["n"].item() == 6


@pytest.mark.parametrize(
    ("pair", "column"),
    [((7, 1), "n_invalid"), ((-1, 1), "n_missing"), ((-1, 7), "n_invalid"), ((-2, 3), "n_invalid")],
)
def test_what_a_tally_made_elsewhere_holds_off_the_scale_is_invalid(pair, column):
    codes = {"functional": [1, pair[0]], "dysfunctional": [5, pair[1]], "n": [3, 2]}
    row = kano(pd.DataFrame({"feature": "wifi", **codes})).table.iloc[0]
    assert (row["n"], row[column]) == (3, 2)
    assert row["n_missing"] + row["n_invalid"] == 2
