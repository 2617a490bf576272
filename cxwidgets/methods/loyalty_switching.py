"""Switching costs: who stays because they are satisfied, and who because leaving costs too much.

Learning a new service, losing a bonus, missing people one knows: where leaving costs much, people
stay whether they are satisfied or not (hostages), and satisfaction says less of who will be there
next year. So switching costs are a moderator: what is asked is how they interact with satisfaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING, coded, measured
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import check_level, two_sided, z_value
from cxwidgets.methods.notes import Note, left_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATED = ["satisfaction", "switching_cost"]
KEYS = [*RATED, "stay"]
TERMS = ("constant", "satisfaction", "switching_cost", "interaction")
INDICATIVE = 30
EVENTS = 10
"""Fewer people of the rarer outcome for each coefficient than this, and estimates are shaky."""
RANK = 1e-9
SEPARATED = 1e-7


@dataclass(frozen=True)
class SwitchingResult:
    """A logistic regression of staying.

    Attributes
    ----------
    table
        ``term, coefficient, se, low, high, odds_ratio, odds_low, odds_high, p`` (Wald): the
        constant, ``satisfaction`` and ``switching_cost`` (each where the other is 0), and their
        ``interaction``. NaN where they cannot be estimated; see ``notes``.
    slopes
        What the interaction means: ``switching_cost`` one standard deviation below its mean, at it,
        and one above; ``odds_ratio, low, high`` of staying for one step more of satisfaction there.
    n, stayed
        People with all three answers; those of them who stay.
    n_missing, n_invalid
        People who left one out; others who answered off the scale.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    slopes: pd.DataFrame
    n: int
    stayed: int
    n_missing: int
    n_invalid: int
    notes: tuple[Note, ...]
    level: float


def tally(
    answers: Any,
    satisfaction: tuple[float, float] = (1, 5),
    switching_cost: tuple[float, float] = (1, 5),
) -> pd.DataFrame:
    """Count people by satisfaction, switching costs and whether they stay.

    Parameters
    ----------
    answers
        Any frame with ``satisfaction`` and ``switching_cost`` (a rating or a mean of several) and
        ``stay`` (1 stays or means to, 0 does not), one row a person.
    satisfaction, switching_cost
        Ends of their scales, at 0 or above.

    Returns
    -------
    pandas.DataFrame
        ``satisfaction, switching_cost, stay, n``; −1 where something is missing, −2 where it is off
        the scale. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something other than numbers, or a scale begins below 0.
    """
    frame = lazily(answers, KEYS)
    if frame.collect_schema()["stay"] == nw.Boolean:
        frame = frame.with_columns(nw.col("stay").cast(nw.Int64))
    scales = zip(RATED, (satisfaction, switching_cost), strict=True)
    rows = frame.select(*(measured(frame, name, *ends) for name, ends in scales),
                        coded(frame, "stay", 0, 1))  # fmt: skip
    table = collected(rows.group_by(*KEYS).agg(nw.len().alias("n")))
    return table.sort_values(KEYS, ignore_index=True)


def switching_costs(
    answers: Any,
    satisfaction: tuple[float, float] = (1, 5),
    switching_cost: tuple[float, float] = (1, 5),
    level: float = 0.95,
) -> SwitchingResult:
    """Regress staying on satisfaction, switching costs and their product.

    Parameters
    ----------
    answers, satisfaction, switching_cost
        As for `tally`, or a tally.

    Raises
    ------
    ValueError
        As for `tally`.

    Notes
    -----
    logit P(stay) = b0 + b1 satisfaction + b2 cost + b3 satisfaction · cost, by maximum likelihood
    on the counts (statsmodels). An interaction below 0: satisfaction matters less where switching
    costs more. Separation (Albert & Anderson 1984), where no estimate exists, is found by linear
    programming (Konis 2007). It tells what goes together, not what makes people stay.

    References
    ----------
    Burnham, Frels & Mahajan 2003, Journal of the Academy of Marketing Science 31(2), 109-126;
    Aiken & West 1991, Multiple Regression (slopes at one standard deviation); Peduzzi, Concato,
    Kemper, Holford & Feinstein 1996, Journal of Clinical Epidemiology 49, 1373-1379 (ten events
    for each coefficient).
    """
    check_level(level)
    ready = counted(answers, *KEYS)
    table = answers if ready else tally(answers, satisfaction, switching_cost)
    table = table.groupby(KEYS, as_index=False)["n"].sum()
    blank, off = ((table[KEYS] == code).any(axis=1) for code in (MISSING, INVALID))
    missing, invalid = (int(table.loc[out, "n"].sum()) for out in (blank, off & ~blank))
    known = table[~blank & ~off]
    n = known["n"].to_numpy(dtype=float)
    s, c = (known[name].to_numpy(dtype=float) for name in RATED)
    x, stays = np.column_stack([np.ones(len(n)), s, c, s * c]), known["stay"].to_numpy() == 1
    people, stayed = int(n.sum()), int(n[stays].sum())
    reason = _unknowable(x, stays)
    b, covariance = np.full(len(TERMS), nan), np.full((len(TERMS),) * 2, nan)
    if not reason:
        b, covariance = _fitted(x, stays, n)
    found = _table(b, covariance, level)
    notes = [Note(f"loyalty.switching.{reason}", tone="warn")] if people and reason else []
    notes += [*_few(people, stayed), *([] if reason else [_meaning(found)])]
    return SwitchingResult(
        found,
        _slopes(b, covariance, c, n, level),
        *(people, stayed, missing, invalid),
        (*notes, *left_out(missing, invalid)),
        level,
    )


def _unknowable(x: NDArray[Any], stays: NDArray[np.bool_]) -> str:
    """Return why there is no estimate; nothing where there is one."""
    if stays.all() or not stays.any():
        return "one_outcome"
    size = np.abs(x).max(axis=0)
    if not size.all() or np.linalg.matrix_rank(x / size, tol=RANK * len(x)) < x.shape[1]:
        return "no_spread"
    return "separated" if _separated(x / size, stays) else ""


def _separated(x: NDArray[Any], stays: NDArray[np.bool_]) -> bool:
    """Say whether some line leaves those who stay on one side and those who leave on the other."""
    from scipy.optimize import linprog

    sides = np.where(stays[:, None], x, -x)
    best = linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(len(x)), bounds=(-1, 1))
    return bool(-best.fun > SEPARATED)


def _fitted(
    x: NDArray[Any], stays: NDArray[np.bool_], n: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return coefficients and their covariance."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    fit = GLM(stays.astype(float), x, family=Binomial(), freq_weights=n).fit(tol=1e-12)
    return fit.params, fit.cov_params()


def _table(b: NDArray[Any], covariance: NDArray[Any], level: float) -> pd.DataFrame:
    se, z = np.sqrt(np.diag(covariance)), z_value(level)
    ends = {"coefficient": b, "se": se, "low": b - z * se, "high": b + z * se}
    odds = zip(("odds_ratio", "odds_low", "odds_high"), ("coefficient", "low", "high"), strict=True)
    with np.errstate(over="ignore"):  # a limit may be as good as infinite
        ratios = {name: np.exp(ends[of]) for name, of in odds}
    return pd.DataFrame({"term": TERMS} | ends | ratios).assign(p=[two_sided(v) for v in b / se])


def _slopes(
    b: NDArray[Any], covariance: NDArray[Any], c: NDArray[Any], n: NDArray[Any], level: float
) -> pd.DataFrame:
    """Return the odds ratio of a step of satisfaction at three levels of switching costs."""
    people, z = n.sum(), z_value(level)
    mean = float(n @ c / people) if people else nan
    sd = float(np.sqrt(n @ (c - mean) ** 2 / (people - 1))) if people > 1 else nan
    rows = []
    for cost in (mean - sd, mean, mean + sd):
        weights = np.array([0.0, 1.0, 0.0, cost])
        slope, half = float(weights @ b), z * float(np.sqrt(weights @ covariance @ weights))
        odds = (np.exp(slope + d) for d in (0.0, -half, half))
        rows.append([cost, *map(float, odds)])
    return pd.DataFrame(rows, columns=["switching_cost", "odds_ratio", "low", "high"])


def _few(people: int, stayed: int) -> list[Note]:
    rarer, asked = min(stayed, people - stayed), len(TERMS) - 1
    notes = [Note("panel.small_n", {"n": people}, "warn")] if 0 < people < INDICATIVE else []
    if 0 < rarer < EVENTS * asked:
        params = {"n": rarer, "least": EVENTS * asked}
        notes.append(Note("loyalty.switching.few_events", params, "warn"))
    return notes


def _meaning(found: pd.DataFrame) -> Note:
    """Say whether satisfaction matters less where switching costs more."""
    low, high = found.set_index("term").loc["interaction", ["low", "high"]]
    key = "less" if high < 0 else "more" if low > 0 else "open"
    return Note(f"loyalty.switching.{key}")
