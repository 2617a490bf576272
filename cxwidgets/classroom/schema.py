"""The store's four tables; answers and events are only ever appended."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite numbers rows by itself only for a plain INTEGER key.
_sequence = BigInteger().with_variant(Integer, "sqlite")

classroom = Table(
    "classroom",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("client", String(60), nullable=False),
    Column("lang", String(2), nullable=False),
    Column("created_at", BigInteger, nullable=False),  # all times: milliseconds since 1970, UTC
)

participant = Table(
    "participant",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("classroom", String(20), nullable=False, index=True),
    Column("nickname", String(40), nullable=False),
    Column("team", String(40), nullable=False),
    Column("role", String(40), nullable=False),  # the job the person has, not a permission
    Column("lang", String(2), nullable=False),
    Column("joined_at", BigInteger, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("seq", _sequence, primary_key=True, autoincrement=True),
    Column("classroom", String(20), nullable=False),
    Column("submission", String(64), nullable=False),  # made by the device: retries are harmless
    Column("participant", String(20), nullable=False),
    Column("exercise", String(60), nullable=False),
    Column("round", Integer, nullable=False),
    Column("late", Boolean, nullable=False),  # came after the lock: kept, not counted
    Column("value", Text, nullable=False),
    Column("at", BigInteger, nullable=False),  # the device's clock
    Column("stored_at", BigInteger, nullable=False),
    UniqueConstraint("classroom", "participant", "submission"),
    Index("answer_by_exercise", "classroom", "exercise"),
)

event = Table(
    "event",
    metadata,
    Column("seq", _sequence, primary_key=True, autoincrement=True),
    Column("classroom", String(20), nullable=False, index=True),
    Column("action", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
