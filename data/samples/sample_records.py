"""Made-up records: guests who come again until they stop, members who join and leave."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from cxwidgets.client_records import RetentionRecords, TransactionRecords

DAY = dt.timedelta(days=1)
LONG = 10_000


def transactions(
    random: Random, section: TransactionRecords, parameters: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return purchases in the order of their days: the story of the BG/NBD model, told forwards."""
    begins, ends = (dt.date.fromisoformat(parameters[key]) for key in ("begins", "ends"))
    found = []
    number = 0
    for segment, kind in parameters["segments"].items():
        for _ in range(kind["n"]):
            number += 1
            pace = random.gammavariate(kind["r"], 1 / kind["alpha"])
            leaves = random.betavariate(kind["a"], kind["b"])
            usual = random.gammavariate(9, kind["spends"] / 9)
            day = begins + DAY * int(random.random() * ((ends - begins).days - 30))
            while day <= ends:
                row = {
                    section.respondent: f"G{number:04}",
                    section.at: day.isoformat(),
                    section.segment: segment,
                    section.amount: f"{max(20.0, random.gauss(usual, usual / 4)):.0f}",
                }
                found.append(row)
                if random.random() < parameters["cancelled"]:
                    found.append(row | {section.amount: f"-{row[section.amount]}"})
                if random.random() < leaves:
                    break
                day += DAY * max(1, min(LONG, round(7 * random.expovariate(pace))))
    return sorted(found, key=lambda row: str(row[section.at]))


def retention(
    random: Random, section: RetentionRecords, parameters: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return members with first and last day; who leaves early does so for lack of use."""
    begins, ends = (dt.date.fromisoformat(parameters[key]) for key in ("begins", "ends"))
    found = []
    kinds = [s for s, kind in parameters["segments"].items() for _ in range(kind["n"])]
    random.shuffle(kinds)
    for number, segment in enumerate(kinds, start=1):
        kind = parameters["segments"][segment]
        joined = begins + DAY * int(random.random() * ((ends - begins).days - 20))
        left = joined + DAY * round(random.weibullvariate(kind["scale"], kind["shape"]))
        found.append(
            {
                section.respondent: f"M{number:04}",
                section.segment: segment,
                section.at: joined.isoformat(),
                section.ended: left.isoformat() if left <= ends else "",
            }
        )
    return sorted(found, key=lambda row: str(row[section.at]))
