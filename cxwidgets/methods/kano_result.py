"""The Kano result: a class for each feature, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.intervals import check_level, leading_test, wilson
from cxwidgets.methods.kano_settled import ellipse, fong, n_needed
from cxwidgets.methods.kano_table import CATEGORIES, PRECEDENCE, RULES, ranked, winner
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


@dataclass(frozen=True)
class KanoResult:
    """Features and their classes.

    Attributes
    ----------
    table
        One row for each feature: ``feature``; ``n`` complete pairs; ``A O M I R Q`` their counts;
        ``category`` by the rule; ``second``, the most frequent other class (Q apart); ``settled``,
        whether the category leads significantly (multinomial test); ``better`` and ``worse`` with
        Wilson limits; ``category_strength`` (lead of the first over the second class as a share),
        ``total_strength`` ((M + O + A) / n); ``fong``, the lead Fong's rule asks for, in answers;
        ``z`` and ``p`` of the multinomial test, ``p_adjusted`` (Benjamini-Hochberg over the
        features); ``n_needed`` to settle at these shares; ``n_missing``, ``n_invalid`` answers left
        out; ``flag``, why a number is NaN or doubtful; and, where asked, mean ``importance`` (1-9)
        with t limits.
    ellipses
        Outlines of the joint confidence regions: ``feature, step, better, worse``.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    ellipses: pd.DataFrame
    notes: tuple[Note, ...]
    evaluation: str
    rule: str
    level: float


def classified(
    counts: pd.DataFrame, evaluation: str, rule: str, level: float, threshold: float
) -> KanoResult:
    """Return the result for a table of counts with ``n_missing`` and ``n_invalid``."""
    check_level(level)
    if rule not in RULES:
        raise ValueError(f"the rule is {rule!r}; it must be one of {', '.join(RULES)}")
    records = [dict(row) for _, row in counts.iterrows()]
    extra = [c for c in counts.columns if c.startswith("importance")]
    table = pd.DataFrame(
        [row | _judged(row, rule, level, threshold) for row in records], columns=[*COLUMNS, *extra]
    )
    table["p_adjusted"] = adjusted(table["p"])
    return KanoResult(
        table,
        _ellipses(records, level),
        tuple(_notes(table)),
        evaluation,
        rule,
        level,
    )


def _judged(counts: Mapping[str, Any], rule: str, level: float, threshold: float) -> dict[str, Any]:
    """Return everything that follows from the six counts of one feature."""
    a, o, m, i = (counts[c] for c in "AOMI")
    n, base = sum(counts[c] for c in CATEGORIES), a + o + m + i
    better_low, better_high = wilson(a + o, base, level)
    worse_high, worse_low = (-limit for limit in wilson(o + m, base, level))
    category, tie = winner(counts, rule, threshold) if n else (None, False)
    first, second = (counts[c] for c in ranked(counts, PRECEDENCE[:-1])[:2])
    z, p = leading_test(first, second)
    others = [c for c in ranked(counts, PRECEDENCE[:-1]) if c != category and counts[c]]
    leads = category is not None and counts[category] == max(counts[c] for c in CATEGORIES)
    return {
        "n": n,
        "category": category,
        "second": others[0] if others else None,
        "settled": bool(leads and category != "Q" and p < 1 - level),
        "better": (a + o) / base if base else nan,
        "better_low": better_low,
        "better_high": better_high,
        "worse": -(o + m) / base if base else nan,
        "worse_low": worse_low,
        "worse_high": worse_high,
        "category_strength": (first - second) / n if n else nan,
        "total_strength": (m + o + a) / n if n else nan,
        "fong": fong(first, second, n),
        "z": z,
        "p": p,
        "n_needed": n_needed(first, second, n, level),
        "flag": _flag(n, base, category, tie),
    }


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
    outlines = [
        ellipse(r["A"], r["O"], r["M"], r["A"] + r["O"] + r["M"] + r["I"], level).assign(
            feature=r["feature"]
        )
        for r in records
    ]
    found = [outline for outline in outlines if len(outline)]
    columns = ["feature", "step", "better", "worse"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def _notes(table: pd.DataFrame) -> list[Note]:
    """Return what a reader should know before using the classes."""
    notes = []
    if len(table) and 0 < table["n"].max() < INDICATIVE:
        notes.append(Note("kano.note.small_n", {"n": int(table["n"].max())}, "warn"))
    for flag in ("empty", "no_base", "invert", "tie"):
        features = tuple(table.loc[table["flag"] == flag, "feature"])
        if features:
            notes.append(Note(f"kano.note.{flag}", {"features": features}, "warn"))
    unclear = table[table["Q"] > QUESTIONABLE * table["n"]]
    if len(unclear):
        notes.append(Note("kano.note.questionable", {"features": tuple(unclear["feature"])}))
    for column in ("n_missing", "n_invalid"):
        left_out = int(table[column].sum())
        if left_out:
            notes.append(Note(f"kano.note.{column}", {"n": left_out}))
    return notes
