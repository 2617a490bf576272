"""Make the synthetic tables about choosing: ``python data/course/examples/generate_choices.py``.

Nobody in them exists. Parameters stand in ``choices.toml``; the same seed makes the same bytes.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
Row = dict[str, object]


def rated(felt: float, low: int, high: int) -> int:
    """Return the step of a scale nearest to what is felt."""
    return int(np.clip(np.rint(felt), low, high))


def named(column: str, words: dict) -> Row:
    """Return a name in both languages."""
    return {f"{column}_zh": words["zh"], f"{column}_en": words["en"]}


def rider_needs(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let riders say how important each need is, and how well it is met."""
    rows: list[Row] = []
    for person in range(1, plan["people"] + 1):
        mood = random.normal(0, plan["personal"])
        for need in plan["need"]:
            row = {"respondent": person} | named("item", need)
            for half in ("importance", "satisfaction"):
                row[half] = rated(random.normal(need[half] + mood, plan["spread"]), 1, 5)
            rows.append(row)
    return rows


def stop_criteria(plan: dict, _: np.random.Generator) -> list[Row]:
    """Return what concepts are judged by, and how much each counts."""
    return [named("criterion", c) | {"weight": c["weight"]} for c in plan["criterion"]]


def stop_scores(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let a team rate each concept by each criterion."""
    rows: list[Row] = []
    for person in range(1, plan["people"] + 1):
        mood = random.normal(0, plan["personal"])
        for concept in plan["concept"]:
            for criterion in plan["criterion"]:
                felt = random.normal(concept[criterion["id"]] + mood, plan["spread"])
                row = {"respondent": person} | named("concept", concept)
                rows.append(row | named("criterion", criterion) | {"score": rated(felt, 1, 5)})
    return rows


def stop_marks(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let the team mark each concept as better, the same or worse than the stop of today."""
    rows: list[Row] = []
    today = plan["today"] | {"against_today": {}}
    for person in range(1, plan["people"] + 1):
        for concept in (today, *plan["concept"]):
            for criterion in plan["criterion"]:
                leaning = concept["against_today"].get(criterion["id"])
                felt = 0.0 if leaning is None else random.normal(leaning, plan["spread"])
                row = {"respondent": person} | named("concept", concept)
                mark = "-0+"[rated(felt, -1, 1) + 1]
                rows.append(row | named("criterion", criterion) | {"mark": mark})
    return rows


def touchpoints(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let riders say how important each touchpoint is, and how well it does."""
    rows: list[Row] = []
    for person in range(1, plan["people"] + 1):
        mood = random.normal(0, plan["personal"])
        for one in plan["touchpoint"]:
            row = {"respondent": person} | named("item", one)
            for half in ("importance", "performance"):
                row[half] = rated(random.normal(one[half] + mood, plan["spread"]), 1, 5)
            rows.append(row)
    return rows


def ride_moments(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let riders rate the moments they met, and the ride as a whole: one row a moment."""
    rows: list[Row] = []
    for person in range(1, plan["people"] + 1):
        mood = random.normal(0, plan["personal"])
        felt, whole = [], plan["whole"] + mood + random.normal(0, plan["rest"])
        for one in plan["moment"]:
            off = random.normal(0, plan["spread"])
            if random.random() < one["met"]:
                whole += one["pull"] * off
                felt.append((one, rated(one["mean"] + mood + off, 1, 5)))
        for one, score in felt:
            row = {"respondent": person} | named("touchpoint", one) | {"score": score}
            rows.append(row | {"whole": rated(whole, 1, 5)})
    return rows


def felt_in(plan: dict, random: np.random.Generator) -> dict[str, dict[str, float]]:
    """Return how each depot stands: its antecedents, and the gap that comes of them."""
    depots = {}
    for number in range(1, plan["depots"] + 1):
        stands = {a["id"]: random.normal(a["mean"], plan["between"]) for a in plan["antecedent"]}
        pulls = [a["pull"] * (stands[a["id"]] - a["mean"]) for a in plan["antecedent"]]
        stands["gap"] = plan["gap"] + sum(pulls) + random.normal(0, plan["rest"])
        depots[f"D{number:02}"] = stands
    return depots


def depot_staff(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let the staff of each depot rate three statements on each antecedent of gap 3."""
    rows: list[Row] = []
    for depot, stands in felt_in(plan, random).items():
        for person in range(1, plan["staff"] + 1):
            mood = random.normal(0, plan["personal"])
            for antecedent in plan["antecedent"]:
                name = antecedent["id"]
                for item in range(1, plan["statements"] + 1):
                    score = rated(random.normal(stands[name] + mood, plan["spread"]), 1, 7)
                    row = {"respondent": f"{depot}-{person}", "unit": depot, "gap": "gap3"}
                    rows.append(
                        row | {"antecedent": name, "item": f"{name}_{item}", "score": score}
                    )
    return rows


def depot_gaps(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let inspectors say how wide gap 3 is in each depot."""
    rows: list[Row] = []
    for depot, stands in felt_in(plan, random).items():
        for _ in range(plan["inspections"]):
            score = rated(random.normal(stands["gap"], plan["spread"]), 1, 7)
            rows.append({"unit": depot, "gap": "gap3", "score": score})
    return rows


def leaving_words(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let two people sort the same words; what lies between two reasons is anybody's guess."""
    rows: list[Row] = []
    reasons = {reason["id"]: reason for reason in plan["reason"]}
    words = [r["id"] for r in plan["reason"] for _ in range(r["words"])]
    for number, at in enumerate(random.permutation(len(words)), start=1):
        said = reasons[words[at]]
        for coder in plan["coder"]:
            strays = random.random() < said["strays"]
            seen = reasons[said["to"]] if strays else said
            row = named("respondent", coder) | {"item": number}
            rows.append(row | named("category", seen))
    return rows


def leaving_pain(plan: dict, random: np.random.Generator) -> list[Row]:
    """Let three people rate how badly each of these hurt; one of them had half the time."""
    rows: list[Row] = []
    for number, one in enumerate(plan["one"]):
        for rater in plan["rater"]:
            score = rated(random.normal(one["hurts"] + rater["strict"], plan["spread"]), 1, 5)
            if number < rater["reads"]:
                row = named("respondent", rater) | named("item", one)
                rows.append(row | {"rating": score})
    return rows


def main() -> None:
    """Write the tables beside their plan."""
    with (HERE / "choices.toml").open("rb") as stream:
        plan = tomllib.load(stream)
    team = plan["stop_scores"]
    tables = {
        "rider_needs": (rider_needs, plan["rider_needs"]),
        "stop_criteria": (stop_criteria, team),
        "stop_scores": (stop_scores, team),
        "stop_marks": (stop_marks, team | plan["stop_marks"]),
        "touchpoints": (touchpoints, plan["touchpoints"]),
        "ride_moments": (ride_moments, plan["ride_moments"]),
        "depot_staff": (depot_staff, plan["depots"]),
        "depot_gaps": (depot_gaps, plan["depots"]),
        "leaving_words": (leaving_words, plan["leaving_words"]),
        "leaving_pain": (leaving_pain, plan["leaving_pain"]),
    }
    for name, (make, own) in tables.items():
        rows = make(own, np.random.default_rng(own["seed"]))
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
