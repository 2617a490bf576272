"""Make the loyalty module's synthetic tables: ``python data/course/examples/generate_loyalty.py``.

Nobody in them exists. Parameters stand in ``loyalty.toml``; the same seed makes the same bytes.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
Row = dict[str, object]


def riders(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let riders rate satisfaction and loyalty, and satisfaction again after a change."""
    rows: list[Row] = []
    for number in range(plan["people"]):
        satisfied = 1 + random.choice(5, p=plan["satisfied"])
        tied = random.random() < plan["tied"]  # no other way to get to work: stays anyway
        leaning = plan["leaning"][satisfied - 1] + (plan["bond"] if tied else 0)
        loyal = int(np.clip(np.rint(random.normal(leaning, plan["spread"])), 0, 10))
        moved = random.choice([-1, 0, 1, 2], p=plan["moved"])
        after = int(np.clip(satisfied + moved, 1, 5))
        rows.append(
            {
                "respondent": number + 1,
                "satisfaction": int(satisfied),
                "loyalty": loyal,
                "before": int(satisfied),
                "after": after,
            }
        )
    return rows


def members(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let members of two kinds leave after geometric times, or be there still."""
    rows: list[Row] = []
    for kind in plan["kind"]:
        for _ in range(kind["people"]):
            chance = random.beta(kind["alpha"], kind["beta"])
            watched = int(random.integers(plan["shortest"], plan["longest"] + 1))
            stays = int(random.geometric(max(chance, 1e-6)))
            rows.append(
                {
                    "segment_zh": kind["zh"],
                    "segment_en": kind["en"],
                    "tenure": min(stays, watched),
                    "churned": int(stays <= watched),
                }
            )
    return rows


def purchases(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let guests buy at their own pace until, unseen, they stop."""
    rows: list[Row] = []
    start, days = date.fromisoformat(plan["from"]), plan["days"]
    for number in range(plan["people"]):
        at = float(random.integers(0, plan["joining"]))
        pace = random.gamma(plan["r"], 1 / plan["alpha"]) / 7
        stops = random.beta(plan["a"], plan["b"])
        usual = random.gamma(plan["shape"], plan["scale"]) + plan["least"]
        while at < days:
            amount = usual * random.lognormal(0, plan["varies"])
            when = start + timedelta(days=int(at))
            rows.append(
                {"customer": number + 1, "at": when.isoformat(), "amount": round(float(amount))}
            )
            if random.random() < stops and at > 0:
                break
            at += 1 + random.exponential(1 / pace)
    return sorted(rows, key=lambda row: (row["at"], row["customer"]))


def wishes(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let guests of a few kinds rate from 1 to 7 what matters to them."""
    rows: list[Row] = []
    for kind in plan["kind"]:
        for _ in range(kind["people"]):
            felt = random.normal([kind[name] for name in plan["items"]], plan["spread"])
            rated = np.clip(np.rint(felt), 1, 7).astype(int).tolist()
            rows.append(dict(zip(plan["items"], rated, strict=True)))
    return [{"respondent": i + 1} | rows[at] for i, at in enumerate(random.permutation(len(rows)))]


def guests(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let guests of a few kinds rate this place and the best other, and say where they go."""
    rows: list[Row] = []
    for kind in plan["kind"]:
        for _ in range(kind["people"]):
            felt = random.normal([kind["own"], kind["best_other"]], plan["spread"])
            own, other = np.clip(np.rint(felt), 1, 7).astype(int).tolist()
            visits = int(random.binomial(plan["visits"], kind["share"]))
            rows.append({"own": own, "best_other": other, "patronage": visits / plan["visits"]})
    return [{"respondent": i + 1} | rows[at] for i, at in enumerate(random.permutation(len(rows)))]


def depot_chain(plan: dict, random: np.random.Generator) -> list[Row]:
    """Measure each depot at every link of the service-profit chain."""
    rows: list[Row] = []
    for number in range(1, plan["depots"] + 1):
        off = 0.0
        for link in plan["link"]:
            off = link["pull"] * off + random.normal(0, link["rest"])
            words = {"link_zh": link["zh"], "link_en": link["en"]}
            value = round(link["mean"] + off, link["digits"])
            rows.append({"unit": f"D{number:02}"} | words | {"value": value})
    return rows


def main() -> None:
    """Write the tables beside their plan."""
    with (HERE / "loyalty.toml").open("rb") as stream:
        plan = tomllib.load(stream)
    tables = {"riders": riders, "members": members, "purchases": purchases, "wishes": wishes}
    tables |= {"guests": guests, "depot_chain": depot_chain}
    for name, make in tables.items():
        rows = make(plan[name], np.random.default_rng(plan[name]["seed"]))
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
