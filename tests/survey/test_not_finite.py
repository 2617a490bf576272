"""What is no finite number is no number: named where it stands, in every kind of file."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cxwidgets import client as clients
from cxwidgets.survey import problems_of
from tests.survey.test_files import rezipped

WRITTEN = ["inf", "-inf", "Infinity", "INF", "1e999", "-1E999", "1E5", "∞", "nan", "１e999", "1_0"]
SCORES = """
[scores]
weight = "weight"
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
TILL = """
[transactions]
customer = "id"
at = "day"
amount = "paid"
thousands = "{thousands}"
[[transactions.file]]
name = "s.csv"
"""


def problems(root):
    client = clients.load(root, "shop")
    return list(map(str, problems_of(client.folder, client.toml)))


@pytest.mark.parametrize("cell", WRITTEN)
def test_scores_and_weights_in_a_text_file_name_it(make, cell):
    rows = f"nps,weight\n9,1\n{cell},{cell}\n"
    weight, score = problems(make("shop", SCORES.format(name="s.csv"), {"s.csv": rows}))
    assert f's.csv, row 3, column "weight": this is no weight: "{cell}"; accepted: a' in weight
    assert f's.csv, row 3, column "nps": off the scale: "{cell}"; accepted: a whole' in score


@pytest.mark.parametrize("thousands", ["", ","])
@pytest.mark.parametrize("cell", WRITTEN)
def test_amounts_name_it(make, cell, thousands):
    rows = f"id,day,paid\na,2026-03-01,5\nb,2026-03-01,{cell}\n"
    (found,) = problems(make("shop", TILL.format(thousands=thousands), {"s.csv": rows}))
    assert f's.csv, row 3, column "paid": no number that makes sense here: "{cell}"' in found


@pytest.mark.parametrize(("stored", "shown"), [("1e999", "inf"), ("-1E999", "-inf")])
def test_a_number_cell_of_a_workbook_names_it(make, write_xlsx, stored, shown):
    path = write_xlsx(First=[["nps", "weight"], [9, 1], [7, 1]])
    rezipped(path, lambda xml: xml.replace(b"<v>7</v>", f"<v>{stored}</v>".encode()))
    files = {"s.xlsx": path.read_bytes()}
    (found,) = problems(make("shop", SCORES.format(name="s.xlsx"), files))
    assert f's.xlsx, row 3, column "nps": off the scale: "{shown}"' in found


def test_a_float_of_a_parquet_file_names_it(make, tmp_path):
    path = tmp_path / "s.parquet"
    pq.write_table(pa.table({"nps": [9.0, float("inf")], "weight": [1.0, float("-inf")]}), path)
    files = {"s.parquet": path.read_bytes()}
    found = problems(make("shop", SCORES.format(name="s.parquet"), files))
    assert [f.split(";")[0] for f in found] == [
        's.parquet, row 3, column "weight": this is no weight: "-inf"',
        's.parquet, row 3, column "nps": off the scale: "inf"',
    ]
