"""The zone of tolerance, and SERVPERF, by hand and by their properties."""

from __future__ import annotations

from math import isnan, nan

import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.servperf import servperf
from cxwidgets.methods.zone_of_tolerance import tally, zone_of_tolerance

COLUMNS = ["respondent", "item", "dimension", "adequate", "desired", "perception"]


def answers(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def three():
    return answers(
        (1, "a", "reliability", 5, 8, 4),
        (1, "b", "reliability", 7, 9, 4),
        (2, "a", "reliability", 5, 7, 5),
        (2, "b", "reliability", 5, 9, 5),
        (3, "a", "reliability", 6, 8, 4),
        (3, "b", "reliability", 6, 8, nan),
        (1, "c", "empathy", 3, 6, 5),
        (2, "c", "empathy", 3, 5, 5),
        (3, "c", "empathy", 6, 4, 5),
    )


def test_by_hand():
    result = zone_of_tolerance(three())
    table = result.table.set_index("dimension")
    # adequacy of the three: 4 - 6, 5 - 5, 4 - 6; sd 1.154701, t(2) 4.302653
    assert table.loc["reliability", "adequacy"] == pytest.approx(-4 / 3)
    half = 4.302653 * 1.154701 / 3**0.5
    assert table.loc["reliability", "adequacy_low"] == pytest.approx(-4 / 3 - half, abs=1e-5)
    assert table.loc["reliability", "superiority"] == pytest.approx((-4.5 - 3 - 4) / 3)
    assert table.loc["reliability", "place"] == "below"
    assert not table.loc["reliability", "settled"], "three people settle nothing"
    # empathy: adequate 4, desired 5, perceived 5
    assert table.loc["empathy", "position"] == pytest.approx(1)
    assert table.loc["empathy", "place"] == "within"
    assert result.inverted == 1
    assert {n.key for n in result.notes} == {
        "panel.small_n",
        "zone.note.inverted",
        "zone.note.n_missing",
    }


def left_out(result):
    """Return the counts in the notes on what is left out."""
    return {n.key: n.params["n"] for n in result.notes if n.key.startswith("zone.note.n_")}


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_whole_steps_only_and_blanks_are_counted_apart(engine):
    rows = [
        (1, "a", "empathy", 3, 7, 5),
        (2, "a", "empathy", 4, 8, 7),
        (3, "a", "empathy", 3.5, 7, 9),  # between two steps, as SERVQUAL has it
        (4, "a", "empathy", 3, 10, None),  # off the scale, whatever else is blank
        (5, "a", "empathy", 3, 7, None),
        (6, "a", "empathy", None, None, None),
        (1, "b", "tangibles", 3, 0, 5),
        (2, "b", "tangibles", 6, 5, None),  # inverted all the same
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    if engine == "polars":
        frame = pl.DataFrame(rows, COLUMNS, orient="row", strict=False)
    if engine == "duckdb":
        duckdb = pytest.importorskip("duckdb")
        frame = duckdb.connect().from_df(frame)
    result = zone_of_tolerance(frame)
    table = result.table.set_index("dimension")
    assert table.loc["empathy", ["n", "n_missing", "n_invalid"]].tolist() == [2, 2, 2]
    assert table.loc["tangibles", ["n", "n_missing", "n_invalid"]].tolist() == [0, 1, 1]
    assert table.loc["empathy", ["adequate", "perception"]].tolist() == [3.5, 6]
    assert left_out(result) == {"zone.note.n_missing": 3, "zone.note.n_invalid": 3}
    assert result.inverted == 1


def test_two_answers_to_one_statement_and_answers_of_nobody_are_refused():
    twice = answers((1, "a", "empathy", 3, 7, 5), (1, "a", "empathy", 3, 7, 9))
    with pytest.raises(ValueError, match="respondent 1 rated 'empathy / a' 2 times"):
        zone_of_tolerance(twice)
    nobody = answers((None, "a", "empathy", 3, 7, 5), (None, "b", "empathy", 3, 7, 9))
    with pytest.raises(ValueError, match="no respondent"):
        zone_of_tolerance(nobody)


@pytest.mark.parametrize(("perceived", "place"), [(2, "below"), (5, "within"), (9, "above")])
def test_with_many_people_the_place_is_settled(perceived, place):
    rows = [
        (i, "a", "empathy", 3 + i % 2, 7 + i % 2, perceived - (i % 3 == 0) * (perceived > 8))
        for i in range(80)
    ]
    row = zone_of_tolerance(answers(*rows)).table.iloc[0]
    assert (row["place"], row["settled"]) == (place, True)


def test_a_zone_without_width_has_no_position():
    row = zone_of_tolerance(answers((1, "a", "x", 5, 5, 6), (2, "a", "x", 5, 5, 6))).table.iloc[0]
    assert isnan(row["position"])
    assert row["place"] == "above"


def test_a_few_people_of_one_mind_settle_no_place():
    few, many = (
        zone_of_tolerance(answers(*((i, "a", "empathy", 5, 7, 4) for i in range(n))))
        for n in (29, 30)
    )
    row = few.table.iloc[0]
    assert (row["place"], row["settled"], row["alike"]) == ("below", False, True)
    assert isnan(row["adequacy_high"])
    assert many.table.loc[0, "settled"]
    assert "panel.alike" in {n.key for n in few.notes} - {n.key for n in many.notes}


def test_tallies_add_up_in_every_backend():
    frame = three()
    whole = zone_of_tolerance(frame).table
    parts = pd.concat(
        [tally(frame[frame["respondent"] < 3]), tally(frame[frame["respondent"] > 2])]
    )
    pd.testing.assert_frame_equal(zone_of_tolerance(parts).table, whole)
    data = {k: [None if pd.isna(v) else v for v in frame[k]] for k in frame}
    pd.testing.assert_frame_equal(zone_of_tolerance(pl.DataFrame(data)).table, whole)


def perceived(*rows):
    return pd.DataFrame(rows, columns=["respondent", "item", "dimension", "perception"])


def test_servperf_by_hand():
    frame = perceived(
        (1, "a", "reliability", 4),
        (1, "b", "reliability", 6),
        (1, "c", "empathy", 3),
        (2, "a", "reliability", 7),
        (2, "c", "empathy", 5),
        (3, "c", "empathy", 4),
        (3, "a", "reliability", 9),
    )
    result = servperf(frame)
    table = result.dimensions.set_index("dimension")
    # reliability 5, 7 (9 is off the scale); empathy 3, 5, 4
    assert table.loc["reliability", ["n", "perception"]].tolist() == [2, 6]
    assert table.loc["empathy", "low"] == pytest.approx(4 - 4.302653 / 3**0.5, abs=1e-5)
    assert result.overall.loc[0, "perception"] == pytest.approx(5)
    weighted = servperf(frame, {"reliability": 3, "empathy": 1})
    assert weighted.overall.loc[0, "weighted"] == pytest.approx(0.75 * 6 + 0.25 * 4)
    assert weighted.dimensions["weighted"].sum() == pytest.approx(5.5)


def test_servperf_of_a_few_of_one_mind_has_no_interval():
    result = servperf(perceived(*((i, "a", d, 5) for i in range(4) for d in ("x", "y"))))
    assert result.dimensions["low"].isna().all()
    assert result.overall.loc[0, "perception"] == 5
    assert isnan(result.overall.loc[0, "low"])


def test_servperf_adds_up_and_refuses_unknown_weights():
    from cxwidgets.methods.servperf import analyse
    from cxwidgets.methods.servperf import tally as counted

    frame = perceived(*((i, "a", d, 1 + (i * 3 + len(d)) % 7) for i in range(30) for d in "xy"))
    parts = counted(frame[frame["respondent"] < 11]) + counted(frame[frame["respondent"] > 10])
    pd.testing.assert_frame_equal(analyse(parts).dimensions, servperf(frame).dimensions)
    with pytest.raises(ValueError, match="a weight is for 'z'"):
        servperf(frame, {"z": 1})
