"""The work `methods.py` times: the same result by our way, by plain pandas, and by a package."""

from __future__ import annotations

from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ITEMS = [f"q{i}" for i in range(1, 23)]
PREDICTORS = [f"q{i}" for i in range(1, 9)]
# Written by DuckDB; every value follows from its row and a fixed seed.
FILES = {
    "kano": "'feature ' || (i % 20) AS feature, "
    "(1 + hash(i, 1) % 5)::TINYINT AS functional, (1 + hash(i, 2) % 5)::TINYINT AS dysfunctional",
    "nps": "'segment ' || (hash(i, 3) % 100) AS segment, (hash(i, 4) % 11)::TINYINT AS score",
    "servqual": ", ".join(f"(1 + hash(i, {10 + j}) % 7)::TINYINT AS q{j}" for j in range(1, 23)),
    "drivers": ", ".join(f"(1 + hash(i, {40 + j}) % 10)::TINYINT AS q{j}" for j in range(1, 9))
    + ", (1 + (hash(i, 41) % 10 + hash(i, 42) % 10 + hash(i, 50) % 10) // 3)::TINYINT AS overall",
}
FILES["gaps"] = ", ".join(
    f"CASE WHEN hash(i, {80 + j}) % 50 > 0 THEN (1 + hash(i, {10 + j}) % 7)::TINYINT END AS q{j}"
    for j in range(1, 23)
)
FILES["weighted"] = FILES["drivers"] + ", (hash(i, 51) % 40 + 1) / 20 AS weight"


def kano_ours(file: Path) -> Any:
    """Classify 20 features."""
    from cxwidgets.methods.kano import kano

    return kano(file).table[["better", "worse"]].sum().round(9).tolist()


def kano_pandas(file: Path) -> Any:
    """Look every pair of answers up in the evaluation table, then count."""
    import pandas as pd

    from cxwidgets.methods.kano_table import EVALUATION

    answers = pd.read_parquet(file)
    table = pd.Series(EVALUATION["standard"], name="category")
    answers = answers.join(table, on=["functional", "dysfunctional"])
    counts = answers.groupby(["feature", "category"]).size().unstack(fill_value=0)  # noqa: PD010
    told = counts[["A", "O", "M", "I"]].sum(axis=1)
    better = (counts["A"] + counts["O"]) / told
    worse = -(counts["O"] + counts["M"]) / told
    return [round(better.sum(), 9), round(worse.sum(), 9)]


def nps_ours(file: Path) -> Any:
    """Return the score of 100 segments with intervals."""
    from cxwidgets.methods.scores import nps

    return round(nps(file).table["nps"].sum(), 6)


def nps_pandas(file: Path) -> Any:
    """Mark promoters and detractors, then average by segment with a standard error."""
    import numpy as np
    import pandas as pd

    answers = pd.read_parquet(file)
    mark = np.where(answers["score"] >= 9, 100, np.where(answers["score"] <= 6, -100, 0))  # noqa: PLR2004
    scores = answers.assign(mark=mark).groupby("segment")["mark"].agg(["mean", "sem"])
    return round(scores["mean"].sum(), 6)


def servqual_ours(file: Path) -> Any:
    """Return alpha of 22 items, for which their whole covariance matrix is needed."""
    from cxwidgets.methods.reliability import cronbach_alpha

    return round(cronbach_alpha(file, ITEMS).raw, 9)


def servqual_pandas(file: Path) -> Any:
    """Let pandas make the covariance matrix."""
    import numpy as np
    import pandas as pd

    c = pd.read_parquet(file)[ITEMS].cov().to_numpy()
    return round(22 / 21 * (1 - np.trace(c) / c.sum()), 9)


def gaps_pandas(file: Path) -> Any:
    """Leave out who did not answer everything, then let pandas make the covariance matrix."""
    import numpy as np
    import pandas as pd

    c = pd.read_parquet(file)[ITEMS].dropna().cov().to_numpy()
    return round(22 / 21 * (1 - np.trace(c) / c.sum()), 9)


def servqual_package(file: Path) -> Any:
    """Let pingouin make alpha."""
    import pandas as pd
    import pingouin

    return round(pingouin.cronbach_alpha(pd.read_parquet(file)[ITEMS])[0], 9)


def drivers_ours(file: Path) -> Any:
    """Return coefficients and LMG shares of 8 predictors with intervals."""
    from cxwidgets.methods.drivers import drivers

    return drivers(file, "overall", PREDICTORS).table["lmg"].round(9).tolist()


def drivers_pandas(file: Path) -> Any:
    """Correlate with pandas, then average the gain in R² over all orders."""
    import pandas as pd

    return _lmg(pd.read_parquet(file)[[*PREDICTORS, "overall"]].corr().to_numpy())


def weighted_ours(file: Path) -> Any:
    """Return the same of weighted respondents."""
    from cxwidgets.methods.drivers import drivers

    table = drivers(file, "overall", PREDICTORS, weights="weight").table
    return table["lmg"].round(9).tolist()


def weighted_pandas(file: Path) -> Any:
    """Let NumPy make the weighted covariance matrix, then average as before."""
    import numpy as np
    import pandas as pd

    answers = pd.read_parquet(file)
    c = np.cov(answers[[*PREDICTORS, "overall"]].T, aweights=answers["weight"])
    sd = np.sqrt(np.diag(c))
    return _lmg(c / np.outer(sd, sd))


def drivers_package(file: Path) -> Any:
    """Regress with statsmodels: coefficients only, it has no LMG."""
    import pandas as pd
    from statsmodels.api import OLS, add_constant

    answers = pd.read_parquet(file)
    fitted = OLS(answers["overall"], add_constant(answers[PREDICTORS].astype(float))).fit()
    return fitted.params.round(6).tolist()


def _lmg(r: Any) -> list[float]:
    """Return each predictor's average gain in R² from a correlation matrix, the outcome last."""
    import numpy as np

    k = len(r) - 1

    def r2(chosen: tuple[int, ...]) -> float:
        part = list(chosen)
        return float(r[part, k] @ np.linalg.solve(r[np.ix_(part, part)], r[part, k])) if part else 0

    shares = []
    for j in range(k):
        others = [i for i in range(k) if i != j]
        gain = 0.0
        for size in range(k):
            weight = factorial(size) * factorial(k - size - 1) / factorial(k)
            gain += weight * sum(
                r2(tuple(sorted((*s, j)))) - r2(s) for s in combinations(others, size)
            )
        shares.append(round(gain, 9))
    return shares


WORK: dict[str, dict[str, Callable[[Path], Any]]] = {
    "kano": {"ours": kano_ours, "pandas": kano_pandas},
    "nps": {"ours": nps_ours, "pandas": nps_pandas},
    "servqual": {"ours": servqual_ours, "pandas": servqual_pandas, "package": servqual_package},
    "drivers": {"ours": drivers_ours, "pandas": drivers_pandas, "package": drivers_package},
    # As surveys are: one answer in 50 is missing; respondents are weighted.
    "gaps": {"ours": servqual_ours, "pandas": gaps_pandas},
    "weighted": {"ours": weighted_ours, "pandas": weighted_pandas},
}
PACKAGE = {"servqual": "pingouin", "drivers": "statsmodels"}
