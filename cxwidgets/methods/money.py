"""Amounts as whole numbers of a small unit: their sums do not depend on the order of rows.

Sums of fractions differ in the last digit when rows come in another order. Two customers who spent
the same are then two kinds of customers, and every search for a maximum ends somewhere else.
"""

from __future__ import annotations

from math import floor, log10
from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.frame import collected

EXACT = 9e15
"""Below it every whole number has its place among those of double precision."""
LONGEST = 9e18
"""Below it a sum fits into a whole number of 64 bits."""
SMALLEST = 22
"""The largest power of ten that double precision holds exactly."""


def in_units(rows: nw.LazyFrame[Any], column: str) -> tuple[nw.LazyFrame[Any], float]:
    """Return rows with amounts in whole units, and how many units make 1.

    The unit is a power of ten, as small as the largest amount and the number of rows allow: with
    amounts up to 1000 and a million rows, a billionth. No amount may be missing.
    """
    amount = nw.col(column)
    wanted = (nw.len().alias("n"), amount.min().alias("least"), amount.max().alias("most"))
    found = {name: values.iloc[0] for name, values in collected(rows.select(*wanted)).items()}
    ends = [abs(float(found[end])) for end in ("least", "most") if not pd.isna(found[end])]
    largest = max(*ends, EXACT / 10.0**SMALLEST) if any(ends) else 1.0
    most = min(EXACT, LONGEST / max(1, int(found["n"]))) / largest
    scale = 10.0 ** min(SMALLEST, floor(log10(most)))
    whole = (amount * scale).round(0).cast(nw.Int64)
    return rows.with_columns(whole.alias(column)), scale
