"""NPS, CSAT and CES against published cases, by hand, and by their properties."""

from __future__ import annotations

from math import isnan, nan

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from cxwidgets.methods import nps_interval
from cxwidgets.methods.nps_interval import Counts
from cxwidgets.methods.satisfaction_index import satisfaction_index
from cxwidgets.methods.score_contrast import against_rest
from cxwidgets.methods.score_tally import ALL
from cxwidgets.methods.scores import acsi, ces, compare, csat, n_for, nps, tally


def answers(detractors, passives, promoters, segment=None):
    frame = pd.DataFrame({"score": [3] * detractors + [8] * passives + [10] * promoters})
    return frame if segment is None else frame.assign(segment=segment)


def test_n1_the_variance_of_a_score():
    # whuber, Cross Validated: p = 1/2, 1/3, 1/6 and n = 324: NPS 1/3, variance 5/9, error 4.14
    counts = Counts(54, 108, 162)
    assert counts.nps == pytest.approx(100 / 3)
    assert counts.variance == pytest.approx(5 / 9)
    assert counts.error == pytest.approx(4.14, abs=0.006)


@pytest.mark.parametrize(
    ("counts", "score", "variance"),
    [
        # unit tests of the R package NPS (brendan-r/NPS)
        ((1, 2, 3), 0.3333, 0.5556),
        ((1, 0, 1), 0, 1),
        ((0, 1, 1), 0.5, 0.25),
        ((1, 1, 1), 0, 0.6667),
    ],
)
def test_n2_small_counts(counts, score, variance):
    assert Counts(*counts).nps == pytest.approx(100 * score, abs=0.01)
    assert Counts(*counts).variance == pytest.approx(variance, abs=6e-5)


def test_n2_from_scores():
    # R package NPS: scores 0, 7, 7, 9, 9, 9
    result = nps(pd.DataFrame({"score": [0, 7, 7, 9, 9, 9]}))
    row = result.table.iloc[0]
    assert row["nps"] == pytest.approx(100 / 3)
    assert tuple(row[["promoters", "passives", "detractors"]]) == (3, 2, 1)
    assert Counts(1, 2, 3).error == pytest.approx(30.43, abs=0.006)


@pytest.mark.parametrize(
    ("counts", "wald", "adjusted", "score"),
    [
        # reference run of the R package brendan-r/NPS, scale -1 ... 1, 95 %
        ((54, 108, 162), (0.2521738, 0.4144928), (0.2494525, 0.4110979), (0.2495402, 0.4116112)),
        ((40, 30, 130), (0.3384799, 0.5615201), (0.3325911, 0.5541084), (0.3314568, 0.5534911)),
        ((1, 2, 3), (-0.2630647, 0.9297314), (-0.2674326, 0.7118770), (-0.3110737, 0.7539567)),
        ((0, 0, 20), (1, 1), (0.6968334, 1.042297), (0.6777496, 1)),
        ((0, 10, 0), (0, 0), (-0.1846504, 0.1846504), (-0.2775330, 0.2775328)),
    ],
)
def test_n3_intervals(counts, wald, adjusted, score):
    for method, expected in (("wald", wald), ("adjusted_wald", adjusted), ("score", score)):
        found = nps_interval.interval(Counts(*counts), method)
        tolerance = 1e-4 if method == "score" else 1e-5  # the reference iterates to 1e-6
        assert found == pytest.approx([100 * limit for limit in expected], abs=100 * tolerance)


@pytest.mark.parametrize("counts", [(54, 108, 162), (40, 30, 130), (4000, 3000, 13_000)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_drawn_interval_is_the_closed_form_within_monte_carlo_error(counts, level):
    # Wald's interval is the closed form of large samples. A quantile of B draws from a normal
    # distribution has the standard error sqrt(q (1 - q) / B) / phi(z) of its standard deviation;
    # four of them are allowed (methods reference, 23). The scores drawn are whole answers, 100 / n
    # points apart, and slightly skewed: one such step more.
    exact = Counts(*counts)
    q, z = (1 - level) / 2, norm.ppf((1 + level) / 2)
    error = (q * (1 - q) / nps_interval.DRAWS) ** 0.5 / norm.pdf(z) * exact.error
    for seed in (1, 2, 3):
        found = nps_interval.interval(exact, "bootstrap", level, seed=seed)
        wald = nps_interval.interval(exact, "wald", level)
        assert found == pytest.approx(wald, abs=4 * error + 100 / exact.n)


def test_the_drawn_interval_of_a_few_answers_is_that_of_every_sample():
    # One detractor and one promoter drawn again: scores -100, 0, 100 with chances 1/4, 1/2, 1/4,
    # so a tail of 0.3 lies within the middle one and a tail of 0.1 at the ends.
    few = Counts(1, 0, 1)
    assert nps_interval.interval(few, "bootstrap", 0.4) == (0, 0)
    assert nps_interval.interval(few, "bootstrap", 0.8) == (-100, 100)


def test_the_drawn_interval_where_there_is_nothing_to_draw():
    assert all(isnan(limit) for limit in nps_interval.interval(Counts(0, 0, 0), "bootstrap"))
    for counts, score in (((0, 0, 20), 100), ((0, 9, 0), 0), ((3, 0, 0), -100)):
        assert nps_interval.interval(Counts(*counts), "bootstrap") == (score, score)  # no width


def test_a_score_takes_the_drawn_interval_and_the_same_answers_the_same():
    frame = answers(40, 30, 130)
    row = nps(frame, "bootstrap").overall.iloc[0]
    expected = nps_interval.interval(Counts(40, 30, 130), "bootstrap")
    assert (row["low"], row["high"]) == expected
    again = nps(frame.sample(frac=1, random_state=1), "bootstrap").overall.iloc[0]
    assert (again["low"], again["high"]) == expected
    # n_eff of 200 people, half of whom weigh 3 times the others': 400^2 / 1000 = 160
    weighted = nps(frame.assign(Wgt=[1, 3] * 100), "bootstrap", weights="Wgt").overall.iloc[0]
    assert (weighted["low"], weighted["high"]) == nps_interval.interval(
        Counts(32, 24, 104), "bootstrap"
    )
    assert weighted["high"] - weighted["low"] > row["high"] - row["low"]


def test_n3_the_difference_of_two_scores():
    # the same reference run: (40, 30, 130) minus (60, 40, 100)
    a, b = answers(40, 30, 130), answers(60, 40, 100)
    plain, adjusted = compare(a, b, "wald"), compare(nps(a), nps(b))
    assert plain.difference == pytest.approx(25)
    assert (plain.low, plain.high) == pytest.approx((8.55790, 41.44210), abs=1e-5)
    assert plain.p == pytest.approx(0.002882, abs=1e-6)
    assert adjusted.difference == pytest.approx(24.63054, abs=1e-5)
    assert (adjusted.low, adjusted.high) == pytest.approx((8.32484, 40.93625), abs=1e-5)
    assert adjusted.p == pytest.approx(0.003070, abs=1e-6)
    assert compare(b, a).difference == pytest.approx(-adjusted.difference)


def test_limits_are_cut_off_at_a_hundred_and_say_so():
    row = nps(answers(0, 0, 20)).table.iloc[0]
    assert row["low"] == pytest.approx(69.68334, abs=1e-4)
    assert row["high"] == 100
    assert row["flag"] == "clipped"


def test_no_answers_are_not_zero():
    row = nps(pd.DataFrame({"score": [nan, 11]})).overall.iloc[0]
    assert isnan(row["nps"])
    assert isnan(row["low"])
    assert (row["n"], row["n_missing"], row["n_invalid"], row["flag"]) == (0, 1, 1, "empty")
    assert isnan(compare(answers(0, 0, 0), answers(1, 1, 1)).difference)


def test_segments_stand_beside_the_whole():
    frame = pd.concat([answers(1, 1, 8, "north"), answers(5, 3, 2, "south")])
    result = nps(frame)
    assert list(result.table["segment"]) == ["north", "south"]
    assert list(result.table["nps"]) == pytest.approx([70, -30])
    assert result.overall.loc[0, "nps"] == pytest.approx(20)
    assert result.distribution.groupby("segment")["n"].sum().to_dict() == {"north": 10, "south": 10}


def test_answers_without_a_segment_count_in_the_whole_only():
    frame = pd.DataFrame({"score": [10, 9, 1], "segment": ["a", None, "a"]})
    result = nps(frame)
    assert result.overall.loc[0, "n"] == 3
    assert list(result.table["n"]) == [2]
    assert "scores.note.no_segment" in [note.key for note in result.notes]


def test_words_for_scores_are_refused_by_name():
    with pytest.raises(ValueError, match="'ten'"):
        nps(pd.DataFrame({"score": ["ten", "9"]}))
    with pytest.raises(ValueError, match="score"):
        nps(pd.DataFrame({"rating": [1]}))
    with pytest.raises(ValueError, match="'guess'"):
        nps(answers(1, 1, 1), method="guess")
    with pytest.raises(ValueError, match="csat"):
        compare(csat(pd.DataFrame({"score": [5]})), answers(1, 1, 1))
    with pytest.raises(ValueError, match="'score'"):
        compare(answers(1, 1, 1), answers(1, 1, 1), "score")
    with pytest.raises(ValueError, match="'bootstrap'"):
        compare(answers(1, 1, 1), answers(1, 1, 1), "bootstrap")


def test_how_many_answers_for_plus_minus_five_points():
    # worst case (1.959964 / 5)^2 * 10^4 = 1536.6; with the variance of N1 (5/9) 853.6
    assert n_for(5) == pytest.approx(1536.58, abs=0.01)
    assert n_for(5, 5 / 9) == pytest.approx(853.66, abs=0.01)
    with pytest.raises(ValueError, match="0"):
        n_for(0)


def test_csat_is_the_top_two_of_five_with_wilson():
    # 7 of 10 chose 4 or 5; Wilson 95 %: 0.3968, 0.8922 (statsmodels proportion_confint)
    frame = pd.DataFrame({"score": [5, 5, 5, 4, 4, 4, 4, 3, 2, 1]})
    row = csat(frame).table.iloc[0]
    assert (row["top"], row["n"], row["share"]) == (7, 10, 0.7)
    assert (row["low"], row["high"]) == pytest.approx((0.396778, 0.892209), abs=1e-6)
    assert row["mean"] == pytest.approx(3.7)
    # t interval of the ten scores: sd 1.337494, t(9) 2.262157
    assert (row["mean_low"], row["mean_high"]) == pytest.approx((2.743215, 4.656785), abs=1e-6)
    assert csat(frame, top=1).table.loc[0, "share"] == pytest.approx(0.3)
    with pytest.raises(ValueError, match="5"):
        csat(frame, top=5)


def test_ces_needs_its_direction():
    frame = pd.DataFrame({"score": [7, 6, 5, 4, 1]})
    row = ces(frame, direction="higher_is_easier").table.iloc[0]
    assert (row["easy"], row["share"], row["mean"]) == (3, 0.6, pytest.approx(4.6))
    assert row["low"] < 4.6 < row["high"]
    old = ces(frame, direction="lower_is_easier").table.iloc[0]
    assert (old["easy"], old["n"], old["n_invalid"]) == (1, 3, 2)
    with pytest.raises(ValueError, match="'up'"):
        ces(frame, direction="up")


def test_c1_a_satisfaction_index():
    # Fornell et al. 1996: weights .3885, .3190, .2925; means 8, 7, 7
    assert acsi((8, 7, 7), (0.3885, 0.3190, 0.2925)) == pytest.approx(70.983, abs=6e-4)
    assert acsi((8, 7, 7)) == pytest.approx(70.370, abs=6e-4)
    assert acsi((1, 1, 1)) == 0
    assert acsi((10, 10, 10)) == pytest.approx(100)
    with pytest.raises(ValueError, match="11"):
        acsi((11, 7, 7))
    with pytest.raises(ValueError, match="sum to 1"):
        acsi((8, 7), (1, 1))


rows = st.lists(
    st.tuples(st.sampled_from(["n", "s", "w"]), st.sampled_from([*range(11), 11, -1, None])),
    min_size=1,
    max_size=80,
)


def as_frame(pairs):
    segments, scores = zip(*pairs, strict=True)
    return pd.DataFrame({"segment": segments, "score": pd.Series(scores, dtype=float)})


@given(rows)
def test_a_score_lies_in_its_interval_and_both_in_the_scale(pairs):
    table = nps(as_frame(pairs)).table
    assert (table[["n", "n_missing", "n_invalid"]].sum().sum()) == len(pairs)
    sure = table.dropna(subset="nps")
    assert sure["nps"].between(-100, 100).all()
    assert (sure["low"] <= sure["high"]).all()
    assert sure["low"].ge(-100).all()
    assert sure["high"].le(100).all()
    assert (sure["promoters"] + sure["passives"] + sure["detractors"] == sure["n"]).all()


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    pd.testing.assert_frame_equal(nps(as_frame(pairs)).table, nps(as_frame(shuffled)).table)


@given(rows, rows)
def test_tallies_of_two_sites_add_up(one, other):
    apart = pd.concat([tally(as_frame(one)), tally(as_frame(other))])
    together = tally(as_frame(one + other))
    pd.testing.assert_frame_equal(nps(apart).table, nps(together).table)


@given(rows)
def test_polars_and_pandas_agree(pairs):
    segments, scores = zip(*pairs, strict=True)
    data = {"segment": list(segments), "score": list(scores)}
    polars = pl.DataFrame(data, schema={"segment": pl.String, "score": pl.Int64})
    pd.testing.assert_frame_equal(tally(as_frame(pairs)), tally(polars))
    pd.testing.assert_frame_equal(tally(as_frame(pairs)), tally(polars.lazy()))


@pytest.mark.parametrize("low", [-3, -1])
def test_a_scale_that_would_hide_a_missing_answer_is_refused(low):
    with pytest.raises(ValueError, match=f"begins at {low}"):
        csat(pd.DataFrame({"score": [-1, 0, 1]}), low=low, high=3)


def test_each_segment_against_everybody_else():
    # brendan-r/NPS, (40, 30, 130) minus (60, 40, 100): 25, adjusted 24.63054 [8.32484, 40.93625],
    # p .00307; beside scores of 45 and 20 stands their difference
    frame = pd.concat([answers(40, 30, 130, "a"), answers(60, 40, 100, "b")])
    found = against_rest(nps(frame)).set_index("segment")
    assert found.loc["a", "change"] == pytest.approx(25)
    assert found.loc["a", ["low", "high"]].tolist() == pytest.approx([8.32484, 40.93625], abs=1e-5)
    assert found.loc["b", "change"] == pytest.approx(-25)
    assert found.loc["a", "p_adjusted"] == pytest.approx(0.003070, abs=1e-6)
    assert found["differs"].all()
    assert against_rest(nps(answers(1, 1, 1))).empty


def test_shares_against_everybody_else():
    # Newcombe 1998, table II: 56/70 against 48/80: 0.2 [0.0524, 0.3339]
    scores = [5] * 56 + [1] * 14 + [5] * 48 + [1] * 32
    frame = pd.DataFrame({"score": scores, "segment": ["a"] * 70 + ["b"] * 80})
    row = against_rest(csat(frame)).iloc[0]
    assert (row["change"], row["low"], row["high"]) == pytest.approx(
        (0.2, 0.0524, 0.3339), abs=6e-5
    )
    # pooled z: 0.2 / sqrt(0.6933 * 0.3067 * (1/70 + 1/80)) = 2.650
    assert row["p"] == pytest.approx(0.00804, abs=2e-5)
    easy = frame.assign(score=frame["score"].replace(5, 7))
    assert against_rest(ces(easy, "higher_is_easier")).loc[0, "change"] == pytest.approx(0.2)


def test_equal_answers_everywhere_have_no_p():
    frame = pd.DataFrame({"score": [5] * 6, "segment": list("aabbcc")})
    found = against_rest(csat(frame))
    assert found["p"].isna().all()
    assert not found["differs"].any()


@pytest.mark.parametrize("weights", [(), (0.5,), (1.5, -0.5), (float("nan"), 1.0), (0.5, 0.4)])
def test_an_index_with_weights_that_do_not_fit_is_refused(weights):
    with pytest.raises(ValueError, match="must be 2 shares that sum to 1"):
        acsi((7.0, 8.0), weights)


def test_an_index_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one question"):
        acsi(())


@pytest.mark.parametrize("nobody", [None, float("nan")])
def test_where_nobody_has_a_segment_everybody_is_in_one(nobody):
    answers = pd.DataFrame({"score": [9, 10, 3]}).assign(segment=pd.Series([nobody] * 3))
    assert nps(answers).table[["segment", "n"]].to_dict("records") == [{"segment": ALL, "n": 3}]
    questions = answers.assign(a=[9, 10, 3], b=[8, 9, 2])
    found = satisfaction_index(questions, ["a", "b"]).table
    assert found[["segment", "n"]].to_dict("records") == [{"segment": ALL, "n": 3}]
