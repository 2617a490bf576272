"""A page's side of its kernel's socket, without a page."""

from __future__ import annotations

import json
import uuid
from itertools import pairwise

from websocket import WebSocketConnectionClosedException, create_connection

PROTOCOL = "v1.kernel.websocket.jupyter.org"


def _split(data: bytes) -> list[bytes]:
    count = int.from_bytes(data[:8], "little")
    at = [int.from_bytes(data[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    return [data[a:b] for a, b in pairwise(at)]


class KernelSocket:
    """A connected socket."""

    def __init__(self, link: str, kernel: str) -> None:
        self.session = uuid.uuid4().hex
        address = f"ws{link[4:]}api/kernels/{kernel}/channels?session_id={self.session}"
        self._socket = create_connection(address, subprotocols=[PROTOCOL], timeout=60)

    def send(self, kind: str, content: dict, channel: str = "shell") -> None:
        """Send a message."""
        header = {"msg_id": uuid.uuid4().hex, "username": "", "session": self.session}
        header |= {"msg_type": kind, "version": "5.3", "date": "2026-01-01T00:00:00Z"}
        parts = (header, {}, {"version": "1.0.0"}, content)
        pieces = [channel.encode(), *(json.dumps(part).encode() for part in parts)]
        at = [8 * (len(pieces) + 2)]
        for piece in pieces:
            at.append(at[-1] + len(piece))
        numbers = [len(at), *at]
        self._socket.send_binary(b"".join([*(n.to_bytes(8, "little") for n in numbers), *pieces]))

    def receive(self) -> tuple[str, dict] | None:
        """Return the next message's type and content; ``None`` when the socket was closed."""
        try:
            data = self._socket.recv()
        except WebSocketConnectionClosedException:
            return None
        if not isinstance(data, bytes) or not data:
            return None
        pieces = _split(data)
        return json.loads(pieces[1])["msg_type"], json.loads(pieces[4])

    def states(self) -> dict[str, dict]:
        """Return the state of every widget the kernel has."""
        comm = uuid.uuid4().hex
        opening = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        self.send("comm_open", opening)
        self.send("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        while message := self.receive():
            kind, content = message
            if kind == "comm_msg" and content["data"].get("method") == "update_states":
                return {k: v["state"] for k, v in content["data"]["states"].items()}
        raise AssertionError("the socket was closed")

    def close(self) -> None:
        """Go away."""
        self._socket.close()
