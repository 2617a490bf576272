"""Random generators that a notebook's cells made: every kernel forked from it throws its own.

A generator with a seed of its author's (``default_rng(0)``) is meant to draw the same for everybody
and stays as it is. One without a seed is meant to differ, and a copy would not. NumPy keeps what a
generator was seeded with: without a seed that is a number of 128 bits from the system, which an
author's own seed reaches only if it is written with as many digits. ``random.Random()`` keeps
nothing of the kind, so it is copied as it is; notebooks that want chance use NumPy's.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DRAWN_BITS = 96  # of 128 random bits so few are met once in four thousand million times
MOST_ITEMS = 1000  # longer lists hold data, not generators
DEEPEST = 4


def unseeded(namespace: Mapping[str, Any]) -> list[Any]:
    """Return NumPy's generators in a namespace that nobody gave a seed, each once.

    Looked through are lists, tuples, sets, dictionaries, objects of classes that the notebook
    itself defines, and SciPy's frozen distributions.
    """
    if "numpy" not in sys.modules:
        return []
    found: dict[int, Any] = {}
    _gather(namespace, found, set(), 0)
    return [generator for generator in found.values() if is_unseeded(generator)]


def is_unseeded(generator: Any) -> bool:
    """Say whether a ``Generator`` or ``RandomState`` took its seed from the system."""
    sequence = getattr(_bits(generator), "seed_seq", None)
    entropy = getattr(sequence, "entropy", None)  # a RandomState with a seed has no sequence
    return isinstance(entropy, int) and entropy.bit_length() > DRAWN_BITS


def throw(generator: Any) -> None:
    """Seed a generator anew, in place: whoever holds it draws from the new one."""
    import numpy as np

    bits = _bits(generator)
    if isinstance(generator, np.random.RandomState) and isinstance(bits, np.random.MT19937):
        # The whole state: a second normal number may be waiting. And not ``seed()``, after which
        # nobody could tell that there was no seed.
        generator.set_state(np.random.RandomState().get_state())
    else:
        bits.state = type(bits)().state


def _bits(generator: Any) -> Any:
    return getattr(generator, "bit_generator", None) or getattr(generator, "_bit_generator", None)


def _gather(thing: Any, found: dict[int, Any], seen: set[int], depth: int) -> None:
    import numpy as np

    if id(thing) in seen or depth > DEEPEST:
        return
    if isinstance(thing, (np.random.Generator, np.random.RandomState)):
        found[id(_bits(thing))] = thing
        return
    inside = _inside(thing)
    if inside is None:
        return
    seen.add(id(thing))
    for part in inside:
        _gather(part, found, seen, depth + 1)


def _inside(thing: Any) -> Iterable[Any] | None:
    """Return what may hold generators; ``None`` for what is not looked into."""
    kind = type(thing)
    if isinstance(thing, (list, tuple, set, frozenset)) and len(thing) <= MOST_ITEMS:
        return tuple(thing)
    if isinstance(thing, dict) and len(thing) <= MOST_ITEMS:
        return tuple(thing.values())
    if kind.__module__ == "__main__" and hasattr(thing, "__dict__"):
        return tuple(vars(thing).values())
    if kind.__module__.startswith("scipy.stats"):
        return (getattr(thing, "random_state", None),)
    return None
