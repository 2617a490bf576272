"""A room's blueprints side by side."""

from __future__ import annotations

import numpy as np

from cxwidgets.artifacts.service_map import ServiceMap
from cxwidgets.methods.blueprint_room import blueprint_room
from cxwidgets.methods.intervals import wilson


def service(*fails: str, step: str = "Wait", minutes: float | None = None) -> ServiceMap:
    cards = [
        {"id": i, "step": "s", "lane": "frontstage", "text": f"card {i}", "fail": i in fails}
        | ({"minutes": minutes, "wait": True} if minutes else {})
        for i in ("a", "b")
    ]
    return ServiceMap.model_validate({"steps": [{"id": "s", "name": step}], "cards": cards})


def test_readouts_spread_over_the_room():
    result = blueprint_room([service("a"), service("a", "b"), service()])
    row = result.table.set_index("measure").loc["fail_points"]
    assert row[["n", "median", "least", "most"]].tolist() == [3, 1, 0, 2]
    assert np.isnan(row["low"])  # three answers have no interval of the median


def test_a_blueprint_without_minutes_takes_no_part_in_the_waiting():
    row = blueprint_room([service(minutes=5), service()]).table.set_index("measure")
    assert row.loc["wait_share", ["n", "median"]].tolist() == [1, 1]


def test_fail_points_are_counted_by_people():
    fails = blueprint_room([service("a"), service("a", "b"), service()]).fails
    assert fails["card"].tolist() == ["card a", "card b"]
    first = fails.iloc[0]
    assert (first["marked"], first["low"], first["high"]) == (2, *wilson(2, 3))


def test_what_was_given_as_failing_nobody_found():
    result = blueprint_room([service("a", "b"), service("a")], given=service("a"))
    assert result.fails["card"].tolist() == ["card b"]


def test_a_given_card_is_known_by_its_id_in_every_language():
    other_language = service("b", step="候车")
    result = blueprint_room([service("b"), other_language], given=service())
    assert result.fails[["step", "marked"]].iloc[0].tolist() == ["Wait", 2]


def test_causes_are_counted_by_people():
    linked = ServiceMap.model_validate(
        {
            "steps": [{"id": "s", "name": "Wait"}],
            "cards": [
                {"id": "a", "step": "s", "lane": "frontstage", "text": "screen", "fail": True},
                {"id": "b", "step": "s", "lane": "support", "text": "plan"},
            ],
            "links": [{"from": "b", "to": "a"}],
        }
    )
    causes = blueprint_room([linked, service()]).causes
    assert causes[["card", "marked", "n"]].to_numpy().tolist() == [["plan", 1, 2]]


def test_an_empty_room():
    result = blueprint_room([])
    assert result.n == 0
    assert result.fails.empty
    assert result.table["median"].isna().all()
