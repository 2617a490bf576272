"""The purchase pages of a report: groups of customers, who came again, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.clv import clv
from cxwidgets.methods.clv_second import second_opinion
from cxwidgets.methods.cohorts import cohorts as by_month
from cxwidgets.methods.likelihood import UndeterminedError
from cxwidgets.methods.purchases import purchases
from cxwidgets.methods.rfm import rfm
from cxwidgets.panels import purchases as shown_purchases
from cxwidgets.panels import retention as shown
from cxwidgets.panels import segments
from cxwidgets.panels.panel import Panel, TextBlock
from cxwidgets.survey.columns import AMOUNT, AT, CUSTOMER

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.client import Client
    from cxwidgets.client_records import TransactionRecords
    from cxwidgets.text import Text

WEEKS = 52
FEWEST = 2
"""Months below which there is no later month in which anybody could have come again."""


def panel(bought: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return how many customers bought how often and for how much, and over which days."""
    section = _section(client)
    made = shown_purchases.summary(purchases(bought), text)
    first, last = (f"{day:%Y-%m-%d}" for day in (bought[AT].min(), bought[AT].max()))
    said = [text("report.transactions.days", first=first, last=last)]
    if section.currency:
        said.append(text("report.transactions.currency", currency=section.currency[text.lang]))
    blocks = tuple(TextBlock(words, "note") for words in said)
    return Panel(made.n, (*made.blocks, *blocks))


def groups(bought: pd.DataFrame, text: Text) -> Panel:
    """Return the six groups by recency and frequency, with what they spend."""
    return segments.rfm(rfm(bought), text)


def again(bought: pd.DataFrame, text: Text) -> Panel:
    """Return cohorts by the month of the first purchase, and who came again."""
    result = by_month(bought)
    if result.ages["age"].max() + 1 < FEWEST:
        return Panel(0, (TextBlock(text("report.transactions.one_month"), "note"),))
    return shown.cohorts(result, text)


def value(bought: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return the forecast; a sentence where the purchases do not determine it."""
    section = _section(client)
    weekly = (1 + section.discount) ** (1 / WEEKS) - 1
    known = bought[[CUSTOMER, AT, AMOUNT]]
    try:
        result = clv(known, section.horizon, discount=weekly, margin=section.margin)
    except UndeterminedError:
        everybody = purchases(known).overall.iloc[0]
        sizes = {name: text.number(int(everybody[name])) for name in ("n", "again")}
        return Panel(0, (TextBlock(text("report.transactions.no_forecast", **sizes), "warn"),))
    made = shown.value(result, text, second_opinion(result))
    terms = text(
        "report.transactions.terms",
        horizon=section.horizon,
        margin=text.percent(section.margin),
        discount=text.percent(section.discount, 1),
    )
    return Panel(made.n, (*made.blocks, TextBlock(terms, "note")))


def _section(client: Client) -> TransactionRecords:
    if client.toml.transactions is None:
        raise ValueError(f"{client.slug} has no transactions")
    return client.toml.transactions
