"""What became of the rows of a survey: how many were read, used, and left out for which reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.dialects import Recognised
    from cxwidgets.survey.reader import Reader

REASONS = {
    "preview": "a preview, no answer",
    "test": "a test, no answer",
    "spam": "marked as spam by the platform",
    "header": "the headers again",
    "total": "totals or averages, no answer",
    "footnote": "a note below the totals, no answer",
    "said": "left out by client.toml",
    "cells": "another number of cells than there are headers, so values stand in wrong columns",
    "nobody": "it does not say who answered, or what",
    "no_answer": "no question of this survey is answered",
    "half": "only one half of a pair is answered (pairs, not rows)",
    "no_customer": "it does not say which customer",
    "no_time": "it has no date",
    "no_amount": "it has no amount",
    "refund": "the amount is not above 0 (a refund, a cancellation, a gift)",
    "no_tenure": "it does not say how long the customer was there",
    "no_churn": "it does not say whether the customer left",
    "backwards": "it ends before it begins",
}
"""Why a row is left out, and what the command line says of it."""
KEPT = ("preview", "test", "spam", "total")
"""Reasons that ``keep`` in ``client.toml`` can overrule."""


@dataclass(frozen=True)
class Aside:
    """Rows that were left out.

    Attributes
    ----------
    file
        Where they stand.
    reason
        One of `REASONS`.
    rows
        Their numbers, as a spreadsheet counts.
    n
        How many; more than the rows only for ``half``.
    """

    file: str
    reason: str
    rows: tuple[int, ...]
    n: int

    def __str__(self) -> str:
        return str(Problem(f"{self.n} left out: {REASONS[self.reason]}", self.file, self.rows))


@dataclass(frozen=True)
class Account:
    """What became of the rows of one survey.

    Attributes
    ----------
    read, used
        Rows with anything in them, and rows with at least one answer that counts.
    aside
        What was left out, by file and reason.
    recognised
        What each file was taken for, by its name.
    notes
        What was noticed, and how unusual numbers were read.
    hidden
        Rows that count although a workbook hides them, by its name.
    """

    read: int
    used: int
    aside: tuple[Aside, ...]
    recognised: tuple[tuple[str, Recognised], ...]
    notes: tuple[Problem, ...]
    hidden: tuple[tuple[str, tuple[int, ...]], ...] = ()


def account_of(readers: Sequence[Reader]) -> Account:
    """Return the account of a survey from the readers of its files, once they have been used."""
    aside: list[Aside] = []
    hidden: list[tuple[str, tuple[int, ...]]] = []
    read = used = 0
    for reader in readers:
        table = reader.table
        told = reader.left_out != ""
        silent = tuple(int(row) for row in reader.answered.index[~reader.answered & ~told])
        halved = reader.halves[reader.halves > 0]
        aside += table.aside
        for reason in (each for each in REASONS if (reader.left_out == each).any()):
            rows = tuple(int(row) for row in reader.left_out.index[reader.left_out == reason])
            aside.append(Aside(table.file, reason, rows, len(rows)))
        if silent:
            aside.append(Aside(table.file, "no_answer", silent, len(silent)))
        if len(halved):
            rows = tuple(int(row) for row in halved.index)
            aside.append(Aside(table.file, "half", rows, int(halved.sum())))
        counting = set(reader.answered.index[reader.answered])
        unseen = tuple(row for row in table.hidden if row in counting)
        hidden += [(table.file, unseen)] * bool(unseen)
        read += len(table.frame) + sum(each.n for each in table.aside)
        used += int(reader.answered.sum())
    return Account(
        read,
        used,
        tuple(aside),
        tuple((reader.table.file, reader.table.recognised) for reader in readers),
        tuple(
            note
            for reader in readers
            for note in (*reader.table.notes, *reader.notes, *reader.unusual.notes())
        ),
        tuple(hidden),
    )
