"""Personal secret links: who somebody is, proved by a signature instead of a stored password.

A token is ``<participant id>-<signature>``. It is made again from the server's secret whenever it
is needed, so no token stands in the store, and a copy of the store opens no door.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TRAINER = "trainer"
SECRET_BYTES = 32
_LENGTH = 26  # base32 characters: 130 bits


def new_id() -> str:
    """Return a short random id for a participant."""
    return base64.b32encode(secrets.token_bytes(5)).decode("ascii").lower()


def load_secret(file: Path) -> bytes:
    """Return the server's secret, made at first use and readable by its owner only.

    Raises
    ------
    OSError
        If the file is too short to be one: links signed with it could be guessed.
    """
    if file.exists():
        secret = file.read_bytes()
        if len(secret) < SECRET_BYTES:
            raise OSError(f"{file}: the server's secret is damaged; delete it to make a new one")
        return secret
    file.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(SECRET_BYTES)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(secret)
    return secret


class Links:
    """Make and read the tokens of one class."""

    def __init__(self, secret: bytes, classroom: str) -> None:
        self._secret = secret
        self._classroom = classroom

    def token(self, participant: str) -> str:
        """Return the token of a participant, or of the trainer."""
        message = f"{self._classroom}:{participant}".encode()
        digest = hmac.new(self._secret, message, hashlib.sha256).digest()
        signature = base64.b32encode(digest).decode("ascii").lower()[:_LENGTH]
        return f"{participant}-{signature}"

    def owner(self, token: str) -> str | None:
        """Return whose token this is; ``None`` for anything made up."""
        participant, _, _ = token.rpartition("-")
        if participant and hmac.compare_digest(self.token(participant).encode(), token.encode()):
            return participant
        return None
