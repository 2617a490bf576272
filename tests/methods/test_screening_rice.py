"""RICE by hand, what it refuses, and how far ranks move."""

from __future__ import annotations

from math import inf, nan

import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.screening_rice import rice, rice_score

COLUMNS = ["item", "reach", "impact", "confidence", "effort"]


def ideas(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


TWO = ideas(("seats", 500, 2, 0.8, 4), ("app", 1200, 0.5, 0.5, 6))


def test_the_score_is_the_product_over_the_effort():
    # by hand: 500 · 2 · .8 / 4 = 200; 1200 · .5 · .5 / 6 = 50
    table = rice(TWO).table
    assert table["item"].tolist() == ["seats", "app"]
    assert table["score"].tolist() == [200, 50]
    assert table["rank"].tolist() == [1, 2]
    assert table[["low", "high", "rank_low", "p_first"]].isna().all(axis=None)
    assert rice_score(500, 2, 0.8, 4) == 200
    assert [n.key for n in rice(TWO).notes] == ["screening.note.one_rater"]


@pytest.mark.parametrize(
    ("factor", "value", "said"),
    [
        ("reach", -1, "the reach of 'seats' is -1; it must be 0 or more people"),
        ("impact", -0.5, "the impact of 'seats' is -0.5; it must be 0 or more"),
        ("confidence", 80, r"the confidence of 'seats' is 80; it must be a share from 0 to 1"),
        ("effort", 0, "the effort of 'seats' is 0; it must be above 0"),
    ],
)
def test_a_factor_out_of_its_range_is_refused_by_name(factor, value, said):
    frame = TWO.astype({factor: float})
    frame.loc[0, factor] = value
    with pytest.raises(ValueError, match=said):
        rice(frame)
    given = TWO.iloc[0].drop("item").to_dict() | {factor: value}
    with pytest.raises(ValueError, match=f"the {factor} is {value:g}"):
        rice_score(**given)


@pytest.mark.parametrize("value", [nan, inf])
def test_what_is_no_number_has_no_score(value):
    with pytest.raises(ValueError, match="the reach is"):
        rice_score(value, 1, 1, 1)


def test_a_blank_factor_is_not_filled_in():
    result = rice(TWO.assign(confidence=[0.8, None]))
    assert result.table["score"].isna().tolist() == [False, True]
    told = {n.key: n.params for n in result.notes}
    assert told["screening.note.incomplete"] == {"names": ("app",)}
    assert told["panel.n_missing"] == {"n": 1}


def test_raters_are_averaged_and_drawn_again_from_every_engine():
    frame = pd.concat(
        TWO.assign(respondent=i, reach=TWO["reach"] * (0.5 + 0.1 * i)) for i in range(11)
    )
    result = rice(frame)
    table = result.table.set_index("item")
    assert table["score"].to_dict() == pytest.approx({"seats": 200, "app": 50})  # mean factor 1
    assert (table["low"] < table["score"]).all()
    assert table["p_first"].to_dict() == {"seats": 1, "app": 0}
    pd.testing.assert_frame_equal(rice(pl.from_pandas(frame)).table, result.table)
    same = rice(pd.concat(TWO.assign(respondent=i) for i in range(3)))
    assert same.table["low"].isna().all()
    assert "panel.alike" in [n.key for n in same.notes]
    with pytest.raises(ValueError, match="twice"):
        rice(pd.concat([TWO, TWO]))
