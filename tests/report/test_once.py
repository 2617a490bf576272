"""A result is computed once for the same answers, and anew for any others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cxwidgets.report.once import KEPT, once


def counting():
    asked = []

    @once
    def total(table, scale=1):
        asked.append(scale)
        return float(table["x"].sum()) * scale

    return total, asked


def test_the_same_answers_are_counted_once_whoever_holds_them():
    total, asked = counting()
    table = pd.DataFrame({"x": [1.0, np.nan, 3.0]})
    assert total(table) == total(table.copy()) == 4.0
    assert len(asked) == 1


def test_other_answers_or_another_scale_are_counted_anew():
    total, asked = counting()
    table = pd.DataFrame({"x": [1.0, 2.0]})
    assert (total(table), total(table, 2), total(table, scale=3)) == (3.0, 6.0, 9.0)
    table.loc[0, "x"] = 5.0  # written to after it was asked about
    assert total(table) == 7.0
    assert total(table.rename(columns={"x": "y"}).assign(x=1.0)) == 2.0
    assert len(asked) == 5


def test_only_the_last_results_are_kept():
    total, asked = counting()
    tables = [pd.DataFrame({"x": [float(i)]}) for i in range(KEPT + 1)]
    for table in (*tables, tables[0]):
        total(table)
    assert len(asked) == KEPT + 2
