"""Kano's evaluation table: two answers about one feature, one class.

Each respondent says how they feel when the feature is there (functional) and when it is not
(dysfunctional), each on five options: 1 like, 2 must be, 3 neutral, 4 can live with, 5 dislike.
The pair has one cell in the table, and the cell names the class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORIES = ("A", "O", "M", "I", "R", "Q")
"""Attractive, one-dimensional (performance), must-be, indifferent, reverse, questionable."""

PRECEDENCE = ("M", "O", "A", "I", "R", "Q")
"""Which class wins a tie: the one whose neglect hurts most (M > O > A > I; R and Q appended)."""

STANDARD = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""Rows functional 1-5, columns dysfunctional 1-5 (Kano et al. 1984; Berger et al. 1993)."""

POULIOT = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")
"""As the standard one, but (2, 2) and (4, 4) are contradictions (Pouliot in Berger et al. 1993)."""

TABLES = {"standard": STANDARD, "pouliot": POULIOT}
RULES = ("mode", "mode_threshold", "blauth")

EVALUATION: Mapping[str, Mapping[tuple[int, int], str]] = {
    name: {
        (functional, dysfunctional): category
        for functional, row in enumerate(rows, start=1)
        for dysfunctional, category in enumerate(row, start=1)
    }
    for name, rows in TABLES.items()
}
"""For each variant of the table: (functional, dysfunctional) → class."""


def ranked(counts: Mapping[str, float], categories: tuple[str, ...] = PRECEDENCE) -> list[str]:
    """Return the classes from the most to the least frequent, ties in Kano's precedence."""
    return sorted(categories, key=lambda c: (-counts[c], PRECEDENCE.index(c)))


def winner(
    counts: Mapping[str, float], rule: str = "mode", threshold: float = 0.06
) -> tuple[str, bool]:
    """Return the class that a rule gives to a feature, and whether the rule met a tie.

    Parameters
    ----------
    counts
        Number of answers in each of the six classes; at least one answer in all.
    rule
        ``"mode"``: the most frequent class, ties by precedence. ``"mode_threshold"``: the most
        frequent one only if it leads by more than ``threshold`` (a share), otherwise whichever of
        the leading two comes first in the precedence (after Lee & Newcomb 1997). ``"blauth"``: if
        O + A + M exceeds I + R + Q the largest of O, A, M, otherwise the largest of I, R, Q;
        equality is not defined in the literature: we report a tie and take the mode.

    Raises
    ------
    ValueError
        For another rule.
    """
    first, second = ranked(counts)[:2]
    if rule == "mode":
        return first, counts[first] == counts[second]
    if rule == "mode_threshold":
        lead = (counts[first] - counts[second]) / sum(counts[c] for c in PRECEDENCE)
        if lead > threshold:
            return first, False
        return min(first, second, key=PRECEDENCE.index), counts[first] == counts[second]
    if rule == "blauth":
        wanted, other = ("M", "O", "A"), ("I", "R", "Q")
        difference = sum(counts[c] for c in wanted) - sum(counts[c] for c in other)
        if difference == 0:
            return first, True
        side = ranked(counts, wanted if difference > 0 else other)
        return side[0], counts[side[0]] == counts[side[1]]
    raise ValueError(f"the rule is {rule!r}; it must be one of {', '.join(RULES)}")
