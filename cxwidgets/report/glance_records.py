"""What records say for certain, in a sentence or two: who is left, who brings the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.milestones import milestones, watched
from cxwidgets.methods.rfm import UNSTABLE, rfm
from cxwidgets.report import retention as page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxwidgets.client import Client
    from cxwidgets.text import Text

GROUPS = ("champions", "at_risk")


def transactions(client: Client, text: Text) -> Iterator[str]:
    """Say how many come often and lately, and how many used to, where the borders hold still."""
    table = rfm(client.survey("transactions", text.lang)).table.set_index("segment")
    for group in GROUPS:
        row = table.loc[group]
        if row["n"] and row["stable"] >= UNSTABLE:
            yield text(
                f"report.glance.transactions.{group}",
                n=text.number(row["n"]),
                share=text.percent(row["share"]),
                interval=f"[{text.percent(row['low'])}, {text.percent(row['high'])}]",
                spent=text.percent(row["amount_share"]),
            )


def retention(client: Client, text: Text) -> Iterator[str]:
    """Say how many are still there at the last round time, and which segment leaves soonest."""
    section, customers = client.toml.retention, client.survey("retention", text.lang)
    if section is None:
        return
    unit = text(f"retention.counted.{section.unit}")
    result = page.overall(customers)
    for time in milestones(result, section.unit)[-1:]:
        row = watched(result, time).iloc[0]
        yield text(
            "report.glance.retention.still",
            time=time,
            unit=unit,
            share=text.percent(row["survival"]),
            interval=f"[{text.percent(row['low'])}, {text.percent(row['high'])}]",
            n=text.number(result.segments["n"].iloc[0]),
        )
    parts = page.by_segment(customers)
    if parts is None or not parts.p < 1 - parts.level:
        return
    for time in milestones(parts, section.unit)[-1:]:
        standing = watched(parts, time).dropna(subset="survival").sort_values("survival")
        first, others = standing.iloc[0], standing.iloc[1:]
        # an interval is missing only where nobody, or everybody, of a segment has left
        if (
            first["survival"] < 1
            and len(others)
            and (first["high"] < others["low"].fillna(others["survival"])).all()
        ):
            yield text(
                "report.glance.retention.soonest",
                segment=first["segment"],
                time=time,
                unit=unit,
                share=text.percent(first["survival"]),
                interval=f"[{text.percent(first['low'])}, {text.percent(first['high'])}]",
            )
