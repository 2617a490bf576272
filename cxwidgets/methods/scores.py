"""Scores: would they recommend us, were they satisfied, was it easy.

Three single questions in wide use. The net promoter score (NPS) subtracts those who would warn
others from those who would recommend; customer satisfaction (CSAT) is the share that chose the top
of the scale; the customer effort score (CES) asks how easy it was. All three are summaries of a
sample, so each has an interval.

Net Promoter, NPS and Net Promoter Score are trademarks of Bain & Company, NICE Satmetrix and Fred
Reichheld.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.methods import nps_interval
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.nps_interval import Counts, Difference, n_for
from cxwidgets.methods.score_tally import ScoresResult, histogram_mean, summarised, tally
from cxwidgets.methods.segment import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ALL", "ScoresResult", "acsi", "ces", "compare", "csat", "n_for", "nps", "tally"]

EASY = {"higher_is_easier": (1, 7, (5, 6, 7)), "lower_is_easier": (1, 5, (1, 2))}
"""Scale ends and the answers that count as easy: CES 2.0 (1-7) and CES 1.0 (1-5)."""


def nps(
    answers: Any,
    method: str = "adjusted_wald",
    level: float = 0.95,
    *,
    weights: str | None = None,
) -> ScoresResult:
    """Compute net promoter scores from answers 0-10.

    Parameters
    ----------
    answers
        A frame with ``score`` and perhaps ``segment``, or its `tally`.
    method
        ``"adjusted_wald"``, ``"wald"``, ``"score"`` or ``"bootstrap"`` (see
        `nps_interval.interval`); ``"wald"`` and ``"bootstrap"`` have no width when everyone is in
        one of the three groups.
    weights
        Column of respondent weights, if answers are to be weighted; never taken by its name alone.
        Shares then are ``Σ w x / Σ w``, and the interval is that of Kish's effective n.

    Returns
    -------
    ScoresResult
        Columns ``promoters`` (9-10), ``passives`` (7-8), ``detractors`` (0-6), ``nps`` in points
        −100 … 100, ``low, high`` cut off at ±100 (then ``flag`` is ``"clipped"``).

    Notes
    -----
    NPS = 100 (P − D) / n (Reichheld 2003). A 1-10 scale is never taken for a 0-10 one. The
    adjusted Wald interval adds its pseudo-answers to the n_eff answers that a weighted sample is
    worth.

    Examples
    --------
    >>> import pandas as pd
    >>> float(nps(pd.DataFrame({"score": [10, 9, 7, 3]})).table.loc[0, "nps"])
    25.0
    """

    def row(counts: Mapping[int, int]) -> dict[str, Any]:
        found = Counts(
            detractors=sum(counts.get(s, 0) for s in range(7)),
            passives=sum(counts.get(s, 0) for s in (7, 8)),
            promoters=sum(counts.get(s, 0) for s in (9, 10)),
        )
        low, high = nps_interval.interval(found, method, level)
        return {
            "promoters": found.promoters,
            "passives": found.passives,
            "detractors": found.detractors,
            "nps": found.nps,
            "low": low if low != low else max(-100.0, low),  # noqa: PLR0124 - NaN stays NaN
            "high": high if high != high else min(100.0, high),  # noqa: PLR0124
            "flag": "clipped" if low < -100 or high > 100 else "",  # noqa: PLR2004
        }

    return summarised("nps", answers, (0, 10), row, level, weights)


def csat(
    answers: Any,
    top: int = 2,
    low: int = 1,
    high: int = 5,
    level: float = 0.95,
    *,
    weights: str | None = None,
) -> ScoresResult:
    """Compute customer satisfaction: the share that chose the ``top`` best answers, and the mean.

    Parameters
    ----------
    answers, weights
        As for `nps`.

    Returns
    -------
    ScoresResult
        Columns ``top`` (count), ``share`` with Wilson limits ``low, high``; ``mean`` with t limits
        ``mean_low, mean_high``.

    Raises
    ------
    ValueError
        If ``top`` is not between 1 and the number of answers to choose from, less one.
    """
    if not 1 <= top <= high - low:
        raise ValueError(f"top is {top!r}; on a scale of {low} to {high} it is 1 to {high - low}")
    best = range(high - top + 1, high + 1)

    def row(counts: Mapping[int, int]) -> dict[str, Any]:
        n, hits = sum(counts.values()), sum(counts.get(s, 0) for s in best)
        limits = wilson(hits, n, level)
        mean, mean_limits = histogram_mean(counts, level)
        return {
            "top": hits,
            "share": hits / n if n else float("nan"),
            "low": limits[0],
            "high": limits[1],
            "mean": mean,
            "mean_low": mean_limits[0],
            "mean_high": mean_limits[1],
            "flag": "",
        }

    return summarised("csat", answers, (low, high), row, level, weights)


def ces(
    answers: Any, direction: str, level: float = 0.95, *, weights: str | None = None
) -> ScoresResult:
    """Compute the customer effort score: the mean, and the share that found it easy.

    Parameters
    ----------
    answers, weights
        As for `nps`.
    direction
        ``"higher_is_easier"``: CES 2.0, agreement 1-7 that it was made easy; 5-7 are easy.
        ``"lower_is_easier"``: CES 1.0, effort 1-5; 1-2 are easy. The two never share a trend line.

    Returns
    -------
    ScoresResult
        Columns ``mean`` with t limits ``low, high``; ``easy`` (count), ``share`` with Wilson limits
        ``share_low, share_high``.

    Raises
    ------
    ValueError
        For another direction.
    """
    if direction not in EASY:
        raise ValueError(f"the direction is {direction!r}; it must be one of {', '.join(EASY)}")
    low, high, easy = EASY[direction]

    def row(counts: Mapping[int, int]) -> dict[str, Any]:
        n, hits = sum(counts.values()), sum(counts.get(s, 0) for s in easy)
        mean, limits = histogram_mean(counts, level)
        share = wilson(hits, n, level)
        return {
            "mean": mean,
            "low": limits[0],
            "high": limits[1],
            "easy": hits,
            "share": hits / n if n else float("nan"),
            "share_low": share[0],
            "share_high": share[1],
            "flag": "",
        }

    return summarised("ces", answers, (low, high), row, level, weights)


def compare(a: Any, b: Any, method: str = "adjusted_wald", level: float = 0.95) -> Difference:
    """Compare two net promoter scores: the first minus the second.

    Parameters
    ----------
    a, b
        Results of `nps`, or frames of answers; all segments together. Weighted results are compared
        as samples of their effective n.

    Raises
    ------
    ValueError
        If a result is of another kind of score.
    """
    return nps_interval.difference(_counts(a), _counts(b), method, level)


def acsi(means: tuple[float, ...], weights: tuple[float, ...] | None = None) -> float:
    """Return a satisfaction index 0-100 from means of 1-10 items (Fornell et al. 1996).

    ``100 Σ w (mean - 1) / 9`` with weights that sum to 1; equal weights where none are given.

    Raises
    ------
    ValueError
        If a mean is off the scale, or the weights do not fit the means.
    """
    if not means:
        raise ValueError("an index needs the mean of at least one question")
    shares = (1 / len(means),) * len(means) if weights is None else weights
    fits = len(shares) == len(means) and all(share >= 0 for share in shares)
    if not fits or not abs(sum(shares) - 1) <= 1e-6:  # noqa: PLR2004
        raise ValueError(f"the weights {shares} must be {len(means)} shares that sum to 1")
    wrong = [mean for mean in means if not 1 <= mean <= 10]  # noqa: PLR2004 - the scale
    if wrong:
        raise ValueError(f"the mean {wrong[0]} is not on the scale of 1 to 10")
    return 100 * sum(w * (mean - 1) / 9 for w, mean in zip(shares, means, strict=True))


def _counts(result: Any) -> Counts:
    """Return the three counts of all answers together."""
    found = result if isinstance(result, ScoresResult) else nps(result)
    if found.kind != "nps":
        raise ValueError(f"the score is {found.kind!r}; only net promoter scores are compared")
    row = found.overall.iloc[0]
    if found.weighted and row["n"]:
        groups = ("detractors", "passives", "promoters")
        return Counts(*(row[f"{group}_share"] * row["n_eff"] for group in groups))
    return Counts(row["detractors"], row["passives"], row["promoters"])
