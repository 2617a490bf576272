"""A second opinion on a forecast: the same purchases, another idea of how customers leave.

BG/NBD lets people leave only right after a purchase, Pareto/NBD at any moment. Nobody sees
customers leave, so neither can be shown to be right; how far the two are apart is how much the
forecast hangs on what cannot be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cxwidgets.methods import pareto_nbd
from cxwidgets.methods.likelihood import drawn

if TYPE_CHECKING:
    from cxwidgets.methods.clv import ClvResult

DRAWS = 200
NAMES = ("r", "alpha", "s", "beta")


@dataclass(frozen=True)
class SecondOpinion:
    """Both models side by side.

    Attributes
    ----------
    table
        ``model`` (``bgnbd``, ``pareto_nbd``), ``log_likelihood``, ``alive`` (customers who have not
        left), ``expected`` (purchases within the horizon) with limits ``low, high``.
    parameters
        ``name, value``: r, alpha, s, beta of Pareto/NBD.
    apart
        Whether the limits of the two do not touch.
    """

    table: pd.DataFrame
    parameters: pd.DataFrame
    apart: bool
    horizon: int


def second_opinion(
    result: ClvResult, unit: float = 7, *, seed: int = 20_250_101
) -> SecondOpinion | None:
    """Fit Pareto/NBD to the customers of a forecast.

    Parameters
    ----------
    result
        Of `clv`.
    unit
        Days in a period, as it was for `clv`.
    seed
        Of the draws behind the limits (normal approximation on the log scale).

    Returns
    -------
    SecondOpinion or None
        None where the customers do not determine this model.

    References
    ----------
    Schmittlein, Morrison & Colombo 1987, Management Science 33(1), 1-24.
    """
    known = result.customers
    x, n = (known[c].to_numpy(dtype=float) for c in ("x", "n"))
    recency, age = (known[c].to_numpy(dtype=float) / unit for c in ("recency", "age"))
    try:
        at, likelihood, covariance = pareto_nbd.fit(x, recency, age, n)
    except ValueError:
        return None

    def ahead(parameters: np.ndarray) -> float:
        model = pareto_nbd.ParetoNbd(*parameters)
        return float(n @ model.ahead(result.horizon, x, recency, age))

    values = np.exp(at)
    draws = [ahead(each) for each in np.exp(drawn(at, covariance, DRAWS, seed))]
    low, high = np.quantile(draws, [(1 - result.level) / 2, (1 + result.level) / 2])
    first = result.total.set_index("name").loc["expected"]
    if not np.isfinite([low, high, *first]).all():
        return None
    alive = float(n @ pareto_nbd.ParetoNbd(*values).alive(x, recency, age))
    rows = [
        ("bgnbd", result.log_likelihood, float(n @ known["alive"].to_numpy()), *first),
        ("pareto_nbd", likelihood, alive, ahead(values), low, high),
    ]
    columns = ["model", "log_likelihood", "alive", "expected", "low", "high"]
    parameters = pd.DataFrame({"name": NAMES, "value": values})
    apart = bool(low > first["high"] or high < first["low"])
    return SecondOpinion(pd.DataFrame(rows, columns=columns), parameters, apart, result.horizon)
