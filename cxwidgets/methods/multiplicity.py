"""Many tests at once: p-values adjusted so that chance findings stay a known share of all findings.

Of twenty features without any difference one passes at 5 % by chance alone. The adjustment of
Benjamini and Hochberg answers "if all features with a smaller p were reported, which share of them
would be chance?".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def adjusted(p: Iterable[float]) -> NDArray[Any]:
    """Return Benjamini-Hochberg adjusted p-values, in the order given.

    NaN, no test at all, stays NaN and does not count among the tests.

    Notes
    -----
    The i-th smallest of m becomes the least of m p₍ⱼ₎ / j over j ≥ i: the same as
    ``scipy.stats.false_discovery_control``, without loading all of ``scipy.stats`` in each kernel.

    References
    ----------
    Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57, 289-300.
    """
    found = np.array(list(p), dtype=float)
    known = np.flatnonzero(~np.isnan(found))
    order = known[np.argsort(found[known], kind="stable")]
    m = len(order)
    scaled = found[order] * m / np.arange(1, m + 1)
    found[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return found
