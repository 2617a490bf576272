"""What every measure of agreement returns, and how ratings come in."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.answers import NUMBERS, number, refuse_missing
from cxwidgets.methods.frame import collected, lazily

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cxwidgets.methods.notes import Note


LONG = {"respondent", "item"}
"""Columns of a table with a row for each rating."""


@dataclass(frozen=True)
class Concordance:
    """How far raters agree.

    Attributes
    ----------
    measure
        ``"kendall_w"``, ``"fleiss_kappa"`` or ``"krippendorff_alpha"``.
    value, low, high
        The coefficient with its interval; NaN where it has no meaning (see ``notes``).
    statistic, degrees, p
        Of the test that agreement is what chance gives; NaN where there is none.
    raw
        For categories: share of agreeing pairs of ratings.
    raters, items
        How many (of ratings an item, for kappa).
    ties
        Whether some rater tied items; the coefficient is corrected for it.
    table
        One row for each item; what it holds depends on the measure.
    notes
        Remarks as text keys.
    """

    measure: str
    value: float
    low: float
    high: float
    raters: int
    items: int
    table: pd.DataFrame
    notes: tuple[Note, ...] = ()
    statistic: float = nan
    degrees: float = nan
    p: float = nan
    raw: float = nan
    ties: bool = False


def _numbers(column: pd.Series[Any]) -> NDArray[Any]:
    wrong = []
    if column.dtype == bool or not pd.api.types.is_numeric_dtype(column):
        given = column.dropna()
        wrong = [v for v in given if isinstance(v, bool | np.bool_) or not isinstance(v, NUMBERS)]
    if wrong:
        raise ValueError(
            f"column {column.name!r} must hold ratings, which are numbers; it holds {wrong[0]!r}"
        )
    found: NDArray[Any] = column.to_numpy(dtype=float, na_value=np.nan)
    return found


def _raters(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return a table of one row for each rater, named where it says who; refuse what is unclear."""
    for name in ratings.columns[ratings.columns.duplicated()]:
        raise ValueError(f"the table has several columns {name!r}; rename or drop one")
    if "respondent" not in ratings:
        return ratings
    refuse_missing(ratings, "respondent")
    for who in ratings.loc[ratings["respondent"].duplicated(), "respondent"]:
        raise ValueError(f"respondent {who!r} has several rows; each rater has one")
    return ratings.set_index("respondent")  # says who rated, and is no rating


def matrix(ratings: Any, value: str) -> tuple[NDArray[Any], list[str]]:
    """Return ratings as raters × items, NaN where there is none, and the items' names.

    Parameters
    ----------
    ratings
        A frame with ``respondent, item`` and ``value``, one row for each rating; or a frame or
        array with one row for each rater and one column for each item (and perhaps ``respondent``,
        who rated).

    Raises
    ------
    ValueError
        If somebody rated an item twice or has two rows, a rating is nobody's, or it is no number
        or infinite.
    """
    if isinstance(ratings, np.ndarray | list | tuple):
        ratings = pd.DataFrame(np.asarray(ratings, dtype=float))
        ratings.columns = [str(i + 1) for i in range(ratings.shape[1])]
    if not isinstance(ratings, pd.DataFrame):
        lazy = lazily(ratings, [])
        ratings = lazy if set(lazy.collect_schema().names()) >= LONG else collected(lazy)
    if isinstance(ratings, pd.DataFrame) and not set(ratings.columns) >= LONG:
        ratings = _raters(ratings)
        given = np.array([_numbers(column) for _, column in ratings.items()]).T
        for row, place in np.argwhere(np.isinf(given))[:1]:
            _refuse_infinite(given[row, place], ratings.index[row], ratings.columns[place])
        return given, [str(c) for c in ratings.columns]
    long = lazily(ratings, ["respondent", "item", value])
    frame = collected(long.select("respondent", "item", number(long, value).alias(value)))
    for column in ("respondent", "item"):
        refuse_missing(frame, column)
    twice = frame[frame.duplicated(["respondent", "item"])]
    if len(twice):
        one = twice.head(1).to_dict("records")[0]
        raise ValueError(f"{one['respondent']!r} rated {one['item']!r} twice")
    for row in frame[np.isinf(frame[value].to_numpy(dtype=float, na_value=np.nan))].to_dict(
        "records"
    ):
        _refuse_infinite(row[value], row["respondent"], row["item"])
    wide = frame.pivot_table(
        index="respondent", columns="item", values=value, dropna=False, sort=True
    )
    return wide.to_numpy(dtype=float, na_value=np.nan), [str(c) for c in wide.columns]


def _refuse_infinite(rating: float, who: Any, what: Any) -> None:
    raise ValueError(f"{who!s} rated {what!s} {rating:g}; a rating must be a finite number")
