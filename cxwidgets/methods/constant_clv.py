"""What a customer is worth when margin and retention stay the same for ever.

Then the value is the yearly margin times one number, the margin multiple: r / (1 + i − r). It
shows at a glance what one more point of retention r is worth at a discount i. Where those who leave
easily leave first, retention rises with age and the multiple is too low (compare `sbg`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

RETENTIONS = tuple(percent / 100 for percent in range(50, 96))
DISCOUNTS = (0.10, 0.12, 0.14, 0.16)
"""Those of the published table."""


def constant_clv(
    margin: float, retention: float, discount: float, *, immediate: bool = False
) -> float:
    """Return the value of a customer with constant margin and retention, for ever.

    margin · r / (1 + i − r), the first margin received at the end of the first period by those who
    are still there; ``immediate`` adds one margin now. It understates where retention rises with
    age (compare `sbg`).

    Raises
    ------
    ValueError
        If retention is not from 0 to 1, or not below 1 + discount.
    """
    if not 0 <= retention <= 1 or not retention < 1 + discount:
        raise ValueError(f"retention {retention!r} with discount {discount!r} has no finite value")
    later = margin * retention / (1 + discount - retention)
    return later + margin if immediate else later


def margin_multiples(
    retentions: Sequence[float] = RETENTIONS, discounts: Sequence[float] = DISCOUNTS
) -> pd.DataFrame:
    """Return ``retention, discount, multiple``: the value of a margin of 1, for each pair.

    Raises
    ------
    ValueError
        As for `constant_clv`.

    References
    ----------
    Gupta & Lehmann 2003, Journal of Interactive Marketing 17(1), 9-24.
    """
    rows = [(r, i, constant_clv(1, r, i)) for i in discounts for r in retentions]
    return pd.DataFrame(rows, columns=["retention", "discount", "multiple"])
