"""What lies behind each gap: named causes ranked, and antecedents measured across units.

In a room people name causes; the ranking says which cause of a gap most of them named, and how firm
that is. In a company, staff rate the antecedents of each gap and units (teams, branches) are
compared: does the gap widen where the antecedent is weak? Only units are compared, never pooled
respondents, whose moods would make everything go with everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.antecedents_tally import AntecedentsTally, tally
from cxwidgets.methods.intervals import check_level, mean_interval, wilson
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.notes import Note, left_out
from cxwidgets.methods.rank_correlation import limits, p_value, spearman
from cxwidgets.methods.reliability import cronbach_alpha
from cxwidgets.methods.screening_raters import drawn, means, moved, ranks
from cxwidgets.methods.screening_raters import tally as tally_marks

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

__all__ = ["ANTECEDENTS", "AntecedentsResult", "antecedents", "named_causes", "tally"]

ANTECEDENTS = {
    "gap1": ("research_orientation", "upward_communication", "management_levels"),
    "gap2": ("commitment", "goal_setting", "task_standardisation", "perceived_feasibility"),
    "gap3": (
        *("teamwork", "employee_fit", "technology_fit", "perceived_control"),
        *("supervisory_control", "role_conflict", "role_ambiguity"),
    ),
    "gap4": ("horizontal_communication", "propensity_to_overpromise"),
}
"""Names after Zeithaml, Berry & Parasuraman 1988, Journal of Marketing 52; the wording of the
statements is everybody's own."""
FEW_UNITS = 15
ITEMS_FOR_ALPHA = 3
DRAWS = 2000
COLUMNS = (
    *("gap", "antecedent", "items", "n", "units", "score", "low", "high", "alpha"),
    *("rho", "rho_low", "rho_high", "p", "p_adjusted", "rank", "rank_low", "rank_high"),
)


@dataclass(frozen=True)
class AntecedentsResult:
    """Antecedents of the gaps, the closest first.

    Attributes
    ----------
    table
        One row for each antecedent: ``gap, antecedent``, ``items`` (statements), ``n`` respondents,
        ``units`` with score and gap; mean ``score`` of the units with t limits ``low, high``
        (reversed statements turned round); ``alpha`` from three statements on; ``rho``, Spearman's
        correlation with the gap over units, with ``rho_low, rho_high, p, p_adjusted``; ``rank``
        within the gap by the size of rho, with ``rank_low, rank_high`` over units drawn again.
    units
        ``unit, gap, antecedent, score, gap_score``: what is correlated.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    units: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def antecedents(
    answers: Any,
    scores: Any = None,
    reverse: Collection[str] = (),
    low: int = 1,
    high: int = 7,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
    *,
    gap_low: float | None = None,
    gap_high: float | None = None,
) -> AntecedentsResult:
    """Measure antecedents and rank them by how closely the gap follows them across units.

    Parameters
    ----------
    answers
        Any frame ``respondent, unit, gap, antecedent, item, score``, one row for each statement
        rated; or the tally of both. A person is a respondent of a unit.
    scores
        Any frame ``unit, gap, score``: how wide the gap is, by any number of people of the unit.
    reverse
        Statements keyed the other way round.
    low, high
        Ends of the scale of the statements; what lies off it is left out and counted.
    gap_low, gap_high
        Ends of the gap scores, which have a scale of their own; what lies off them is left out and
        counted. By default low − high and high: a difference of two ratings (SERVQUAL on 1-7 gives
        −6 to 6) and a gap rated like a statement both fit.
    draws
        Units are drawn again a quarter as often, for each draw ranks every antecedent anew.

    Notes
    -----
    Interval and p of rho are those of `rank_correlation`; a perfect order has no interval.

    References
    ----------
    Zeithaml, Berry & Parasuraman 1988, Journal of Marketing 52(2), 35-48.
    """
    check_level(level)
    counted = answers
    if not isinstance(answers, AntecedentsTally):
        if scores is None:
            raise ValueError("give the units' gap scores beside the answers")
        counted = tally(answers, scores, reverse, low, high, gap_low, gap_high)
    units = counted.by_unit()
    rows = []
    for (gap, antecedent), part in units.groupby(["gap", "antecedent"], sort=False):
        known = part.dropna()
        n, pairs = len(known), known[["score", "gap_score"]].to_numpy(dtype=float)
        rho = spearman(pairs)
        score = part["score"].dropna()
        around = mean_interval(score.mean(), score.std(ddof=1), len(score), level)
        scale = counted.statements[gap, antecedent]
        alpha = nan
        if len(scale.names) >= ITEMS_FOR_ALPHA:
            alpha = cronbach_alpha(scale).raw
        figures = (gap, antecedent, len(scale.names), scale.rows, n, score.mean(), *around)
        row = (*figures, alpha, rho, *limits(rho, n, level), p_value(pairs), nan, nan, nan, nan)
        rows.append(dict(zip(COLUMNS, row, strict=True)))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).assign(
        p_adjusted=lambda found: adjusted(found["p"])
    )
    for gap, part in table.groupby("gap", sort=False):
        found = _ranked(units[units["gap"] == gap], list(part["antecedent"]), level, seed, draws)
        for name, values in found.items():
            table.loc[part.index, name] = values
    table = table.sort_values(["gap", "rank"], kind="stable", ignore_index=True)
    lost = left_out(*(counted.sums[c].sum() for c in ("missing", "invalid")))
    off = tuple(
        Note(f"gaps.note.{c}", {"n": int(n)}, "warn")
        for c in ("scores_missing", "scores_invalid")
        if (n := counted.gaps[c.removeprefix("scores_")].sum())
    )
    return AntecedentsResult(table, units, (*_notes(table), *lost, *off), level)


def named_causes(
    causes: Any, people: Any, level: float = 0.95, seed: int = 0, draws: int = DRAWS
) -> pd.DataFrame:
    """Rank the causes of each gap by how many people named them.

    Parameters
    ----------
    causes
        A frame ``respondent, gap, cause``, one row for each cause somebody named.
    people
        A frame ``respondent, gap``: who dealt with the gap at all.

    Returns
    -------
    pandas.DataFrame
        ``gap, cause, n, total, share`` with Wilson limits ``low, high``; ``rank`` within the gap
        with ``rank_low, rank_high`` over people drawn again.
    """
    named = pd.DataFrame(causes)[["respondent", "gap", "cause"]].drop_duplicates().assign(mark=1)
    dealt = pd.DataFrame(people)[["respondent", "gap"]].drop_duplicates()
    tables = []
    for gap, asked in dealt.groupby("gap", sort=True):
        found = named[(named["gap"] == gap) & named["respondent"].isin(asked["respondent"])]
        every = asked[["respondent"]].merge(found[["cause"]].drop_duplicates(), how="cross")
        keys = ["respondent", "cause"]
        marks = every.merge(found[[*keys, "mark"]], on=keys, how="left").fillna({"mark": 0})
        if marks.empty:
            continue
        counted = tally_marks(marks, ["cause"], "mark", 0, 1)
        share = means(counted.sets, counted.n[None].astype(float))[0]
        again = means(counted.sets, drawn(counted.n, draws, np.random.default_rng(seed)))
        hits = np.rint(share * len(asked)).astype(int)
        limits = [wilson(hit, len(asked), level) for hit in hits]
        moves = moved(again, level)
        table = pd.DataFrame({"gap": gap, "cause": counted.names(0), "n": hits})
        table = table.assign(
            total=len(asked),
            share=share,
            low=[limit[0] for limit in limits],
            high=[limit[1] for limit in limits],
            rank=ranks(share),
            rank_low=moves["rank_low"] if len(asked) > 1 else nan,
            rank_high=moves["rank_high"] if len(asked) > 1 else nan,
        )
        tables.append(table.sort_values("rank", kind="stable"))
    columns = "gap cause n total share low high rank rank_low rank_high".split()  # noqa: SIM905
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def _ranked(
    units: pd.DataFrame, names: list[str], level: float, seed: int, draws: int
) -> dict[str, NDArray[Any]]:
    """Return ranks by the size of rho, and how they move with other units."""
    wide = units.pivot_table(index="unit", columns="antecedent", values="score")
    wide = wide.reindex(columns=names).join(units.groupby("unit")["gap_score"].first()).dropna()
    values = wide.to_numpy(dtype=float)

    def sizes(rows: NDArray[Any]) -> list[float]:
        last = rows.shape[1] - 1
        return [abs(spearman(rows[:, [j, last]])) for j in range(last)]

    own = np.array(sizes(values)) if len(values) else np.full(len(names), nan)
    nothing = np.full(len(names), nan)
    found = {"rank": ranks(own), "rank_low": nothing, "rank_high": nothing}
    if len(values) < 4 or np.isnan(own).any():  # noqa: PLR2004
        return found
    rng = np.random.default_rng(seed)
    count = len(values)
    again = np.array([sizes(values[rng.integers(0, count, count)]) for _ in range(draws // 4)])
    moves = moved(again, level)
    return found | {name: moves[name] for name in ("rank_low", "rank_high")}


def _notes(table: pd.DataFrame) -> tuple[Note, ...]:
    fewest = int(table["units"].min()) if len(table) else 0
    if fewest < FEW_UNITS:
        return (Note("gaps.note.few_units", {"n": fewest}, "warn"),)
    return (Note("gaps.note.units", {"n": fewest}),)
