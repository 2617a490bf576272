"""Blueprint readouts and cause tracing on a small service drawn by hand."""

from __future__ import annotations

from math import isnan

import pytest

from cxwidgets.artifacts.service_map import ServiceMap
from cxwidgets.methods.blueprint import blueprint
from cxwidgets.methods.causes import causes, ranked, trace


def service(
    cards: dict[str, dict[str, object]],
    links: tuple[tuple[str, str], ...] = (),
    points: tuple[dict[str, object], ...] = (),
) -> ServiceMap:
    return ServiceMap.model_validate(
        {
            "steps": [{"id": "s1", "name": "wait"}, {"id": "s2", "name": "ride"}],
            "cards": [{"id": k, "step": "s1", "text": k, **v} for k, v in cards.items()],
            "links": [{"from": a, "to": b} for a, b in links],
            "points": points,
        }
    )


# planning -> dispatch -> screen -> rider waits; a hotline case goes round between agent and depot.
CARDS: dict[str, dict[str, object]] = {
    "rider": {"lane": "customer", "minutes": 12, "wait": True},
    "screen": {"lane": "frontstage", "owner": "IT", "minutes": 1, "fail": True},
    "agent": {"lane": "frontstage", "owner": "Hotline", "minutes": 5},
    "dispatch": {"lane": "backstage", "owner": "Depot"},
    "depot": {"lane": "backstage", "owner": "depot "},
    "planning": {"lane": "support"},
    "sign": {"lane": "evidence"},
}
LINKS = (
    ("planning", "dispatch"),
    ("dispatch", "screen"),
    ("screen", "rider"),
    ("rider", "agent"),
    ("agent", "depot"),
    ("depot", "agent"),
    ("sign", "rider"),
)


def test_readouts_counted_by_hand():
    values = blueprint(service(CARDS, LINKS)).readouts
    # planning|dispatch, dispatch|screen, screen|rider, rider|agent, agent|depot, depot|agent
    assert values["hand_offs"] == 6
    assert values["owner_changes"] == 3  # Depot>IT, Hotline>Depot, Depot>Hotline
    assert values["crossings"] == 6
    assert values["loops"] == 1
    assert values["unowned"] == 1
    assert (values["minutes"], values["wait_minutes"]) == (18, 12)
    assert values["wait_share"] == pytest.approx(2 / 3)
    assert values["frontstage_ratio"] == pytest.approx(2 / 5)
    assert (values["fail_points"], values["wait_points"]) == (1, 1)


def test_each_crossing_is_booked_on_its_line():
    result = blueprint(service(CARDS, LINKS))
    assert result.crossings == {"interaction": 2, "visibility": 3, "internal": 1}
    through = blueprint(service(CARDS, (("planning", "rider"),)))
    assert through.crossings == {"interaction": 1, "visibility": 1, "internal": 1}


def test_the_loop_and_the_missing_owner_are_named():
    result = blueprint(service(CARDS, LINKS))
    assert result.loops == (("agent", "depot"),)
    assert result.unowned == ("planning",)


def test_a_card_linked_to_itself_is_a_loop():
    assert blueprint(service(CARDS, (("agent", "agent"),))).loops == (("agent",),)


def test_the_same_owner_written_differently_is_one_party():
    assert blueprint(service(CARDS, (("dispatch", "depot"),))).readouts["hand_offs"] == 0


def test_evidence_acts_on_nobody():
    assert blueprint(service(CARDS, (("sign", "rider"),))).readouts["hand_offs"] == 0


def test_an_empty_map_counts_nothing_and_divides_by_nothing():
    result = blueprint(ServiceMap())
    assert result.readouts["cards"] == 0
    assert isnan(result.readouts["wait_share"])
    assert isnan(result.readouts["frontstage_ratio"])
    assert isnan(result.readouts["minutes"])
    assert result.notes == ()


def test_what_is_missing_is_noted():
    keys = {
        n.key
        for n in blueprint(service({"a": {"lane": "customer"}, "b": {"lane": "support"}})).notes
    }
    assert keys == {
        "blueprint.note.no_links",
        "blueprint.note.no_minutes",
        "blueprint.note.empty_lane",
    }


def test_a_pain_is_walked_back_to_its_causes_nearest_first():
    paths = trace(service(CARDS, LINKS), "rider")
    assert [p.cards for p in paths] == [
        ("rider", "screen", "dispatch"),
        ("rider", "screen", "dispatch", "planning"),
    ]


def test_symptoms_are_fail_points_and_painful_steps_in_front_of_the_line():
    drawn = service(CARDS, LINKS, points=({"step": "s1", "kind": "pain"},))
    paths, untraced = causes(drawn)
    assert {p.symptom for p in paths} == {"rider", "screen", "agent"}
    assert untraced == ()
    assert ranked(paths)[0] == ("dispatch", 3)


def test_a_joy_is_no_symptom_and_an_unlinked_failure_is_untraced():
    drawn = service(
        {"desk": {"lane": "frontstage", "fail": True}, "rider": {"lane": "customer"}},
        points=({"step": "s1", "kind": "joy"},),
    )
    assert causes(drawn) == ((), ("desk",))
    assert "blueprint.note.untraced" in {n.key for n in blueprint(drawn).notes}


def test_walking_back_round_a_loop_ends():
    assert [p.cause for p in trace(service(CARDS, LINKS), "agent")] == [
        "depot", "dispatch", "planning",
    ]  # fmt: skip


def test_an_unknown_card_is_named():
    with pytest.raises(ValueError, match="'ghost'"):
        trace(service(CARDS), "ghost")
