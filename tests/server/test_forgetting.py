"""Somebody is deleted while the class goes on: from the store, from memory, from every result."""

import asyncio
import json
from pathlib import Path

import pytest

from cxwidgets.classroom.serving import Serving, found, noted
from cxwidgets.server.visitor import Refused
from tests.server.conftest import KANO

WRITTEN = "a sentence only Anna would write"


def test_nothing_of_theirs_is_left(klass, answer):
    feature = klass.session.exercises["kano_bus"].question[0].id
    answer(klass.anna, "job_essence", {"essence": WRITTEN})
    answer(klass.anna, "kano_bus", {feature: KANO})
    answer(klass.bo, "job_essence", {"essence": "Bo's"})
    session, room = klass.session, klass.session.room
    token = session.links.token(klass.anna.id)
    versions = dict(room.versions)
    assert klass.run(session.forget(klass.anna.id)) == 2
    assert session.visitor(token) is None
    assert [p["nickname"] for p in session.people(set())] == ["Bo"]
    assert (room.count("job_essence"), room.count("kano_bus")) == (1, 0)
    assert room.own(klass.anna.id) == {}
    assert all(room.versions[e] > versions[e] for e in ("job_essence", "kano_bus"))
    everything = json.dumps(
        [session.state(klass.trainer), session.results.rows("job_essence", names=True)],
        default=vars,
    )
    assert WRITTEN not in everything
    assert "Anna" not in everything
    file = Path(session.store.url.database)
    for part in (file, file.with_name(f"{file.name}-wal")):
        assert WRITTEN.encode() not in (part.read_bytes() if part.exists() else b"")


def test_a_result_made_before_is_made_again(klass, answer):
    answer(klass.anna, "job_essence", {"essence": WRITTEN})
    answer(klass.bo, "job_essence", {"essence": "Bo's"})
    results = klass.session.results
    assert klass.run(results.room("job_essence", "zh"))["n"] == 2
    klass.run(klass.session.forget(klass.anna.id))
    assert not results._made
    again = klass.run(results.room("job_essence", "zh"))
    assert again["n"] == 1
    assert WRITTEN not in json.dumps(again, ensure_ascii=False)


def test_an_answer_that_was_on_its_way_is_deleted_too(klass):
    session = klass.session

    async def scene():
        sending = [
            asyncio.ensure_future(
                session.submit(klass.anna, "job_essence", 1, {"essence": WRITTEN}, f"s{n}", 1)
            )
            for n in range(20)
        ]
        await asyncio.sleep(0)
        await session.forget(klass.anna.id)
        return await asyncio.gather(*sending, return_exceptions=True)

    said = klass.run(scene())
    assert {type(one) for one in said} <= {Refused}
    assert list(session.store.answers()) == []
    assert session.room.count("job_essence") == 0
    with pytest.raises(Refused):
        klass.run(session.submit(klass.anna, "job_essence", 1, {"essence": WRITTEN}, "late", 1))
    assert list(session.store.answers()) == []


def test_nobody_is_forgotten_twice_nor_the_trainer(klass):
    klass.run(klass.session.forget(klass.anna.id))
    for name in (klass.anna.id, "trainer", "nobody"):
        with pytest.raises(Refused):
            klass.run(klass.session.forget(name))
    assert len(klass.session.room.people) == 1


def test_after_a_store_that_failed_asking_again_deletes(klass, answer, monkeypatch):
    answer(klass.anna, "job_essence", {"essence": WRITTEN})
    with monkeypatch.context() as broken:
        broken.setattr(klass.session.store, "purge_participant", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            klass.run(klass.session.forget(klass.anna.id))
    assert klass.run(klass.session.forget(klass.anna.id)) == 1
    assert list(klass.session.store.answers()) == []


def test_a_restarted_class_knows_nothing_of_them(klass, answer, open_session):
    answer(klass.anna, "job_essence", {"essence": WRITTEN})
    klass.run(klass.session.forget(klass.anna.id))
    again = open_session()
    assert [p.nickname for p in again.room.people.values()] == ["Bo"]
    assert again.room.count("job_essence") == 0


def test_a_note_stands_as_long_as_the_class_is_served(tmp_path):
    note = Serving("http://127.0.0.1:1/", "sqlite:///x")
    with noted(tmp_path, "abc", note):
        assert found(tmp_path, "abc") == note
        assert found(tmp_path, "other") is None
    assert found(tmp_path, "abc") is None
    (tmp_path / ".cxw" / "serving" / "abc.json").write_text("{", encoding="utf-8")
    assert found(tmp_path, "abc") is None
