"""Cells of a workbook that show a percentage: 0.8 is stored, and 80% is what stands there.

Taken as stored, a cell that shows 100% would pass for the answer 1.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from cxwidgets.survey.cell import DIGITS

_SAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Words, single characters and colours of a number format: a sign in them stands for itself."""


def percent_styles(book: Any) -> frozenset[int]:
    """Return the numbers of the cell styles of a workbook that show percentages."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    own = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE))  # noqa: SLF001
    formats = {**BUILTIN_FORMATS, **own}
    return frozenset(
        number
        for number, style in enumerate(book._cell_styles)  # noqa: SLF001
        if "%" in _SAID.sub("", formats.get(style.numFmtId, "").split(";")[0])
    )


def as_percent(value: float) -> str:
    """Return a stored number as the percentage it shows: 0.8 as 80%.

    Digits behind those a spreadsheet keeps are traces of computing.
    """
    shown = Decimal(f"{value:.{DIGITS}g}") * 100
    return f"{shown.normalize():f}%" if shown.is_finite() else str(value)
