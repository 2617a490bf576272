"""Append many answers in one transaction: one wait for the disk, however many are waiting.

A commit that survives a power cut costs milliseconds whether it holds one answer or a hundred. An
answer that cannot be stored is set apart by halves and fails alone; where the store itself fails,
all of them do.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from cxwidgets.classroom import schema
from cxwidgets.classroom.rows import Answer, Submission, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

# "Do nothing where it is known already" is the same clause, spelled by two dialects.
_APPEND: dict[str, Any] = {
    dialect: insert(schema.answer).on_conflict_do_nothing().returning(schema.answer.c.seq)
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def append(
    engine: Engine, classroom: str, waiting: Sequence[Submission]
) -> list[Answer | Exception]:
    """Append answers and return each as it is stored, or why it is not.

    What is returned as an answer has been committed; a submission that is known already is
    returned as it was stored the first time.

    Parameters
    ----------
    engine
        The store's engine, SQLite or PostgreSQL.
    classroom
        The id of the class.
    waiting
        What to append, in order.
    """
    if not waiting:
        return []
    try:
        with engine.begin() as db:
            return [_one(db, classroom, submission) for submission in waiting]
    except OperationalError as error:
        # The store itself: locked, full, away. Asking it again for each answer would keep the
        # others waiting for as many times as long.
        return [error] * len(waiting)
    except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to one answer only
        if len(waiting) == 1:
            return [error]
        middle = len(waiting) // 2
        return [
            *append(engine, classroom, waiting[:middle]),
            *append(engine, classroom, waiting[middle:]),
        ]


def _one(db: Connection, classroom: str, submission: Submission) -> Answer:
    row = {
        **vars(submission),
        "classroom": classroom,
        "value": json.dumps(submission.value, ensure_ascii=False, sort_keys=True),
        "stored_at": now(),
    }
    seq = db.execute(_APPEND[db.dialect.name], row).scalar()
    if seq is not None:
        return Answer(seq=int(seq), **vars(submission))
    table = schema.answer.c
    query = select(schema.answer).where(
        table.classroom == classroom,
        table.participant == submission.participant,
        table.submission == submission.submission,
    )
    return stored(db.execute(query).one())


def stored(row: Any) -> Answer:
    """Return a row of the table as an answer."""
    return Answer(
        row.seq,
        row.participant,
        row.exercise,
        row.round,
        row.late,
        json.loads(row.value),
        row.at,
        row.submission,
    )
