"""Ids and segments of more digits than a float keeps: never changed, or said."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cxwidgets import client as clients
from cxwidgets.survey.tabular import read

A, B = "12345678901234567890", "12345678901234567891"
TOML = """
[scores]
respondent = "id"
segment = "group"
[[scores.file]]
name = "{name}"
[[scores.item]]
id = "r"
zh = "推荐"
en = "Recommend"
column = "nps"
measure = "nps"
low = 0
high = 10
"""


def in_csv(path):
    path.write_text(f"id,group,nps\n{A},{A},9\n{B},{B},8\n")


def in_xlsx(path):
    book = openpyxl.Workbook()
    for row in (["id", "group", "nps"], [A, A, 9], [B, B, 8]):
        book.active.append(row)
    book.save(path)


def in_parquet(path):
    exact = pa.array([Decimal(A), Decimal(B)], pa.decimal128(20, 0))
    whole = pa.array([int(A), int(B)], pa.uint64())
    pq.write_table(pa.table({"id": exact, "group": whole, "nps": [9, 8]}), path)


@pytest.mark.parametrize(
    ("name", "write"), [("s.csv", in_csv), ("s.xlsx", in_xlsx), ("s.parquet", in_parquet)]
)
def test_two_of_twenty_digits_are_two(tmp_path, make, name, write):
    write(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    client = clients.load(make("shop", TOML.format(name=name), {name: data}), "shop")
    answers, account = client.survey_with_account("scores")
    assert answers["respondent"].tolist() == answers["segment"].tolist() == [A, B]
    assert not any("digits" in note.what for note in account.notes)


def test_a_number_of_a_workbook_that_lost_its_last_digits_is_named(write_xlsx):
    rows = [["id", "nps"], [123456789012345, 9], [1234567890123456, 8], ["1234567890123456", 7]]
    table = read(write_xlsx(First=rows))
    (note,) = (note for note in table.notes if "digits" in note.what)
    assert str(note) == (
        'survey.xlsx, row 3, column "A (id)": numbers of more than 15 digits; those behind '
        "were lost before the file came here; accepted: such numbers as text"
    )


def test_a_float_of_a_parquet_file_that_lost_its_last_digits_is_named(tmp_path):
    path = tmp_path / "survey.parquet"
    values = [1.0, 1234567890123456789.0, float("inf"), None]
    pq.write_table(pa.table({"id": values, "nps": [9, 8, 7, 6]}), path)
    (note,) = (note for note in read(path).notes if "digits" in note.what)
    assert (note.rows, note.column) == ((3,), "id")


def test_decimals_of_many_digits_are_read_as_they_stand(tmp_path):
    path = tmp_path / "survey.parquet"
    values = [Decimal("1" * 40), Decimal("5.00"), Decimal("2.50")]
    pq.write_table(pa.table({"id": pa.array(values, pa.decimal256(50, 2))}), path)
    assert read(path).frame["id"].tolist() == ["1" * 40, "5", "2.50"]
