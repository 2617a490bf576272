"""Names of people and groups that are long numbers stay what they are, from every file."""

from __future__ import annotations

import pytest

from cxwidgets.methods.file import relation
from cxwidgets.methods.kano_segments import kano_segments
from cxwidgets.methods.scores import nps

PAIRS = {
    "16 digits": ("1234567890123456", "1234567890123457"),
    "17 digits": ("12345678901234561", "12345678901234562"),
    "20 digits": ("12345678901234567890", "12345678901234567891"),
    "45 digits": ("1" * 45, "1" * 44 + "2"),
    "zeros first": ("0012345678901234567", "12345678901234567"),
}


def written(path, names):
    rows = [f"{names[i % 2]},tea,{(1, 3)[i % 2]},5" for i in range(20)]
    rows += [",tea,1,5"]  # a blank one, because of which whole numbers become floats in pandas
    path.write_text("segment,feature,functional,dysfunctional\n" + "\n".join(rows))
    return path


@pytest.mark.parametrize("names", PAIRS.values(), ids=PAIRS)
def test_two_long_numbers_are_two_segments(tmp_path, names):
    table = kano_segments(written(tmp_path / "answers.csv", names)).table
    assert set(table["segment"]) == set(names)
    assert table["n"].tolist() == [10, 10]


def test_numbers_of_fifteen_digits_and_less_stay_numbers(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("a,b,c\n1,123456789012345,0.5\n2,3,inf\n")
    assert list(map(str, relation(path).types)) == ["BIGINT", "BIGINT", "DOUBLE"]


def test_an_odd_header_is_no_trouble(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text('"the ""id""",n\n12345678901234567890,1\n')
    assert relation(path).fetchall() == [("12345678901234567890", 1)]


def test_long_whole_decimals_of_a_parquet_file_stay_what_they_are(tmp_path):
    names = PAIRS["20 digits"]
    path = tmp_path / "answers.parquet"
    words = relation(written(tmp_path / "answers.csv", names))
    words.project("* REPLACE (segment::DECIMAL(38, 0) AS segment)").write_parquet(str(path))
    assert set(kano_segments(path).table["segment"]) == set(names)


def test_long_numbers_of_a_table_in_duckdb_stay_what_they_are(tmp_path):
    names = PAIRS["20 digits"]
    words = relation(written(tmp_path / "answers.csv", names))
    own = words.project(
        "* REPLACE (segment::HUGEINT AS segment, functional::HUGEINT AS functional)"
    )
    assert set(kano_segments(own).table["segment"]) == set(names)


def test_long_numbers_among_gaps_in_polars_stay_what_they_are():
    import polars as pl

    kinds = {pl.Int64: 10**18, pl.UInt64: 10**19, pl.Int128: 10**30}
    for kind, long in kinds.items():
        people = [long, None, long + 1] * 4
        answers = pl.DataFrame({"segment": people, "score": 9}, schema_overrides={"segment": kind})
        assert nps(answers).table["segment"].tolist() == [str(long), str(long + 1)]
