"""One answer of each person to each question: which of two was meant is not ours to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import refuse_missing
from cxwidgets.methods.frame import collected

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 100
"""The one named is the first of so many, so that the same one is named as a rule."""


def refuse_twice(frame: nw.LazyFrame[Any], of: Sequence[str], who: str = "respondent") -> None:
    """Raise ``ValueError`` if an answer is nobody's, or somebody gave two to the same question.

    Parameters
    ----------
    frame
        Answers, one row each.
    of
        Columns that say what was asked.
    who
        Column that says who answered.
    """
    counted = frame.select(who, *of).group_by(who, *of).agg(nw.len().alias("times"))
    wrong = (nw.col("times") > 1) | nw.col(who).is_null()
    found = collected(counted.filter(wrong).head(SHOWN))
    refuse_missing(found, who)
    if len(found):
        row = min(found.to_dict("records"), key=lambda row: [str(row[c]) for c in (who, *of)])
        what = " / ".join(str(row[c]) for c in of)
        raise ValueError(
            f"{who} {row[who]!r} rated {what!r} {row['times']} times; keep one answer to each"
        )
