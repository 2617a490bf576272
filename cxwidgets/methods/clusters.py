"""Groups of points: found by k-means, and three numbers that judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Labels = NDArray[np.int64]

STARTS = 10
STEPS = 300
COMPARED = 1000
"""Silhouettes need all distances between points; of more points a sample is compared."""


def fitted(
    points: Points, weights: Points, k: int, random: np.random.Generator, starts: int = STARTS
) -> Points:
    """Return the best ``k`` centres of several starts.

    Lloyd's iteration on weighted points, begun as k-means++ does (Arthur & Vassilvitskii 2007);
    scipy's version takes no weights and never stops early.
    """
    best, least = points[:k], np.inf
    for _ in range(starts):
        centres = _begun(points, weights, k, random)
        for _ in range(STEPS):
            label, squared = nearest(points, centres)
            member = (label[:, None] == np.arange(k)) * weights[:, None]
            held = member.sum(axis=0)
            moved = member.T @ points / np.where(held > 0, held, 1)[:, None]
            moved[held == 0] = points[squared.argmax()]  # an empty group begins anew, far away
            still = np.allclose(moved, centres, rtol=0, atol=1e-10)
            centres = moved
            if still:
                break
        inertia = float(weights @ nearest(points, centres)[1])
        if inertia < least:
            best, least = centres, inertia
    return best


def _begun(points: Points, weights: Points, k: int, random: np.random.Generator) -> Points:
    """Return first centres: each next one likelier the farther it lies from those before."""
    chance, chosen = weights / weights.sum(), []
    for _ in range(k):
        chosen.append(int(random.choice(len(points), p=chance)))
        far = weights * nearest(points, points[chosen])[1]
        if not far.sum() > 0:
            far = weights
        chance = far / far.sum()
    return points[chosen]


def nearest(points: Points, centres: Points) -> tuple[Labels, Points]:
    """Return for each point its nearest centre and the squared distance to it."""
    squared = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    label = squared.argmin(axis=1)
    return label, squared[np.arange(len(points)), label]


def agreement(one: Labels, other: Labels, n: Labels) -> float:
    """Return the adjusted Rand index of two groupings of the same points, ``n`` of each.

    1 for the same groups, about 0 for groups by chance (Hubert & Arabie 1985).
    """
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), n)

    def pairs(counts: Points) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    total = pairs(np.array([table.sum()]))
    expected = rows * columns / total if total else 0.0
    most = (rows + columns) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0


def silhouette(points: Points, label: Labels, n: Labels, random: np.random.Generator) -> float:
    """Return the mean silhouette; NaN for a single group."""
    if len(points) > COMPARED:
        chosen = random.choice(len(points), COMPARED, replace=False, p=n / n.sum())
        points, label, n = points[chosen], label[chosen], np.ones(COMPARED, dtype=np.int64)
    groups = np.unique(label)
    if len(groups) < 2:  # noqa: PLR2004 - nothing to be nearer to
        return float("nan")
    gaps = points[:, None, :] - points[None, :, :]
    distance = np.sqrt((gaps**2).sum(axis=2))
    sums = np.stack([distance[:, label == g] @ n[label == g] for g in groups], axis=1)
    sizes = np.array([n[label == g].sum() for g in groups], dtype=float)
    own = np.searchsorted(groups, label)
    at = np.arange(len(points))
    alone = sizes[own] <= 1
    inside = sums[at, own] / np.where(alone, 1, sizes[own] - 1)
    means = sums / sizes
    means[at, own] = np.inf
    outside = means.min(axis=1)
    larger = np.maximum(inside, outside)
    width = np.where(
        alone | (larger == 0), 0.0, (outside - inside) / np.where(larger > 0, larger, 1)
    )
    return float(np.average(width, weights=n))
