"""The satisfaction index: the published arithmetic, and its interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxwidgets.methods.satisfaction_index import satisfaction_index, tally
from cxwidgets.methods.scores import acsi

ITEMS = ["overall", "expected", "ideal"]
# ACSI weights and means of methods reference C1 (Fornell et al. 1996): 70.983; alike: 70.370
WEIGHTS = (0.3885, 0.3190, 0.2925)


def people(*rows):
    return pd.DataFrame(rows, columns=ITEMS)


def test_c1_published_weights_and_equal_ones():
    # two people whose means are 8, 7, 7
    answers = people((9, 6, 8), (7, 8, 6))
    weighted = satisfaction_index(answers, ITEMS, WEIGHTS)
    assert weighted.overall["index"].iloc[0] == pytest.approx(70.983, abs=6e-4)
    assert satisfaction_index(answers, ITEMS).overall["index"].iloc[0] == pytest.approx(
        70.370, abs=6e-4
    )
    assert weighted.items["mean"].tolist() == [8, 7, 7]
    assert [(n.key, n.params["n"]) for n in weighted.notes] == [("panel.small_n", 2)]
    many = pd.concat([answers] * 15)
    assert satisfaction_index(many, ITEMS, WEIGHTS).notes == ()


@pytest.mark.parametrize(("answer", "index"), [(1, 0), (10, 100)])
def test_c1_the_ends_of_the_scale_are_the_ends_of_the_index(answer, index):
    result = satisfaction_index(people((answer,) * 3), ITEMS, WEIGHTS)
    assert result.overall["index"].iloc[0] == pytest.approx(index)


rows = st.lists(st.tuples(*[st.integers(1, 10)] * 3), min_size=2, max_size=30)


@settings(max_examples=40, deadline=None)
@given(rows, st.tuples(*[st.floats(0.1, 5)] * 3))
def test_it_is_the_index_of_the_means_with_the_t_interval_of_the_people(given_rows, weights):
    answers = people(*given_rows)
    row = satisfaction_index(answers, ITEMS, weights).overall.iloc[0]
    shares = np.array(weights) / sum(weights)
    assert row["index"] == pytest.approx(acsi(tuple(answers.mean()), tuple(shares)))
    own = 100 * (answers.to_numpy() - 1) / 9 @ shares
    if np.ptp(own) < 1e-9 and len(own) < 30:  # a few all alike say nothing of the others
        assert np.isnan(row["high"])
        return
    half = stats.t.ppf(0.975, len(own) - 1) * own.std(ddof=1) / len(own) ** 0.5
    assert row["high"] - row["index"] == pytest.approx(half, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(rows, st.integers(1, 20))
def test_tallies_of_parts_add_up_and_engines_agree(given_rows, cut):
    answers = people(*given_rows)
    answers["segment"] = np.where(answers["ideal"] > 5, "a", "b")
    parts = pd.concat([tally(answers[:cut], ITEMS), tally(answers[cut:], ITEMS)])
    together = parts.groupby(["segment", *ITEMS], as_index=False)["n"].sum()
    pd.testing.assert_frame_equal(together, tally(answers, ITEMS), check_dtype=False)
    pd.testing.assert_frame_equal(
        tally(pl.from_pandas(answers), ITEMS), tally(answers, ITEMS), check_dtype=False
    )


def test_who_left_a_question_open_is_left_out_and_counted():
    answers = people((8, 7, 7), (8, None, 7), (8, 11, 7), (9, 9, 9), (7.5, None, 7))
    result = satisfaction_index(answers.assign(segment=["a", "a", "a", "b", "b"]), ITEMS)
    assert result.table.set_index("segment")["n"].to_dict() == {"a": 1, "b": 1}
    # one blank; an 11 and a 7.5 (who also left one blank: invalid, as in SERVQUAL)
    assert (result.n_missing, result.n_invalid, result.n_left_out) == (1, 2, 3)
    told = {n.key.rsplit(".")[-1]: n.params.get("n") for n in result.notes}
    assert told == {"small_n": 2, "alike": None, "few": 30, "n_missing": 1, "n_invalid": 2}


@pytest.mark.parametrize(
    ("items", "weights", "said"),
    [
        (["overall"], None, "two or more"),
        ([*ITEMS, ITEMS[0]], None, "two or more, each once"),
        (ITEMS, (1, 1), "one positive number"),
        (ITEMS, (1, 1, 0), "one positive number"),
        ([*ITEMS, "nothing"], None, "no column 'nothing'"),
    ],
)
def test_what_makes_no_index_is_refused(items, weights, said):
    with pytest.raises(ValueError, match=said):
        satisfaction_index(people((1, 1, 1)), items, weights)


def test_weights_of_people_count_as_so_many_people():
    answers = people((9, 6, 8), (7, 8, 6), (2, 3, 1)).assign(segment=["a", "a", "b"])
    weighted = satisfaction_index(
        answers.assign(Wgt=[3, 1, 2]), ITEMS, WEIGHTS, respondent_weights="Wgt"
    )
    repeated = satisfaction_index(answers.loc[[0, 0, 0, 1, 2, 2]], ITEMS, WEIGHTS)
    for one, other in ((weighted.table, repeated.table), (weighted.overall, repeated.overall)):
        assert one["index"].tolist() == pytest.approx(other["index"].tolist())
    assert weighted.items["mean"].tolist() == pytest.approx(repeated.items["mean"].tolist())
    assert weighted.table["n"].tolist() == [2, 1]
    assert weighted.overall["n_eff"].iloc[0] == pytest.approx(
        36 / 14
    )  # (3 + 1 + 2)^2 / (9 + 1 + 4)


def test_weights_all_the_same_are_no_weights():
    answers = people((9, 6, 8), (7, 8, 6), (2, 3, 1), (5, 5, 6))
    plain = satisfaction_index(answers, ITEMS).overall
    weighted = satisfaction_index(answers.assign(w8=0.3), ITEMS, respondent_weights="w8")
    assert weighted.weighted
    same = weighted.overall.drop(columns="n_eff")
    pd.testing.assert_frame_equal(same, plain, check_dtype=False)


def test_people_without_a_weight_are_told_and_those_who_weigh_nothing_have_no_index():
    answers = people((9, 6, 8), (7, 8, 6), (2, 3, 1)).assign(segment=["a", "b", "b"])
    given = answers.assign(Wgt=[0.0, 1.0, None])
    counted = tally(given, ITEMS, "Wgt")
    result = satisfaction_index(counted, ITEMS, respondent_weights="Wgt")
    assert [(note.key, note.params.get("n")) for note in result.notes][:2] == [
        ("panel.weighted", 2),
        ("panel.n_no_weight", 1),
    ]
    assert result.table["index"].isna().tolist() == [True, False]
    parts = pd.concat([tally(given.iloc[:1], ITEMS, "Wgt"), tally(given.iloc[1:], ITEMS, "Wgt")])
    parts = parts.sort_values(["segment", *ITEMS, "no_weight"], ignore_index=True)
    pd.testing.assert_frame_equal(parts, counted)
    with pytest.raises(ValueError, match="without weights"):
        satisfaction_index(tally(answers, ITEMS), ITEMS, respondent_weights="Wgt")
    with pytest.raises(ValueError, match="weight -1"):
        tally(answers.assign(Wgt=-1), ITEMS, "Wgt")


def test_who_has_no_segment_counts_in_the_whole_and_is_told():
    answers = pd.DataFrame({"a": [8, 9, 7, 6], "b": [7, 9, 8, 5]})
    found = satisfaction_index(answers.assign(segment=["n", None, "s", "s"]), ["a", "b"])
    assert found.overall["n"].tolist() == [4]
    assert found.table["n"].tolist() == [1, 2]
    (note,) = [note for note in found.notes if note.key == "scores.note.no_segment"]
    assert note.params == {"n": 1}
    nobody = satisfaction_index(answers.assign(segment=None), ["a", "b"])
    assert "scores.note.no_segment" not in [note.key for note in nobody.notes]
