"""HTTP and WebSocket spoken by hand over asyncio: a load generator must cost little itself."""

from __future__ import annotations

import asyncio
import base64
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMIT = 1 << 22  # bytes a line or frame may have
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
GZIP = 16 + zlib.MAX_WBITS


class Http:
    """One connection that is kept alive, as a browser keeps it.

    Parameters
    ----------
    host, port
        The server.
    """

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.received = 0  # bytes over the wire
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection(
            self.host, self.port, limit=LIMIT
        )

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()

    async def ask(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        """Return status, unpacked body and headers of one request (POST where there is a body)."""
        if self._writer is None:
            await self.open()
        reader, writer = self._reader, self._writer
        if reader is None or writer is None:
            raise ConnectionError(self.host)
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"Host: {self.host}:{self.port}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        writer.write("\r\n".join([*lines, "", ""]).encode() + (body or b""))
        status, found = await _head(reader)
        content = await self._content(reader, status, found)
        if found.get("content-encoding") == "gzip":
            content = zlib.decompress(content, GZIP)
        return status, content, found

    async def _content(
        self, reader: asyncio.StreamReader, status: int, headers: dict[str, str]
    ) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            pieces = []
            while size := int(await reader.readline(), 16):
                pieces.append(await reader.readexactly(size))
                await reader.readexactly(2)
            await reader.readline()
            content = b"".join(pieces)
        elif status in (204, 304):
            content = b""
        else:
            content = await reader.readexactly(int(headers.get("content-length", 0)))
        self.received += len(content)
        return content


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:] if line)
    return int(lines[0].split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


class Socket:
    """One WebSocket; ``hear`` is called with every message, pings are answered.

    Parameters
    ----------
    hear
        Called with the bytes of a text or binary message.
    """

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        self.hear = hear
        self.received = 0
        self.closed = asyncio.Event()
        self._writer: asyncio.StreamWriter | None = None
        self._listening: asyncio.Task[None] | None = None

    async def open(
        self, host: str, port: int, path: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Shake hands, then listen.

        Raises
        ------
        ConnectionError
            If the server does not want to.
        """
        reader, writer = await asyncio.open_connection(host, port, limit=LIMIT)
        key = base64.b64encode(os.urandom(16)).decode()
        more = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\n{more}\r\n".encode()
        )
        status, _ = await _head(reader)
        if status != 101:  # noqa: PLR2004 - switching protocols
            writer.close()
            raise ConnectionError(f"the socket was answered with {status}")
        self._writer = writer
        self._listening = asyncio.create_task(self._listen(reader))

    def say(self, content: bytes, kind: int = TEXT) -> None:
        """Send one message; clients mask, and a mask of zeros costs nothing."""
        if self._writer is None or self._writer.is_closing():
            return
        size = len(content)
        short = 0x7E if size > 125 else size  # noqa: PLR2004 - the protocol's numbers
        head = struct.pack("!BB", 0x80 | kind, 0x80 | (0x7F if size > 0xFFFF else short))  # noqa: PLR2004
        if short == 0x7E:  # noqa: PLR2004
            head += struct.pack("!Q" if size > 0xFFFF else "!H", size)  # noqa: PLR2004
        self._writer.write(head + b"\0\0\0\0" + content)

    def close(self) -> None:
        """Hang up as a closed tab does."""
        if self._writer is not None:
            self._writer.close()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        pieces: list[bytes] = []
        try:
            while True:
                kind, last, content = await self._frame(reader)
                if kind == PING:
                    self.say(content, PONG)
                elif kind == CLOSE:
                    return
                elif kind != PONG:
                    pieces.append(content)
                    if last:
                        self.hear(b"".join(pieces))
                        pieces = []
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.closed.set()

    async def _frame(self, reader: asyncio.StreamReader) -> tuple[int, int, bytes]:
        first, second = await reader.readexactly(2)
        size = second & 0x7F
        if size == 0x7E:  # noqa: PLR2004
            (size,) = struct.unpack("!H", await reader.readexactly(2))
        elif size == 0x7F:  # noqa: PLR2004
            (size,) = struct.unpack("!Q", await reader.readexactly(8))
        self.received += size
        return first & 0x0F, first & 0x80, await reader.readexactly(size)


def quantile(values: list[float], share: float) -> float:
    """Return a quantile by the nearest rank; of nothing, not a number."""
    ranked: list[Any] = sorted(values)
    if not ranked:
        return float("nan")
    return float(ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))])
