"""Peak–end against the published patients, journeys worked by hand, and its properties."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxwidgets.methods.peak_end import change, moments, peak_end

VALENCES = st.lists(st.integers(-3, 3), min_size=1, max_size=12)


def journeys(*scores: list[float]) -> pd.DataFrame:
    rows = [(f"p{i}", at, v) for i, journey in enumerate(scores) for at, v in enumerate(journey)]
    return pd.DataFrame(rows, columns=["respondent", "at", "score"])


def test_the_two_patients_of_redelmeier_and_kahneman():
    # Pain 0-10, worst moment 8 for both; the short procedure ends at 7, the long one at 1.
    # Peak-end scores as Kahneman reports them in "Thinking, Fast and Slow", chapter 35.
    assert moments([4, 8, 7]).peak_end == 7.5
    assert moments([4, 8, 7, 6, 5, 4, 3, 2, 1]).peak_end == 4.5


@pytest.mark.parametrize(
    ("scores", "peak", "end", "score", "mean"),
    [((7, 3, 9, 6), 9, 6, 7.5, 6.25), ((5, 1, 8, 8), 1, 8, 4.5, 5.5)],
)
def test_journeys_worked_by_hand_on_a_scale_from_1_to_9(scores, peak, end, score, mean):
    found = moments(scores, neutral=5)
    assert (found.peak, found.end, found.peak_end, found.mean) == (peak, end, score, mean)


def test_equally_extreme_moments_are_decided_for_the_negative_then_the_later_one():
    found = moments([3, -3, 0, -3, 1])
    assert (found.peak, found.peak_at) == (-3, 4)


def test_one_moment_is_peak_and_end_and_has_no_trend():
    found = moments([2])
    assert (found.peak, found.end, found.peak_end) == (2, 2, 2)
    assert isnan(found.slope)


def test_a_missing_valence_is_skipped_and_keeps_its_place():
    found = moments([1, np.nan, 3])
    assert (found.n, found.mean, found.peak_at) == (2, 2, 3)
    assert found.slope == pytest.approx(1)  # from step 1 to step 3


def test_the_end_may_be_a_window():
    assert moments([0, -3, 1, 2, 3], window=3).end == 2


@given(VALENCES)
def test_the_score_is_the_middle_of_peak_and_end_and_lies_within_the_journey(values):
    found = moments(values)
    assert found.peak_end == (found.peak + found.end) / 2
    assert min(values) <= found.peak_end <= max(values)
    assert abs(found.peak) == max(abs(v) for v in values)
    assert found.mean == pytest.approx(np.mean(values))


@given(VALENCES, st.randoms())
def test_the_peak_does_not_depend_on_the_order(values, random):
    shuffled = values.copy()
    random.shuffle(shuffled)
    assert moments(shuffled).peak == moments(values).peak


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=9))
def test_the_slope_is_the_least_squares_line(values):
    assert moments(values).slope == pytest.approx(
        np.polyfit(range(len(values)), values, 1)[0], abs=1e-9
    )


RATED = st.one_of(st.integers(-3, 3), st.floats(-3, 3), st.just(np.nan))


@given(st.lists(RATED, min_size=1, max_size=9), st.integers(1, 3), st.sampled_from([0, 1.5]))
def test_one_journey_alone_is_as_among_many(values, window, neutral):
    assume(not np.isnan(values).all())
    frame = pd.DataFrame({"respondent": 1, "at": range(len(values)), "score": values})
    among = peak_end(frame.astype({"score": float}), neutral=neutral, window=window).table.iloc[0]
    alone = vars(moments(values, neutral=neutral, window=window))
    for measure, value in alone.items():
        # The one is made of sums of squares: the root of what rounding leaves is larger.
        close = 1e-6 if measure == "volatility" else 1e-9
        assert value == pytest.approx(among[measure], abs=close, nan_ok=True), measure


def test_volatility_is_the_standard_deviation_of_a_journey():
    table = peak_end(journeys([7, 3, 9, 6], [5, 5, 5, 5])).table
    assert table["volatility"].tolist() == pytest.approx([np.std([7, 3, 9, 6], ddof=1), 0])
    assert np.isnan(peak_end(journeys([7])).table["volatility"].iloc[0])


AT = ["2025-03-01T09:00:00", "2025-03-01T09:08:00", "2025-03-01T09:24:30"]


@pytest.mark.parametrize(
    ("at", "duration"),
    [
        (AT, 24.5),
        (pd.to_datetime(AT), 24.5),
        (pd.to_datetime(AT).tz_localize("Europe/Berlin"), 24.5),
        ([pd.Timestamp(at).time() for at in AT], 24.5),
        (pd.to_datetime(AT) - pd.Timestamp("2025-03-01"), 24.5),
        (["2025-03-01", "2025-03-02", "2025-03-04"], 3 * 24 * 60),
        ([pd.Timestamp(f"2025-03-0{day}").date() for day in (1, 2, 4)], 3 * 24 * 60),
        ([1, 2, 3], np.nan),  # the place of a step is no time
        ([1.5, 2, 60], np.nan),
        ([9, 10.5, None], None),
    ],
)
def test_a_journey_lasts_from_its_first_time_to_its_last(at, duration):
    frame = pd.DataFrame({"respondent": "a", "at": at, "score": [3, 1, 2]})
    if duration is None:  # no order, so no journey
        with pytest.raises(ValueError, match="no clear order"):
            peak_end(frame)
        return
    result = peak_end(frame)
    assert result.table["duration"].tolist() == pytest.approx([duration], nan_ok=True)
    row = result.summary.set_index("measure").loc["duration"]
    assert row["n"] == int(duration == duration)  # noqa: PLR0124 - NaN
    assert row["mean"] == pytest.approx(duration, nan_ok=True)


def test_only_rated_moments_make_a_duration_and_it_never_changes_the_score():
    at = pd.to_datetime(AT)
    frame = pd.DataFrame({"respondent": "a", "at": at, "score": [np.nan, 1, 2]})
    table = peak_end(frame).table
    assert table.loc[0, "duration"] == 16.5
    assert moments([np.nan, 1, 2], at=list(at)).duration == 16.5
    slower = frame.assign(at=frame["at"].iloc[0] + 60 * (frame["at"] - frame["at"].iloc[0]))
    other = peak_end(slower).table
    assert other.loc[0, "duration"] == 60 * 16.5
    pd.testing.assert_frame_equal(other.drop(columns="duration"), table.drop(columns="duration"))
    with pytest.raises(ValueError, match="2 times for 3 moments"):
        moments([1, 2, 3], at=list(at[:2]))


def test_the_two_patients_lasted_8_and_24_minutes():
    # Redelmeier & Kahneman as reported: about 8 minutes against 24, the longer one remembered as
    # the better; peak 8 both, ends 7 and 1 (methods reference P1)
    rows = [("A", 0, 4), ("A", 4, 8), ("A", 8, 7), ("B", 0, 4), ("B", 4, 8), ("B", 24, 1)]
    frame = pd.DataFrame(rows, columns=["respondent", "at", "score"])
    frame["at"] = pd.Timestamp("1996-01-01") + pd.to_timedelta(frame["at"], unit="min")
    table = peak_end(frame).table
    assert table["duration"].tolist() == [8, 24]
    assert table["peak_end"].tolist() == [7.5, 4.5]
    polars = pl.DataFrame(frame.to_dict("list"))
    assert peak_end(polars).table["duration"].tolist() == [8, 24]


def test_many_journeys_are_averaged_after_scoring_not_before():
    result = peak_end(journeys([3, 0, -1], [-1, 0, 3]))
    summary = result.summary.set_index("measure")
    assert summary.loc["peak", "mean"] == 3
    assert summary.loc["mean", "mean"] == pytest.approx(2 / 3)
    assert summary.loc["peak_end", "n"] == 2


def test_the_interval_of_the_mean_is_the_t_interval():
    result = peak_end(journeys([0], [1], [2], [3]))
    row = result.summary.set_index("measure").loc["peak_end"]
    # mean 1.5, sd sqrt(5/3), and 3.182446 is the 97.5 % point of t with 3 degrees of freedom
    half = 3.182446 * np.sqrt(5 / 3) / 2
    assert (row["low"], row["high"]) == pytest.approx((1.5 - half, 1.5 + half), abs=1e-6)


def test_the_same_journeys_in_polars_and_in_another_row_order():
    frame = journeys([1, 2, 3], [3, -2, 1])
    shuffled = frame.sample(frac=1, random_state=3)
    as_polars = pl.DataFrame({c: shuffled[c].tolist() for c in shuffled})
    expected = peak_end(frame).table
    pd.testing.assert_frame_equal(peak_end(shuffled).table, expected)
    pd.testing.assert_frame_equal(peak_end(as_polars).table, expected, check_dtype=False)


def test_a_single_journey_says_that_it_is_one():
    assert [note.key for note in peak_end(journeys([1, 2])).notes] == ["peak_end.note.one_journey"]


def test_as_is_against_to_be_is_paired_by_person():
    before, after = journeys([0, -2, 0], [1, -1, 1]), journeys([1, -1, 2], [2, 0, 2])
    table = change(peak_end(before), peak_end(after)).set_index("measure")
    assert table.loc["trough", "change"] == 1
    low, high = table.loc["trough", ["low", "high"]]
    assert np.isnan(low), "two people who moved alike do not say how people differ"
    assert np.isnan(high)
    assert table.loc["end", ["before", "after", "change"]].tolist() == [0.5, 2, 1.5]


def test_someone_who_rated_only_one_of_the_two_takes_no_part_in_the_change():
    table = change(peak_end(journeys([0], [1])), peak_end(journeys([2])))
    assert table.set_index("measure").loc["end", ["n", "before", "after"]].tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"respondent": ["a"], "score": [1]}), "'at'"),
        (pd.DataFrame({"respondent": ["a", "a"], "at": [1, 1], "score": [1, 2]}), "'a' have no"),
        (pd.DataFrame({"respondent": ["b"], "at": [None], "score": [1]}), "'b' have no"),
        (pd.DataFrame({"respondent": ["c"], "at": [1], "score": [np.inf]}), "'c' is not finite"),
        ("journeys", "journeys is neither"),
        (7, "int is not a table"),
    ],
)
def test_what_cannot_be_scored_is_named(frame, message):
    with pytest.raises(ValueError, match=message):
        peak_end(frame)


def test_a_journey_without_ratings_and_a_window_of_nothing_are_refused():
    with pytest.raises(ValueError, match="no moment"):
        moments([np.nan])
    with pytest.raises(ValueError, match="the score inf of moment 2 is not finite"):
        moments([1, np.inf])
    with pytest.raises(ValueError, match="window is 0"):
        moments([1], window=0)
