"""The room's emotion curve and the burden of points."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.burden import burden
from cxwidgets.methods.journey import analyse, emotion_band, tally
from cxwidgets.methods.order_statistics import median_interval, quantile

STEPS = ["check", "wait", "ride"]


def ratings(**scores: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(step, v) for step, values in scores.items() for v in values],
        columns=["touchpoint", "score"],
    )


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=60), st.floats(0, 1))
def test_quantiles_from_counts_equal_those_of_the_single_answers(values, share):
    distinct, counts = np.unique(values, return_counts=True)
    assert quantile(distinct, counts, share) == pytest.approx(
        float(np.quantile(values, share)), abs=1e-9
    )


@pytest.mark.parametrize(
    ("n", "ranks"),
    # From a binomial table: with n = 10, P(X <= 1) = .0107 <= .025 < P(X <= 2), so ranks 2 and 9.
    [(5, None), (6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (40, (14, 27))],
)
def test_the_interval_of_the_median_by_order_statistics(n, ranks):
    found = median_interval(range(1, n + 1), [1] * n)
    assert np.isnan(found).all() if ranks is None else found == ranks


def test_the_curve_is_the_median_and_the_band_the_middle_half():
    result = emotion_band(ratings(check=[0, 1, 2, 3], wait=[-3, -2, -2, 0], ride=[1]), STEPS)
    table = result.table.set_index("touchpoint")
    assert table.loc["check", ["median", "q1", "q3"]].tolist() == [1.5, 0.75, 2.25]
    assert table.loc["wait", ["n", "lowest", "highest"]].tolist() == [4, -3, 0]
    assert result.low_points == ("wait",)
    assert result.line["position"].iloc[[0, -1]].tolist() == [1, 3]


def test_a_step_nobody_rated_stays_in_place_as_a_gap():
    result = emotion_band(ratings(check=[1], ride=[2]), STEPS)
    assert result.table["n"].tolist() == [1, 0, 1]
    assert result.line["piece"].nunique() == 2
    unrated = [note.params["steps"] for note in result.notes if note.key.endswith("unrated")]
    assert unrated == [("wait",)]


def test_below_six_ratings_the_median_has_no_interval_and_the_result_says_so():
    result = emotion_band(ratings(check=[1] * 5, wait=[1] * 6, ride=[1] * 6), STEPS)
    assert result.table["median_low"].isna().tolist() == [True, False, False]
    assert result.notes[0].key == "journey.note.few"
    assert result.notes[0].params["n"] == 5


def test_equal_low_points_are_all_named():
    result = emotion_band(ratings(check=[-1, -1], wait=[-1, -1], ride=[0]), STEPS)
    assert result.low_points == ("check", "wait")


def test_an_empty_room_has_an_empty_curve():
    result = emotion_band(ratings(), STEPS)
    assert result.table["n"].tolist() == [0, 0, 0]
    assert result.line.empty
    assert result.low_points == result.notes == ()


def test_two_rooms_can_be_merged_by_their_counts():
    first, second = ratings(check=[1, 2], wait=[0]), ratings(check=[2], wait=[-1])
    merged = pd.concat([tally(first), tally(second)])
    merged = merged.groupby(["touchpoint", "score"], as_index=False)["n"].sum()
    together = emotion_band(pd.concat([first, second]), STEPS)
    pd.testing.assert_frame_equal(analyse(merged, STEPS).table, together.table)


def test_the_same_ratings_in_polars():
    frame = ratings(check=[0, 3, 3], wait=[-1])
    same = pl.DataFrame({c: frame[c].tolist() for c in frame})
    pd.testing.assert_frame_equal(emotion_band(same, STEPS).table, emotion_band(frame, STEPS).table)


def test_an_unknown_touchpoint_and_an_infinite_score_are_named():
    with pytest.raises(ValueError, match="'fly'"):
        emotion_band(ratings(fly=[1]), STEPS)
    with pytest.raises(ValueError, match="infinite"):
        emotion_band(ratings(ride=[np.inf]), STEPS)


def points(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["respondent", "touchpoint", "kind", "strength"])


@pytest.mark.parametrize("kind", ["numpy_nullable", "pyarrow"])
def test_a_strength_that_is_missing_is_refused_however_pandas_marks_it(kind):
    marks = points(("a", "wait", "pain", 1), ("b", "wait", "pain", None))
    with pytest.raises(ValueError, match="the strength nan is not above 0"):
        burden(marks.convert_dtypes(dtype_backend=kind), 5)


def test_burden_is_share_times_mean_strength():
    marks = points(("a", "wait", "pain", 3), ("b", "wait", "pain", 2), ("c", "ride", "pain", 1))
    table = burden(marks, 5).table
    assert table["touchpoint"].tolist() == ["wait", "ride"]
    first = table.iloc[0]
    assert (first["share"], first["strength"], first["burden"]) == (0.4, 2.5, 1.0)
    # Wilson for 2 of 5: (0.4 + z²/10 ± z·sqrt(0.048 + z²/100)) / (1 + z²/5) with z = 1.959964
    assert (first["low"], first["high"]) == pytest.approx((0.1176208, 0.7692757), abs=1e-6)


def test_two_marks_of_one_person_at_one_step_count_once_with_the_stronger():
    table = burden(points(("a", "wait", "pain", 1), ("a", "wait", "pain", 3)), 1).table
    assert table[["marked", "burden"]].iloc[0].tolist() == [1, 3]


def test_who_is_heaviest_is_a_share_of_resampled_rooms():
    marks = points(*((f"p{i}", "wait", "pain", 3) for i in range(20)), ("p0", "ride", "pain", 1))
    result = burden(marks, 20)
    assert result.table["first"].tolist() == [1, 0]
    assert result.notes == ()
    even = points(("a", "wait", "pain", 2), ("b", "ride", "pain", 2))
    shares = burden(even, 2).table["first"]
    assert shares.sum() == pytest.approx(1)
    # Both 2/4 of the rooms draw one of each (first place shared), 1/4 twice a, 1/4 twice b.
    assert shares.iloc[0] == pytest.approx(0.5, abs=4 * np.sqrt(0.125 / 2000))
    assert burden(even, 2).notes[0].key == "journey.note.pain_not_settled"


def test_the_bootstrap_repeats_itself():
    marks = points(("a", "wait", "pain", 2), ("b", "ride", "pain", 1))
    pd.testing.assert_frame_equal(burden(marks, 9).table, burden(marks, 9).table)


@pytest.mark.parametrize(
    ("marks", "journeys", "message"),
    [
        (points(("a", "wait", "anger", 1)), 1, "'anger'"),
        (points(("a", "wait", "pain", 0)), 1, "strength 0"),
        (points(("a", "wait", "pain", 1)), 0, "only 0"),
    ],
)
def test_marks_that_make_no_sense_are_named(marks, journeys, message):
    with pytest.raises(ValueError, match=message):
        burden(marks, journeys)


def test_nothing_marked_is_an_empty_table():
    assert burden(points(), 7).table.empty


def test_one_person_settles_no_burden():
    marks = pd.DataFrame(
        {"respondent": [1, 1], "touchpoint": ["a", "b"], "kind": "pain", "strength": [2, 1]}
    )
    table = burden(marks, 1).table
    assert table["burden"].tolist() == [2, 1]
    assert table[["burden_low", "burden_high", "first"]].isna().all(axis=None)


def test_the_order_of_a_band_is_that_of_the_places_in_the_journey():
    rated = ratings(check=[1, 2], wait=[-1, 0], ride=[2, 3])
    at = rated["touchpoint"].map({"wait": 1, "ride": 2, "check": 3})
    assert emotion_band(rated.assign(at=at)).table["touchpoint"].tolist() == [
        "wait",
        "ride",
        "check",
    ]
    with pytest.raises(ValueError, match="no column 'at'"):
        emotion_band(rated)
    with pytest.raises(ValueError, match="'check' stands at two places"):
        emotion_band(rated.assign(at=range(6)))
