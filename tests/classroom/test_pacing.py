import pytest

from cxwidgets.classroom import control
from cxwidgets.classroom.pacing import ControlError, Pacing, after, replay
from cxwidgets.classroom.store import Event

EXERCISES, MODULES = {"kano_bus"}, {"three_one_toolkit"}


def events(*wishes):
    return [
        Event(n, *control.checked(wish, exercises=EXERCISES, modules=MODULES), at=1000 * n)
        for n, wish in enumerate(wishes, start=1)
    ]


def test_everything_is_open_until_the_trainer_says_otherwise():
    assert Pacing().section_open("three_one_toolkit", 7)


def test_up_to_here():
    wish = {"action": "open_to", "module": "three_one_toolkit", "section": 2}
    pacing = replay(events(wish))
    assert pacing.section_open("three_one_toolkit", 2)
    assert not pacing.section_open("three_one_toolkit", 3)
    assert pacing.section_open("gap_model", 9)
    opened = replay(events(wish, {**wish, "section": None}))
    assert opened.section_open("three_one_toolkit", 99)


def test_a_second_round_hides_the_first_result_and_opens_the_exercise():
    pacing = replay(
        events(
            {"action": "reveal", "exercise": "kano_bus", "revealed": True},
            {"action": "lock", "exercise": "kano_bus", "locked": True},
            {"action": "round", "exercise": "kano_bus", "round": 2},
        )
    )
    assert pacing.round("kano_bus") == 2
    assert pacing.revealed == frozenset()
    assert pacing.locked == frozenset()


def test_a_timer_ends_when_it_should_and_stops_when_told():
    started = replay(events({"action": "timer", "seconds": 60, "label": "x"}))
    assert started.timer is not None
    assert started.timer.ends == 1000 + 60_000
    stop = events({"action": "timer", "seconds": 0})[0]
    assert after(started, stop).timer is None


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ("reveal", "'reveal'"),
        ({"action": "explode"}, "action: 'explode'"),
        ({"action": "reveal", "exercise": "../x", "revealed": True}, "exercise: '../x'"),
        ({"action": "reveal", "exercise": "kano_bus", "revealed": 1}, "revealed: 1"),
        ({"action": "round", "exercise": "kano_bus", "round": True}, "round: True"),
        ({"action": "open_to", "module": [], "section": 1}, "module"),
        ({"action": "timer", "seconds": 1e9}, "seconds"),
        ({"action": "timer", "seconds": 5, "label": "x" * 61}, "label"),
    ],
)
def test_a_wish_that_makes_no_sense_is_named(wish, named):
    with pytest.raises(ControlError, match=named.replace("[", r"\[")):
        control.checked(wish, exercises=EXERCISES, modules=MODULES)
