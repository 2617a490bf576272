"""Proposing purchases: a customer that comes again, a date, an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.proposal import records
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if customer, date or amount is missing."""
    customer = records.column(tables, "customer", "respondent")
    day = records.column(tables, "bought", "at")
    amount = records.column(tables, "amount")
    price, quantity = (records.column(tables, name) for name in ("price", "quantity"))
    if not amount and price and quantity:
        amount = price
    else:
        quantity = ""
    if not (customer and day and amount and records.are_no_surveys(tables)):
        return None
    if not records.is_numeric(tables, amount):
        return None
    dates = records.dates(tables, {"at": day})
    if dates is None or not records.cells(tables, customer).duplicated().any():
        return None
    of = f", times {quoted(quantity)}" if quantity else ""
    proposal = Proposal(
        "transactions",
        [
            Entry("[transactions]"),
            Entry(assign(customer=customer), f"customer: {quoted(customer)}", 0.9),
            *dates,
            Entry(assign(amount=amount, quantity=quantity), f"amount: {quoted(amount)}{of}", 0.9),
        ],
    )
    grouped = records.thousands(tables, [c for c in (amount, quantity) if c])
    proposal.entries += [grouped] if grouped else []
    proposal.entries += files("transactions", tables)
    return proposal
