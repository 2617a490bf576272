"""What a customer is worth when margin and retention stay the same for ever."""

from __future__ import annotations


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
