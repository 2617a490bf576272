"""The retention page of a report: who is still there after how long, by segment and by cohort."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.charts.retention import MOST
from cxwidgets.methods.joined import joined
from cxwidgets.methods.milestones import milestones
from cxwidgets.methods.retention import kaplan_meier
from cxwidgets.panels import joined as shown_joined
from cxwidgets.panels import milestones as shown_milestones
from cxwidgets.panels import retention as shown
from cxwidgets.panels.panel import Block, Panel, TextBlock
from cxwidgets.report import no_segments
from cxwidgets.survey.columns import AT, CHURNED, SEGMENT, TENURE
from cxwidgets.survey.retention import DAYS

if TYPE_CHECKING:
    from cxwidgets.client import Client
    from cxwidgets.client_records import RetentionRecords
    from cxwidgets.methods.retention import RetentionResult
    from cxwidgets.text import Text


def overall(customers: pd.DataFrame) -> RetentionResult:
    """Return the curve of all customers together."""
    return kaplan_meier(customers[[TENURE, CHURNED]])


def by_segment(customers: pd.DataFrame) -> RetentionResult | None:
    """Return a curve for each segment; None where there are not two of them."""
    if not no_segments.are_to_compare(customers):
        return None
    known = customers.dropna(subset=SEGMENT)
    return kaplan_meier(
        known.assign(segment=known[SEGMENT].astype(str))[[SEGMENT, TENURE, CHURNED]]
    )


def panel(customers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return the curve of all customers and the share still there after round times."""
    section = _section(client)
    unit = section.unit
    result = overall(customers)
    times = milestones(result, unit)
    made = shown.survival(result, text, text(f"retention.unit.{unit}"))
    if not made.n:
        return made
    blocks: list[Block] = [shown_milestones.figures(result, times, text, unit), *made.blocks]
    if times:
        blocks.append(shown_milestones.over_time(result, times, text, unit))
    if section.at:
        end = (customers[AT] + pd.to_timedelta(customers[TENURE] * DAYS[section.unit], "D")).max()
        words = text("report.retention.until", day=f"{end.round('D'):%Y-%m-%d}")
        blocks.append(TextBlock(words, "note"))
    return Panel(made.n, tuple(blocks))


def segments(customers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return a curve for each segment, the four largest drawn; a sentence where two are missing."""
    unit = _section(client).unit
    result = by_segment(customers)
    if result is None:
        return no_segments.sentence(customers, text)
    made = shown.survival(_largest(result), text, text(f"retention.unit.{unit}"))
    blocks = list(made.blocks)
    if len(result.segments) > MOST:
        words = text("report.retention.largest", most=MOST, all=len(result.segments))
        blocks.insert(1, TextBlock(words, "note"))
    times = milestones(result, unit)
    if times:
        blocks.append(shown_milestones.by_segment(result, times, text, unit))
    unknown = int(customers[SEGMENT].isna().sum())
    if unknown:
        blocks.append(TextBlock(text("purchases.note.no_segment", n=unknown), "note"))
    return Panel(int(result.segments["n"].sum()), tuple(blocks))


def cohorts(customers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return who is left of those who joined together; a sentence where nobody says when."""
    section = _section(client)
    if not section.at:
        return Panel(0, (TextBlock(text("report.retention.no_date"), "note"),))
    times = milestones(overall(customers), section.unit)
    result = joined(customers, times)
    return shown_joined.summary(result, text, section.unit)


def _largest(result: RetentionResult) -> RetentionResult:
    """Return the curves that can be told apart in one picture; the test stays that of all."""
    largest = result.segments.nlargest(MOST, "n")["segment"]
    return replace(
        result,
        table=result.table[result.table["segment"].isin(largest)],
        segments=result.segments[result.segments["segment"].isin(largest)],
    )


def _section(client: Client) -> RetentionRecords:
    if client.toml.retention is None:
        raise ValueError(f"{client.slug} has no retention records")
    return client.toml.retention
