"""The store: everything a class did, appended, on SQLite or PostgreSQL.

Current state is a question asked of the appended rows, so a crash can lose at most what was not
yet acknowledged, and a device that sends the same submission twice changes nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, delete, event, insert, select
from sqlalchemy.engine import make_url

from cxwidgets.classroom import schema
from cxwidgets.classroom.appending import append, stored
from cxwidgets.classroom.rows import Answer, Event, Participant, Submission, now

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine


__all__ = ["Answer", "Event", "Participant", "Store", "Submission", "now", "sqlite_url"]


def sqlite_url(file: Path) -> str:
    """Return the address of a store in a file, and make its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{file.as_posix()}"


def _durable(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # an acknowledged answer survives a power cut
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA secure_delete=ON")  # purge really deletes
    cursor.close()


class Store:
    """Append and read the rows of one class.

    Parameters
    ----------
    url
        An SQLAlchemy address: ``sqlite:///file`` or ``postgresql+psycopg://…``.
    classroom
        The id of the class whose rows are meant.
    """

    def __init__(self, url: str, classroom: str) -> None:
        self.url = make_url(url)
        self.classroom = classroom
        self._engine: Engine = create_engine(self.url)
        if self.url.get_backend_name() == "sqlite":
            event.listen(self._engine, "connect", _durable)
        schema.metadata.create_all(self._engine)

    def __repr__(self) -> str:
        return f"Store({self.classroom!r})"  # an address may hold a password

    def close(self) -> None:
        """Give the connections back; SQLite then writes its log into the file."""
        self._engine.dispose()

    def open_class(self, client: str, lang: str) -> None:
        """Record the class if it is new."""
        with self._engine.begin() as db:
            known = db.execute(
                select(schema.classroom.c.id).where(schema.classroom.c.id == self.classroom)
            ).first()
            if known is None:
                row = {"id": self.classroom, "client": client, "lang": lang, "created_at": now()}
                db.execute(insert(schema.classroom).values(row))

    def join(self, person: Participant) -> None:
        """Append a participant."""
        row = {**vars(person), "classroom": self.classroom}
        with self._engine.begin() as db:
            db.execute(insert(schema.participant).values(row))

    def submit(
        self,
        participant: str,
        exercise: str,
        round_: int,
        value: dict[str, Any],
        *,
        submission: str,
        at: int,
        late: bool = False,
    ) -> Answer:
        """Append an answer; the same submission again returns what is stored already."""
        waiting = Submission(participant, exercise, round_, value, submission, at, late)
        [answer] = self.append([waiting])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def append(self, waiting: Sequence[Submission]) -> list[Answer | Exception]:
        """Append answers in one transaction; each comes back as it is stored, or its failure."""
        return append(self._engine, self.classroom, waiting)

    def record(self, action: str, detail: dict[str, Any]) -> Event:
        """Append something the trainer did."""
        at = now()
        row = {
            "classroom": self.classroom,
            "action": action,
            "detail": json.dumps(detail, ensure_ascii=False),
            "at": at,
        }
        with self._engine.begin() as db:
            result = db.execute(insert(schema.event).values(row))
            return Event(_number_of(result), action, detail, at)

    def participants(self) -> list[Participant]:
        """Return everybody who ever joined, in that order."""
        table = schema.participant
        query = select(table).where(table.c.classroom == self.classroom).order_by(table.c.joined_at)
        with self._engine.connect() as db:
            return [
                Participant(r.id, r.nickname, r.team, r.role, r.lang, r.joined_at)
                for r in db.execute(query)
            ]

    def answers(self) -> Iterator[Answer]:
        """Yield every stored answer in order."""
        table = schema.answer
        query = select(table).where(table.c.classroom == self.classroom).order_by(table.c.seq)
        with self._engine.connect() as db:
            for row in db.execute(query):
                yield stored(row)

    def events(self) -> list[Event]:
        """Return everything the trainer did, in order."""
        table = schema.event
        query = select(table).where(table.c.classroom == self.classroom).order_by(table.c.seq)
        with self._engine.connect() as db:
            return [Event(r.seq, r.action, json.loads(r.detail), r.at) for r in db.execute(query)]

    def classes(self) -> list[dict[str, Any]]:
        """Return every class the store knows, oldest first."""
        query = select(schema.classroom).order_by(schema.classroom.c.created_at)
        with self._engine.connect() as db:
            return [dict(row._mapping) for row in db.execute(query)]  # noqa: SLF001 - the public way

    def purge(self) -> int:
        """Delete every row of the class and return how many answers went."""
        tables = (schema.answer, schema.event, schema.participant)
        with self._engine.begin() as db:
            counts = [
                db.execute(delete(t).where(t.c.classroom == self.classroom)).rowcount
                for t in tables
            ]
            db.execute(delete(schema.classroom).where(schema.classroom.c.id == self.classroom))
        self._forget()
        return counts[0]

    def purge_participant(self, participant: str) -> int:
        """Delete one person and all they answered; return how many answers went."""
        answers, people = schema.answer.c, schema.participant.c
        with self._engine.begin() as db:
            own = answers.classroom == self.classroom, answers.participant == participant
            count = db.execute(delete(schema.answer).where(*own)).rowcount
            them = people.classroom == self.classroom, people.id == participant
            db.execute(delete(schema.participant).where(*them))
        self._forget()
        return count

    def _forget(self) -> None:
        """Let the file itself forget what was deleted, not only the tables."""
        if self.url.get_backend_name() == "sqlite":
            with self._engine.connect() as db:
                db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _number_of(inserted: Any) -> int:
    return int(inserted.inserted_primary_key[0])
