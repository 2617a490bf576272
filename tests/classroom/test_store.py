import sqlite3

import pytest

from cxwidgets.classroom.store import Participant, Store, now, sqlite_url


@pytest.fixture
def store(tmp_path):
    made = Store(sqlite_url(tmp_path / "deep" / "class.sqlite"), "c1")
    made.open_class("bus", "zh")
    yield made
    made.close()


def submit(store, value, submission, **more):
    details = {"submission": submission, "at": 1} | more
    return store.submit("p1", "kano_bus", 1, value, **details)


def test_the_same_submission_twice_is_stored_once(store):
    first = submit(store, {"a": 1}, "s1")
    again = submit(store, {"a": 2}, "s1")
    assert again == first
    assert [a.value for a in store.answers()] == [{"a": 1}]


def test_answers_are_appended_never_changed(store):
    submit(store, {"a": 1}, "s1")
    submit(store, {"a": 2}, "s2")
    assert [a.value["a"] for a in store.answers()] == [1, 2]


def test_chinese_text_comes_back_as_it_went_in(store):
    submit(store, {"q": "等车 30 分钟，司机“没耐心”🚌"}, "s1")
    assert next(store.answers()).value == {"q": "等车 30 分钟，司机“没耐心”🚌"}


def test_another_class_in_the_same_file_is_not_seen(store, tmp_path):
    submit(store, {"a": 1}, "s1")
    other = Store(str(store.url), "c2")
    assert list(other.answers()) == []
    other.close()


def test_an_acknowledged_answer_is_on_the_disk(store, tmp_path):
    submit(store, {"a": 1}, "s1")
    # A second program that opens the file sees it, although the first never closed.
    with sqlite3.connect(tmp_path / "deep" / "class.sqlite") as other:
        assert other.execute("select count(*) from answer").fetchone() == (1,)
        mode = other.execute("pragma journal_mode").fetchone()
    assert mode == ("wal",)


def test_purge_leaves_no_trace_in_the_file(store, tmp_path):
    person = Participant("p1", "Zanzibarine", "", "", "en", now())
    store.join(person)
    submit(store, {"q": "Unforgettablesentence"}, "s1")
    assert store.purge() == 1
    store.close()
    for file in (tmp_path / "deep").iterdir():
        content = file.read_bytes()
        assert b"Zanzibarine" not in content, file
        assert b"Unforgettablesentence" not in content, file


def test_one_person_can_be_deleted_alone(store):
    for person in ("p1", "p2"):
        store.join(Participant(person, person, "", "", "en", now()))
        store.submit(person, "kano_bus", 1, {}, submission="s", at=1)
    assert store.purge_participant("p1") == 1
    assert [p.id for p in store.participants()] == ["p2"]
    assert [a.participant for a in store.answers()] == ["p2"]


def test_a_store_is_shown_without_its_address(store):
    assert repr(store) == "Store('c1')"
