"""The SERVQUAL page of a report: gaps with the client's own scale and its customers' weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts.servqual import dimension_name
from cxwidgets.methods.agreement import kendall_w
from cxwidgets.methods.reliability import cronbach_alpha
from cxwidgets.methods.servperf import servperf
from cxwidgets.methods.servqual import servqual
from cxwidgets.methods.servqual_items import ordered
from cxwidgets.panels import agreement as shown_agreement
from cxwidgets.panels import reliability as shown_reliability
from cxwidgets.panels import servqual as shown
from cxwidgets.panels import zone_of_tolerance as shown_zone
from cxwidgets.panels.panel import Panel, TextBlock
from cxwidgets.report.once import once
from cxwidgets.survey.columns import DIMENSION, ITEM, PERCEPTION, RESPONDENT, WEIGHT

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.client import Client
    from cxwidgets.methods.servqual import ServqualResult
    from cxwidgets.text import Text


def result(client: Client, text: Text) -> ServqualResult:
    """Return the gaps of a client."""
    return _result(client.survey("servqual", text.lang), client)


def panel(answers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return the gaps with their intervals, weighted where points were given."""
    return shown.summary(_result(answers, client), text)


def reliability(answers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return whether the statements of each dimension belong together, by their perceptions."""
    section = client.toml.servqual
    if section is None:
        raise ValueError(f"{client.slug} has no SERVQUAL survey")
    scales = {}
    for dimension in ordered(answers[DIMENSION]):
        part = answers[answers[DIMENSION] == dimension]
        wide = part.pivot_table(index=RESPONDENT, columns=ITEM, values=PERCEPTION, sort=False)
        scale = (section.low, section.high)
        found = cronbach_alpha(wide, list(wide.columns), (), *scale, missing="pairwise")
        scales[dimension_name(dimension, text)] = found
    return shown_reliability.summary(scales, text)


def performance(answers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return perception alone (SERVPERF)."""
    section = client.toml.servqual
    if section is None:
        raise ValueError(f"{client.slug} has no SERVQUAL survey")
    found = servperf(answers, low=section.low, high=section.high)
    return shown_zone.performance(found, text)


def priorities(answers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return how far the customers agree on what matters, by the points they gave."""
    if client.toml.servqual is None or WEIGHT not in answers:
        return Panel(0, (TextBlock(text("servqual.no_points"), "note"),))
    points = answers[[RESPONDENT, DIMENSION, WEIGHT]].drop_duplicates([RESPONDENT, DIMENSION])
    wide = points.pivot_table(index=RESPONDENT, columns=DIMENSION, values=WEIGHT, dropna=False)
    names = {d: dimension_name(d, text) for d in wide.columns}
    return shown_agreement.summary(kendall_w(-wide), text, names)  # most points: first


@once
def _result(answers: pd.DataFrame, client: Client) -> ServqualResult:
    section = client.toml.servqual
    if section is None:
        raise ValueError(f"{client.slug} has no SERVQUAL survey")
    points = None
    if WEIGHT in answers:
        points = answers[[RESPONDENT, DIMENSION, WEIGHT]].drop_duplicates().dropna()
    return servqual(answers, points, section.low, section.high)
