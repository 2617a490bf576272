"""Re-sequencing: the same steps, told in the order that is remembered best.

The peak of a journey does not depend on the order of its steps, so the peak–end score depends only
on which step comes last. Among orders with an equally good end the one that rises most steadily is
taken. The rule knows nothing of contrast: a good moment feels better after a bad one, and a first
impression colours the rest. It ranks orders by one regularity; it does not foretell a feeling.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cxwidgets.methods.peak_end import Moments, moments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LARGEST = 12


@dataclass(frozen=True)
class Reordering:
    """The order that was given beside the best one.

    Attributes
    ----------
    given, best
        Step names in order.
    before, after
        Peak, end, mean and the rest for both orders.
    broken
        Pairs (earlier, later) of the precedence that the given order does not respect.
    """

    given: tuple[str, ...]
    best: tuple[str, ...]
    before: Moments
    after: Moments
    broken: tuple[tuple[str, str], ...]

    @property
    def gain(self) -> float:
        """Points of peak–end score that the best order adds."""
        return self.after.peak_end - self.before.peak_end


def reorder(
    steps: Mapping[str, float],
    precedence: Sequence[tuple[str, str]] = (),
    *,
    neutral: float = 0.0,
) -> Reordering:
    """Find the order of steps with the highest peak–end score.

    Every order that respects the precedence is considered, exactly, by dynamic programming over
    the sets of steps that may come first. The trend is the sum of position times valence, which
    orders sequences as the least-squares slope does. What is still tied keeps the given order.

    Parameters
    ----------
    steps
        Valence of each step, in the order given; at most 12.
    precedence
        Pairs (earlier, later) that must keep their order, such as boarding before riding.
    neutral
        The neutral point of the scale.

    Raises
    ------
    ValueError
        For no steps or too many, a valence that is no number, an unknown step or a circle in
        the precedence.

    References
    ----------
    Kahneman, Fredrickson, Schreiber & Redelmeier (1993), Psychological Science 4.
    """
    names = tuple(steps)
    _check(names, steps, precedence)
    needs = _needs(names, precedence)
    order = _best_order([float(steps[name]) for name in names], needs)
    position = {name: i for i, name in enumerate(names)}
    return Reordering(
        given=names,
        best=tuple(names[i] for i in order),
        before=moments([steps[name] for name in names], neutral=neutral),
        after=moments([steps[names[i]] for i in order], neutral=neutral),
        broken=tuple((a, b) for a, b in precedence if position[a] > position[b]),
    )


def _check(
    names: tuple[str, ...], steps: Mapping[str, float], precedence: Sequence[tuple[str, str]]
) -> None:
    if not 1 <= len(names) <= LARGEST:
        raise ValueError(f"{len(names)} steps: the search takes 1 to {LARGEST}")
    for name, value in steps.items():
        if not math.isfinite(value):
            raise ValueError(f"the valence of step {name!r} is {value!r}, which is not a number")
    for step in (s for pair in precedence for s in pair):
        if step not in steps:
            raise ValueError(f"the precedence names a step {step!r} that does not exist")


def _needs(names: tuple[str, ...], precedence: Sequence[tuple[str, str]]) -> list[int]:
    """Return, for each step, the set (as bits) of all steps that must come before it."""
    index = {name: i for i, name in enumerate(names)}
    needs = [0] * len(names)
    for earlier, later in precedence:
        needs[index[later]] |= 1 << index[earlier]
    for through in range(len(names)):  # transitive closure (Warshall)
        for i in range(len(names)):
            if needs[i] >> through & 1:
                needs[i] |= needs[through]
    for i, name in enumerate(names):
        if needs[i] >> i & 1:
            raise ValueError(f"the precedence goes round in a circle through step {name!r}")
    return needs


def _best_order(values: list[float], needs: list[int]) -> list[int]:
    everything = (1 << len(values)) - 1

    @cache
    def best(done: int) -> tuple[float, tuple[int, ...]]:
        """Highest trend of the steps in ``done`` when they come first; negated order on ties."""
        if not done:
            return 0.0, ()
        place = done.bit_count()
        found = None
        for last in _may_be_last(done, needs):
            trend, order = best(done & ~(1 << last))
            candidate = (trend + place * values[last], (*order, -last))
            if found is None or candidate > found:
                found = candidate
        return found if found is not None else (-math.inf, ())

    ends = _may_be_last(everything, needs)
    top = max(values[i] for i in ends)
    finals = []
    for last in (i for i in ends if values[i] == top):
        trend, order = best(everything & ~(1 << last))
        finals.append((trend, (*order, -last)))
    return [-i for i in max(finals)[1]]


def _may_be_last(done: int, needs: list[int]) -> list[int]:
    """Return the steps of the set that no other step of the set has to wait for."""
    inside = [i for i in range(len(needs)) if done >> i & 1]
    return [i for i in inside if not any(needs[j] >> i & 1 for j in inside)]
