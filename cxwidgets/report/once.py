"""A result computed once: several pages of a report look at the same answers."""

from __future__ import annotations

from collections import deque
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeGuard, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")
KEPT = 8
"""Results kept of each function; a report has a few questions and one survey of a kind."""


def once(compute: Callable[P, R]) -> Callable[P, R]:
    """Return a function that remembers what it was asked last, and answers from memory.

    Parameters
    ----------
    compute
        A pure function of tables and values that can be compared. Whether two tables are the same
        is decided by their content. Its results must not be written to.
    """
    known: deque[tuple[tuple[Any, ...], R]] = deque(maxlen=KEPT)

    @wraps(compute)
    def found(*given: P.args, **named: P.kwargs) -> R:
        asked = (*given, *sorted(named.items()))
        for before, result in known:
            if len(before) == len(asked) and all(map(_same, before, asked)):
                return result
        result = compute(*given, **named)
        # Shallow copies: pandas copies what anybody writes to, so these stay as they were.
        known.append((tuple(a.copy(deep=False) if _table(a) else a for a in asked), result))
        return result

    return found


def _table(value: Any) -> TypeGuard[pd.DataFrame]:
    return isinstance(value, pd.DataFrame)


def _same(one: Any, other: Any) -> bool:
    if _table(one) or _table(other):
        return _table(one) and _table(other) and bool(one.equals(other))
    return bool(one == other)
