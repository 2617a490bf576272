"""How robust a Kano class is: the same answers under each table and rule, and drawn again.

The literature has two evaluation tables, three rules and a scoring. Where all agree, the choice
does not matter; where they do not, no choice of method should decide what a company builds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import alike
from cxwidgets.methods.kano import analyse, tally
from cxwidgets.methods.kano_continuous import analyse as averaged
from cxwidgets.methods.kano_table import CATEGORIES, PRECEDENCE, RULES, TABLES, winner
from cxwidgets.methods.notes import Note
from cxwidgets.methods.respondent_weights import is_weighted

if TYPE_CHECKING:
    from collections.abc import Mapping

WAYS = (*(f"{table}_{rule}" for table in TABLES for rule in RULES), "continuous")
"""The six pairs of table and rule, and the scoring."""
DRAWS = 2000


@dataclass(frozen=True)
class KanoRobustnessResult:
    """Classes side by side.

    Attributes
    ----------
    table
        One row for each feature: ``feature, n``; one column for each of the seven ways (`WAYS`)
        with the class (a mean below 0 counts as R); ``ways``, how many different classes they
        give; ``agree``, whether it is one.
    chances
        ``feature, category, chance``: how often the class leads when as many answers are drawn
        again from those given (multinomial bootstrap; standard table, most frequent class). NaN
        where they are too few to say, see `of_one_mind`.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    chances: pd.DataFrame
    notes: tuple[Note, ...] = ()


def kano_robustness(
    answers: Any, draws: int = DRAWS, *, seed: int = 20_250_101
) -> KanoRobustnessResult:
    """Classify features in every way the literature offers.

    Parameters
    ----------
    answers
        As for `kano.kano`, or its tally.
    draws
        How often the answers are drawn again for ``chances``.
    seed
        Of the drawing.

    Raises
    ------
    ValueError
        As for `kano.kano`; if ``draws`` is not positive, or if the tally is weighted.
    """
    ready = counted(answers, "functional")
    table = answers if ready else tally(answers)
    if is_weighted(table, None):
        raise ValueError("the tally is weighted; the ways are compared without weights only")
    found = {
        f"{name}_{rule}": analyse(table, name, rule).table for name in TABLES for rule in RULES
    }
    first, means = found[WAYS[0]], averaged(table).table
    rows = first[["feature", "n"]].assign(
        **{way: part["category"] for way, part in found.items()},
        continuous=means["category"].mask(means["flag"] == "reverse", "R"),
    )
    ways = rows[list(WAYS)].nunique(axis=1)
    rows = rows.assign(ways=ways, agree=ways == 1)
    random = np.random.default_rng(seed)
    chances, few = [], []
    for _, row in first.iterrows():
        found_in = probabilities(row, draws=draws, random=random)
        if of_one_mind(row):  # drawn again they never differ, which says nothing of the next person
            few.append(str(row["feature"]))
            found_in = dict.fromkeys(found_in, nan)
        for category, chance in found_in.items():
            chances.append({"feature": row["feature"], "category": category, "chance": chance})
    return KanoRobustnessResult(
        rows,
        pd.DataFrame(chances, columns=["feature", "category", "chance"]),
        (Note("panel.alike", {"names": tuple(few)}, "warn"),) if few else (),
    )


def of_one_mind(counts: Mapping[str, Any]) -> bool:
    """Say whether there are too few answers, all of one class, to know how they vary.

    As `intervals.alike` has it; a single answer is such a case too.
    """
    given = [counts[c] for c in PRECEDENCE]
    n = sum(given)
    return max(given) == n and (round(n) == 1 or alike(1.0, 0.0, n))


def probabilities(
    counts: Mapping[str, Any],
    rule: str = "mode",
    threshold: float = 0.06,
    *,
    draws: int = DRAWS,
    random: np.random.Generator,
) -> dict[str, float]:
    """Return how often each class wins when as many answers are drawn again.

    Parameters
    ----------
    counts
        Counts of the six classes, of people or effective ones (see `respondent_weights`), of which
        the nearest whole number is drawn; NaN for each class where there is no answer.

    Raises
    ------
    ValueError
        If ``draws`` is not positive.
    """
    if draws < 1:
        raise ValueError(f"draws is {draws!r}; it must be 1 or more")
    given = np.array([counts[c] for c in PRECEDENCE], dtype=float)
    n = round(round(float(given.sum()), 9))
    if n < 1:
        return dict.fromkeys(CATEGORIES, float("nan"))
    drawn = random.multinomial(n, given / given.sum(), size=draws)
    if rule == "mode":  # the first of the largest is the earliest in the precedence
        times = np.bincount(drawn.argmax(axis=1), minlength=len(PRECEDENCE))
        wins = dict(zip(PRECEDENCE, times, strict=True))
    else:
        wins = dict.fromkeys(PRECEDENCE, 0)
        for row, times in zip(*np.unique(drawn, axis=0, return_counts=True), strict=True):
            wins[winner(dict(zip(PRECEDENCE, row, strict=True)), rule, threshold)[0]] += times
    return {c: float(wins[c]) / draws for c in CATEGORIES}
