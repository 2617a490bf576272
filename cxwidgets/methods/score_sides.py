"""Each segment and everybody else as counts: of people, or effective ones where they are weighted.

The counts of the others are those of all segments less the segment's own. Effective counts do not
add up like that: each side has an n_eff of its own, from the weights of its own people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.respondent_weights import SQUARED, WEIGHT, n_effective
from cxwidgets.methods.segment import named

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.score_tally import ScoresResult

GROUPS = ("detractors", "passives", "promoters")
_HITS = {"csat": "top", "ces": "easy"}
_DIGITS = 12
"""Of a weighted share: what rounding leaves of "everybody" is everybody."""

Side = dict[str, float]


def sides(result: ScoresResult, table: pd.DataFrame) -> list[tuple[Side, Side]]:
    """Return a segment and the others for each row of a table of segments with answers.

    Each side has ``n``, and the counts of its three groups (NPS) or its ``hits``.
    """
    if result.weighted:
        return _weighted(result, table)
    counted = table[["n", *(GROUPS if result.kind == "nps" else [_HITS[result.kind]])]]
    counted = counted.rename(columns={_HITS.get(result.kind, ""): "hits"})
    totals = counted.sum()
    return [
        ({c: int(row[c]) for c in row.index}, {c: int(totals[c] - row[c]) for c in row.index})
        for _, row in counted.iterrows()
    ]


def _weighted(result: ScoresResult, table: pd.DataFrame) -> list[tuple[Side, Side]]:
    shares = {group: f"{group}_share" for group in GROUPS}
    if result.kind != "nps":
        shares = {"hits": "share"}
    names = result.distribution["segment"].map(named)
    sums = result.distribution[[WEIGHT, SQUARED]].groupby(names).sum().loc[table["segment"]]
    frame = table.set_index("segment")[[*shares.values()]].join(sums)
    return [
        (_side(frame[frame.index == segment], shares), _side(frame[frame.index != segment], shares))
        for segment in frame.index
    ]


def _side(part: pd.DataFrame, shares: dict[str, str]) -> Side:
    """Return the effective counts of some segments together."""
    total = float(part[WEIGHT].sum())
    n = n_effective(total, float(part[SQUARED].sum()))
    found = {"n": n}
    for name, column in shares.items():
        share = float((part[column] * part[WEIGHT]).sum()) / total
        found[name] = round(share, _DIGITS) * n
    return found
