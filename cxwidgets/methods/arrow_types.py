"""pandas columns kept in Arrow: the same numbers, dates and texts as pandas' own columns.

Narwhals hands them on, but they know neither remainders nor months as numbers, stop at a whole
number that double precision does not hold, and have no ranks of texts within groups. Decimals stay
as they are.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd


def without_arrow(frame: Any) -> Any:
    """Return a pandas or Dask frame with all but decimals in pandas' own columns.

    A frame that has none in Arrow is returned itself, and so is one of another library.
    """
    asked = nw.dependencies
    if not (asked.is_pandas_dataframe(frame) or asked.is_dask_dataframe(frame)):
        return frame
    kinds = {
        name: _own(kind) for name, kind in frame.dtypes.items() if isinstance(kind, pd.ArrowDtype)
    }
    known = {name: kind for name, kind in kinds.items() if kind}
    return frame.astype(known) if known else frame


def _own(dtype: pd.ArrowDtype) -> Any:
    """Return pandas' own type that holds the same, or None."""
    from pyarrow import types

    arrow = dtype.pyarrow_dtype
    if types.is_integer(arrow) or types.is_boolean(arrow) or types.is_floating(arrow):
        name = {"bool": "boolean", "float": "Float32", "double": "Float64", "halffloat": "Float32"}
        return name.get(str(arrow), str(arrow).replace("uint", "UInt").replace("int", "Int"))
    if types.is_date(arrow):
        return "datetime64[s]"
    if types.is_timestamp(arrow):
        return f"datetime64[{arrow.unit}{', ' + arrow.tz if arrow.tz else ''}]"
    if types.is_string(arrow) or types.is_large_string(arrow):
        return pd.StringDtype()
    return None
