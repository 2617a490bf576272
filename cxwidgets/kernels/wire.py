"""Lines of JSON over a local socket, with file descriptors beside them."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 16
_ID = re.compile(r"[0-9a-f]{32}")  # a prepared notebook's id; nothing else becomes a file's name


class Closed(ConnectionError):
    """The other end went away before it said what was asked."""


def line(message: dict[str, Any]) -> bytes:
    """Return a message as it travels."""
    return json.dumps(message).encode() + b"\n"


def send(conn: socket.socket, message: dict[str, Any], *descriptors: int) -> None:
    """Send one line; the descriptors arrive with its first byte."""
    data = line(message)
    if descriptors:
        sent = socket.send_fds(conn, [data], list(descriptors))
        data = data[sent:]
    conn.sendall(data)


class Lines:
    """The lines that arrive on a socket.

    Attributes
    ----------
    descriptors
        File descriptors that came with them; whoever takes one closes it.
    """

    def __init__(self, conn: socket.socket) -> None:
        self.conn = conn
        self.descriptors: list[int] = []
        self._buffer = bytearray()
        self._seen = 0  # how much of the buffer is known to hold no line end

    def _take(self) -> dict[str, Any] | None:
        end = self._buffer.find(b"\n", self._seen)
        if end < 0:
            self._seen = len(self._buffer)
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._seen = 0
        message: dict[str, Any] = json.loads(line)
        return message

    def _receive(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self.conn, CHUNK, 1)
        self.descriptors += descriptors
        if not data:
            raise Closed("the connection was closed")
        self._buffer += data

    def read(self) -> dict[str, Any]:
        """Wait for the next line, as long as the socket's own time limit allows.

        Raises
        ------
        Closed
            If the other end has gone.
        TimeoutError
            If the socket has a time limit and it passed.
        """
        while (message := self._take()) is None:
            self._receive()
        return message

    async def next(self) -> dict[str, Any]:
        """Wait for the next line of a socket that does not block."""
        while (message := self._take()) is None:
            try:
                self._receive()
            except BlockingIOError:
                await readable(self.conn)
        return message

    def close(self) -> None:
        """Close the socket and every descriptor nobody took."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()
        self.conn.close()


def holder_address(folder: Path, prepared: str) -> Path:
    """Return where the holder of a prepared notebook listens.

    Raises
    ------
    ValueError
        If the id is none that we gave.
    """
    if not _ID.fullmatch(prepared):
        raise ValueError(f"no prepared notebook is called {prepared!r}")
    return folder / f"{prepared}.sock"


async def readable(source: socket.socket | int) -> None:
    """Wait until there is something to read."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(source, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(source)


async def connect(address: str) -> Lines:
    """Open a connection that does not block."""
    conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    conn.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(conn, address)
    except BaseException:
        conn.close()
        raise
    return Lines(conn)
