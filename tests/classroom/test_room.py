import pytest

from cxwidgets.classroom.room import Room
from cxwidgets.classroom.store import Participant, Store, sqlite_url


@pytest.fixture
def store(tmp_path):
    made = Store(sqlite_url(tmp_path / "class.sqlite"), "c1")
    made.open_class("bus", "zh")
    for person in ("p1", "p2"):
        made.join(Participant(person, person.upper(), "A", "", "zh", 1))
    yield made
    made.close()


def answer(store, who, number, submission, round_=1, **more):
    details = {"submission": submission, "at": 1} | more
    return store.submit(who, "kano_bus", round_, {"n": number}, **details)


def test_the_latest_answer_of_each_counts(store):
    for who, number, submission in [("p1", 1, "a"), ("p2", 5, "b"), ("p1", 2, "c")]:
        answer(store, who, number, submission)
    room = Room(store)
    assert room.count("kano_bus") == 2
    assert sorted(a.value["n"] for a in room.answers("kano_bus")[1]) == [2, 5]


def test_a_room_that_lived_and_a_room_replayed_are_the_same(store):
    room = Room(store)
    for who, number, submission in [("p1", 1, "a"), ("p2", 5, "b"), ("p1", 2, "c")]:
        room.answered(answer(store, who, number, submission))
    room.decided(store.record("round", {"exercise": "kano_bus", "round": 2}))
    room.answered(answer(store, "p1", 9, "d", round_=2))
    again = Room(store)
    assert again.answers("kano_bus") == room.answers("kano_bus")
    assert again.pacing == room.pacing
    assert again.own("p1") == room.own("p1")


def test_a_late_answer_is_kept_but_not_counted(store):
    answer(store, "p1", 1, "a", late=True)
    assert Room(store).count("kano_bus") == 0
    assert len(list(store.answers())) == 1


def test_a_second_round_starts_from_what_one_thought_before(store):
    answer(store, "p1", 1, "a")
    store.record("round", {"exercise": "kano_bus", "round": 2})
    room = Room(store)
    assert room.own("p1")["kano_bus"].round == 1
    assert room.count("kano_bus") == 0


def test_an_old_answer_that_arrives_late_does_not_overwrite(store):
    room = Room(store)
    new, old = answer(store, "p1", 2, "b"), answer(store, "p1", 1, "a")
    assert new.seq < old.seq  # the order of arrival decides, whatever the device's clock says
    room.answered(old)
    room.answered(new)
    assert room.own("p1")["kano_bus"].value == {"n": 1}
