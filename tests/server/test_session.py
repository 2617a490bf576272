"""Who may do and see what, decided in one place and tested without a network."""

import pytest

from cxwidgets.exercise import AnswerError
from cxwidgets.server.visitor import Refused

from .conftest import KANO


def decide(klass, **wish):
    klass.run(klass.session.decide(wish))


@pytest.fixture
def feature(klass):
    return klass.session.exercises["kano_bus"].question[0].id


def test_an_answer_is_stored_and_seen(klass, answer, feature):
    answer(klass.anna, "kano_bus", {feature: KANO})
    state = klass.session.state(klass.anna)
    assert state["answers"]["kano_bus"]["value"] == {feature: KANO}
    assert state["exercises"]["kano_bus"]["count"] == 1


def test_nobody_sees_somebody_elses_answer(klass, answer, feature):
    answer(klass.anna, "kano_bus", {feature: KANO})
    assert klass.session.state(klass.bo)["answers"] == {}


def test_a_result_has_no_version_to_ask_for_before_the_reveal(klass, answer, feature):
    answer(klass.anna, "kano_bus", {feature: KANO})
    assert klass.session.state(klass.bo)["exercises"]["kano_bus"]["version"] == 0
    assert klass.session.state(klass.trainer)["exercises"]["kano_bus"]["version"] == 1
    decide(klass, action="reveal", exercise="kano_bus", revealed=True)
    assert klass.session.state(klass.bo)["exercises"]["kano_bus"]["version"] == 2


def test_a_locked_exercise_keeps_what_was_typed_but_does_not_count_it(klass, answer, feature):
    decide(klass, action="lock", exercise="kano_bus", locked=True)
    with pytest.raises(Refused, match="page.late"):
        answer(klass.anna, "kano_bus", {feature: KANO})
    assert klass.session.room.count("kano_bus") == 0
    assert [a.late for a in klass.session.store.answers()] == [True]


def test_a_late_answer_that_comes_again_after_the_lock_counts(klass, feature):
    def send():
        value = {feature: KANO}
        return klass.run(klass.session.submit(klass.anna, "kano_bus", 1, value, "same", 1))

    decide(klass, action="lock", exercise="kano_bus", locked=True)
    with pytest.raises(Refused):
        send()
    decide(klass, action="lock", exercise="kano_bus", locked=False)
    send()
    send()
    assert klass.session.room.count("kano_bus") == 1
    assert [a.late for a in klass.session.store.answers()] == [True, False]


def test_an_answer_in_time_is_no_late_one_when_it_is_sent_again(klass, feature):
    """Word of the first got lost on its way back, and the page tries again after the lock."""

    def send():
        value = {feature: KANO}
        return klass.run(klass.session.submit(klass.anna, "kano_bus", 1, value, "s1", 1))

    first = send()
    decide(klass, action="lock", exercise="kano_bus", locked=True)
    assert send() == first
    assert list(klass.session.store.answers()) == [first]
    assert klass.session.room.count("kano_bus") == 1


def test_a_section_beyond_up_to_here_is_closed(klass, answer, feature):
    decide(klass, action="open_to", module="three_one_toolkit", section=0)
    with pytest.raises(Refused):
        answer(klass.anna, "kano_bus", {feature: KANO})
    assert klass.session.state(klass.anna)["exercises"]["kano_bus"]["state"] == "locked"
    decide(klass, action="open_to", module="three_one_toolkit", section=None)
    answer(klass.anna, "kano_bus", {feature: KANO})


def test_an_exercise_with_a_key_closes_at_its_reveal(klass, answer):
    keyed = next(e for e in klass.session.exercises.values() if e.method == "sorting")
    value = {"zones": {keyed.zone[0].id: [keyed.card[0].id]}, "own": {}}
    answer(klass.anna, keyed.id, value)
    decide(klass, action="reveal", exercise=keyed.id, revealed=True)
    with pytest.raises(Refused):
        answer(klass.bo, keyed.id, value)


def test_a_second_round_leaves_the_first_as_it_was(klass, answer, feature):
    answer(klass.anna, "kano_bus", {feature: KANO})
    decide(klass, action="round", exercise="kano_bus", round=2)
    with pytest.raises(Refused):
        answer(klass.anna, "kano_bus", {feature: {"functional": 5}}, round_=1)
    answer(klass.anna, "kano_bus", {feature: {"functional": 2}}, round_=2)
    rounds = klass.session.room.answers("kano_bus")
    assert rounds[1][0].value == {feature: KANO}
    assert rounds[2][0].value == {feature: {"functional": 2}}


def test_an_answer_that_does_not_fit_is_refused_and_not_stored(klass, answer):
    with pytest.raises(AnswerError, match="nothing"):
        answer(klass.anna, "kano_bus", {"nothing": 1})
    assert list(klass.session.store.answers()) == []


def test_the_trainers_own_try_is_judged_but_never_counted(klass, answer, feature):
    assert answer(klass.trainer, "kano_bus", {feature: KANO}) is None
    assert klass.session.room.count("kano_bus") == 0


def test_names_are_hidden_until_the_trainer_shows_them(klass, answer, feature):
    answer(klass.anna, "kano_bus", {feature: KANO})
    rows = klass.session.results.rows("kano_bus", names=klass.session.room.pacing.names)
    assert rows[1][0].name is None
    decide(klass, action="names", shown=True)
    rows = klass.session.results.rows("kano_bus", names=klass.session.room.pacing.names)
    assert rows[1][0].name == "Anna"


def test_a_class_that_ended_takes_no_more(klass, answer, feature):
    decide(klass, action="end")
    with pytest.raises(Refused):
        answer(klass.anna, "kano_bus", {feature: KANO})


def test_a_restarted_server_knows_everything(klass, answer, feature, open_session):
    answer(klass.anna, "kano_bus", {feature: KANO})
    decide(klass, action="reveal", exercise="kano_bus", revealed=True)
    again = open_session()
    token = klass.session.links.token(klass.anna.id)
    assert again.visitor(token) == klass.anna
    before, after = klass.session.state(klass.anna), again.state(klass.anna)
    for volatile in ("now", "seq"):
        before.pop(volatile), after.pop(volatile)
    for state in (before, after):
        for entry in state["exercises"].values():
            entry.pop("version")
    assert after == before


def test_every_exercise_of_a_module_has_a_place(klass):
    session = klass.session
    shown = {m.id for m in session.outline.modules}
    for exercise in session.exercises.values():
        if exercise.module in shown:
            assert exercise.id in session.outline.places, exercise.id


def test_a_vote_is_for_what_the_room_wrote_once_it_is_revealed(klass, answer):
    answer(klass.anna, "job_essence", {"essence": "so that you arrive calm"})
    entry = klass.session.state(klass.bo)["exercises"]["job_essence_vote"]
    assert entry["choices"] == {}
    decide(klass, action="reveal", exercise="job_essence", revealed=True)
    entry = klass.session.state(klass.bo)["exercises"]["job_essence_vote"]
    [choice] = entry["choices"]["best"]
    assert choice["label"] == "so that you arrive calm"
    assert klass.anna.id not in choice["id"]
    answer(klass.bo, "job_essence_vote", {"best": [choice["id"], "made-up"]})
    rows = klass.session.results.rows("job_essence_vote", names=False)
    assert rows[1][0].value == {"best": ["so that you arrive calm"]}
