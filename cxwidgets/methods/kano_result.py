"""The Kano result: a class for each feature, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.intervals import check_level, leading_test, wilson
from cxwidgets.methods.kano_settled import ellipse, fong, n_needed
from cxwidgets.methods.kano_table import CATEGORIES, PRECEDENCE, RULES, ranked, winner
from cxwidgets.methods.kano_weighted import BASE, scaled
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

QUESTIONABLE = 0.02
"""More contradictory answers than this share: the wording is unclear (Sauerwein et al. 1996)."""
INDICATIVE = 30
"""Below this many answers a class is indicative only."""
COLUMNS = (
    *("feature", "n", *CATEGORIES, "category", "second", "settled"),
    *("better", "better_low", "better_high", "worse", "worse_low", "worse_high"),
    *("category_strength", "total_strength", "fong", "z", "p", "p_adjusted"),
    *("n_needed", "n_missing", "n_invalid", "flag"),
)
WEIGHTED = ("n_eff", "n_eff_base", *(f"{c}_share" for c in CATEGORIES), "n_no_weight")
"""What a weighted result has besides."""
INVERTED = (
    *("feature", "n", "category", "second", "settled"),
    *("better", "better_low", "better_high", "worse", "worse_low", "worse_high"),
)
"""What is told of a feature read the other way round."""


@dataclass(frozen=True)
class KanoResult:
    """Features and their classes.

    Attributes
    ----------
    table
        One row for each feature: ``feature``; ``n`` complete pairs; ``A O M I R Q`` their counts;
        ``category`` by the rule; ``second``, the most frequent other class (Q apart); ``settled``,
        whether the category leads significantly over it and over Q (multinomial test); ``better``
        and ``worse`` with Wilson limits; ``category_strength`` (lead of the first over the second
        class as a share), ``total_strength`` ((M + O + A) / n); ``fong``, the lead Fong's rule asks
        for, in answers; ``z`` and ``p`` of the multinomial test, ``p_adjusted`` (Benjamini-Hochberg
        over the features); ``n_needed`` to settle at these shares; ``n_missing``, ``n_invalid``
        answers left out; ``flag``, why a number is NaN or doubtful; and, where asked, mean
        ``importance`` (1-9) with t limits. Where answers are weighted also ``n_eff`` (Kish), and
        ``n_eff_base``, that of the A, O, M and I answers; the weighted shares ``A_share …
        Q_share``; and ``n_no_weight``, pairs left out because the respondent has no weight; counts
        stay counts of people, everything else is weighted (see `kano.kano`).
    ellipses
        Outlines of the joint confidence regions: ``feature, step, better, worse``.
    notes
        Remarks as text keys.
    weighted
        Whether the answers were weighted.
    inverted
        One row for each feature whose category is R, read the other way round: what leaving it out
        would be, with the two answers of each respondent in each other's place. ``feature``, ``n``,
        ``category``, ``second``, ``settled``, ``better`` and ``worse`` with their limits, all as in
        ``table``. The category may be R again, where as many want the feature as do not. It stands
        in for asking again, since people judge what they are told, not its opposite. Empty for
        counts of classes, which do not say what was answered.
    """

    table: pd.DataFrame
    ellipses: pd.DataFrame
    notes: tuple[Note, ...]
    evaluation: str
    rule: str
    level: float
    weighted: bool = False
    inverted: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=INVERTED))


def classified(
    counts: pd.DataFrame, evaluation: str, rule: str, level: float, threshold: float
) -> KanoResult:
    """Return the result for a table of counts with ``n_missing`` and ``n_invalid``."""
    check_level(level)
    if rule not in RULES:
        raise ValueError(f"the rule is {rule!r}; it must be one of {', '.join(RULES)}")
    records = [dict(row) for _, row in counts.iterrows()]
    extra = [c for c in counts.columns if c.startswith("importance")]
    weighted = "n_no_weight" in counts
    columns = [*COLUMNS, *(WEIGHTED if weighted else ()), *extra]
    table = pd.DataFrame(
        [row | _judged(row, rule, level, threshold, weighted) for row in records], columns=columns
    )
    table["p_adjusted"] = adjusted(table["p"])
    return KanoResult(
        table,
        _ellipses([_base(row, weighted) for row in records], level),
        tuple(_notes(table)),
        evaluation,
        rule,
        level,
        weighted,
    )


def _judged(
    people: Mapping[str, Any], rule: str, level: float, threshold: float, weighted: bool
) -> dict[str, Any]:
    """Return everything that follows from the six counts of one feature."""
    answered = sum(people[c] for c in CATEGORIES)
    counts, n = scaled(people) if weighted else (people, answered)
    of = _base(people, weighted)
    a, o, m, base = of["A"], of["O"], of["M"], sum(of[c] for c in BASE)
    better_low, better_high = wilson(a + o, base, level)
    worse_high, worse_low = (-limit for limit in wilson(o + m, base, level))
    category, tie = winner(counts, rule, threshold) if n else (None, False)
    first, second = (counts[c] for c in ranked(counts, PRECEDENCE[:-1])[:2])
    z, p = leading_test(first, second, continued=weighted)
    others = [c for c in ranked(counts, PRECEDENCE[:-1]) if c != category and counts[c]]
    leads = category is not None and counts[category] == max(counts[c] for c in CATEGORIES)
    # Contradictory pairs are no class to lead over, but where they are as many nothing is sure.
    _, doubt = leading_test(first, counts["Q"], continued=weighted)
    found = {
        "n": answered,
        "category": category,
        "second": others[0] if others else None,
        "settled": bool(leads and category != "Q" and max(p, doubt) < 1 - level),
        "better": (a + o) / base if base else nan,
        "better_low": better_low,
        "better_high": better_high,
        "worse": -(o + m) / base if base else nan,
        "worse_low": worse_low,
        "worse_high": worse_high,
        "category_strength": (first - second) / n if n else nan,
        "total_strength": (counts["M"] + counts["O"] + counts["A"]) / n if n else nan,
        "fong": fong(first, second, n),
        "z": z,
        "p": p,
        "n_needed": n_needed(first, max(second, counts["Q"]), n, level),
        "flag": _flag(n, base, category, tie),
    }
    return found | _weighed(found, counts, n, base) if weighted else found


def _weighed(
    found: Mapping[str, Any], counts: Mapping[str, float], n_eff: float, base: float
) -> dict[str, Any]:
    """Return what a weighted feature has besides, and in people what is asked of people."""
    needed = found["n_needed"]
    return {
        "n_eff": n_eff,
        "n_eff_base": base,
        **{f"{c}_share": counts[c] / n_eff if n_eff else nan for c in CATEGORIES},
        # what rounding adds to a whole number is not one person more
        "n_needed": ceil(needed * (found["n"] / n_eff) - 1e-9) if needed == needed else nan,  # noqa: PLR0124
    }


def _base(people: Mapping[str, Any], weighted: bool) -> dict[str, Any]:
    """Return the counts that Better and Worse are shares of, with the feature."""
    of = scaled(people, BASE)[0] if weighted else {c: people[c] for c in BASE}
    return {"feature": people["feature"], **of}


def _flag(n: float, base: float, category: str | None, tie: bool) -> str:
    """Say in one word what is doubtful about a feature."""
    if n == 0:
        return "empty"
    if category == "R":
        return "invert"
    if base == 0:
        return "no_base"
    return "tie" if tie else ""


def _ellipses(records: list[dict[str, Any]], level: float) -> pd.DataFrame:
    """Return the outlines of all features, one below the other."""
    points = [
        (of["feature"], *point)
        for of in records
        for point in ellipse(of["A"], of["O"], of["M"], sum(of[c] for c in BASE), level)
    ]
    return pd.DataFrame(points, columns=["feature", "step", "better", "worse"])


def _notes(table: pd.DataFrame) -> list[Note]:
    """Return what a reader should know before using the classes."""
    notes = []
    if "n_eff" in table and (table["n"] > 0).any():
        n, n_eff = table.loc[table["n"] > 0, ["n", "n_eff"]].max()
        tone = "warn" if n >= INDICATIVE > n_eff else "note"
        notes.append(Note("kano.note.weighted", {"n": int(n), "n_eff": f"{n_eff:.1f}"}, tone))
    if len(table) and 0 < table["n"].max() < INDICATIVE:
        notes.append(Note("kano.note.small_n", {"n": int(table["n"].max())}, "warn"))
    for flag in ("empty", "no_base", "invert", "tie"):
        features = tuple(table.loc[table["flag"] == flag, "feature"])
        if features:
            notes.append(Note(f"kano.note.{flag}", {"features": features}, "warn"))
    weighted = "n_eff" in table
    odd = table["Q_share"] if weighted else table["Q"]
    unclear = table[odd > (QUESTIONABLE if weighted else QUESTIONABLE * table["n"])]
    if len(unclear):
        notes.append(Note("kano.note.questionable", {"features": tuple(unclear["feature"])}))
    for column in ("n_missing", "n_invalid", *(("n_no_weight",) if weighted else ())):
        left_out = int(table[column].sum())
        if left_out:
            notes.append(Note(f"kano.note.{column}", {"n": left_out}))
    return notes
