"""Cells far down in a CSV file that do not fit the type of the first rows are not made to fit."""

from __future__ import annotations

import pytest

from cxwidgets.methods.clv import clv
from cxwidgets.methods.file import relation
from cxwidgets.methods.purchases import tally as bought
from cxwidgets.methods.reliability import cronbach_alpha
from cxwidgets.methods.scores import nps

ROWS = 30_000
"""More than DuckDB looks at before it tells the type of a column."""


def written(folder, header, line, last):
    file = folder / "answers.csv"
    lines = [header, *(line.format(i % 7, i % 28 + 1) for i in range(ROWS)), *last, ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_late_fraction_is_not_rounded(tmp_path):
    """DuckDB reads 3.5 as 4, and 15e-1 as 2, in a column that it takes for whole numbers."""
    file = written(tmp_path, "score,b", "{0},{1}", ["3.5,1", "15e-1,1", "9.5,2", "4,3"])
    found = nps(file)
    assert found.overall["n_invalid"].tolist() == [3]
    assert found.overall["n"].tolist() == [ROWS + 1]
    items = cronbach_alpha(file, ["score", "b"]).if_dropped
    total = sum(i % 7 for i in range(ROWS)) + 3.5 + 1.5 + 9.5 + 4
    assert items["mean"].tolist()[0] == pytest.approx(total / (ROWS + 4), rel=1e-12)


def test_the_other_columns_keep_their_type(tmp_path):
    file = written(tmp_path, "a,b,c", "{0},{1},{0}.5", ["1e1,7,1"])
    assert list(map(str, relation(file).types)) == ["DOUBLE", "BIGINT", "DOUBLE"]


def test_a_file_that_has_changed_is_looked_at_again(tmp_path):
    file = written(tmp_path, "score", "{0}", ["4"])
    assert nps(file).overall["n_invalid"].tolist() == [0]
    written(tmp_path, "score", "{0}", ["4.5"])
    assert nps(file).overall["n_invalid"].tolist() == [1]


@pytest.mark.parametrize("cell", ["0x10", "0X1F", "0b11", "1_000"])
def test_an_id_that_looks_like_a_number_stays_one(tmp_path, cell):
    """DuckDB reads 0x10 as 16, also as the first cell of a column, and a late 1_000 as 1000."""
    late = written(tmp_path, "segment,score", "{0},{1}", [f"{cell},9"])
    assert cell in nps(late).table["segment"].tolist()
    early = tmp_path / "early.csv"
    early.write_text(f"segment,score\n{cell},9\n16,3\n3,4\n1000,5\n", encoding="utf-8")
    assert nps(early).table["segment"].tolist() == sorted([cell, "1000", "16", "3"])


@pytest.mark.parametrize("cell", ["0x10", "0b11"])
def test_a_score_that_looks_like_an_id_is_refused(tmp_path, cell):
    file = written(tmp_path, "score", "{0}", [cell])
    with pytest.raises(ValueError, match=f"must hold numbers; it holds '{cell}'"):
        nps(file)


def test_a_late_time_among_days_keeps_its_hour(tmp_path):
    line = "2024-05-{1:02d}"
    file = written(tmp_path, "at", line, ["2024-06-01 23:30:00"])
    (kind,) = map(str, relation(file).types)
    assert kind == "TIMESTAMP"
    assert "2024-06-01 23:30:00" in {str(at) for (at,) in relation(file).fetchall()}


@pytest.mark.parametrize("clock", ["", " 08:00:00"])
def test_a_late_zone_is_not_dropped(tmp_path, clock):
    """2024-06-01T01:30+05:00 is a moment of the last day of May in UTC."""
    line = "c{0},2024-05-{1:02d}" + clock + ",5"
    file = written(tmp_path, "customer,at,amount", line, ["z,2024-06-01T01:30:00+05:00,5"])
    for method in (bought, clv):
        with pytest.raises(ValueError, match="column 'at' must hold dates"):
            method(file)
