"""What cells show while there is no kernel to publish it."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from jupyter_client.session import Session

if TYPE_CHECKING:
    from typing import TextIO

Shown = list[tuple[str, dict[str, Any]]]
"""Message types and contents, in the order of showing."""


class Recorder(Session):
    """Stands where a kernel's session would: keeps what it is told to send."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Shown = []

    def send(
        self,
        stream: Any,  # noqa: ARG002 - the names are the base class's
        msg_or_type: Any,
        content: Any = None,
        *_: Any,
        **__: Any,
    ) -> None:
        """Keep a message; it is checked to be JSON here, as it would be on its way."""
        kind = msg_or_type
        if isinstance(kind, dict):
            kind, content = kind["header"]["msg_type"], kind["content"]
        self.shown.append((kind, json.loads(self.pack(content or {}))))

    def text(self, name: str, text: str) -> None:
        """Keep what was written to a stream, together with what was written just before."""
        last = self.shown[-1] if self.shown else ("", {})
        if last[0] == "stream" and last[1]["name"] == name:
            last[1]["text"] += text
        else:
            self.shown.append(("stream", {"name": name, "text": text}))

    def taken(self) -> Shown:
        """Return what was shown since the last call."""
        shown, self.shown = self.shown, []
        return shown


class RecordedStream(io.TextIOBase):
    """Standard output or error of a notebook without a kernel.

    Whoever keeps it (a logger made in a cell) writes to the kernel's own stream once there is one.
    """

    encoding = "utf-8"

    def __init__(self, recorder: Recorder, name: str) -> None:
        super().__init__()
        self._recorder: Recorder | None = recorder
        self._name = name

    def write(self, text: str) -> int:
        """Keep the text, or pass it on."""
        if self._recorder is None:
            stream: TextIO = getattr(sys, self._name)
            return stream.write(text)
        if text:
            self._recorder.text(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def fileno(self) -> int:
        """Return the process's own descriptor."""
        return {"stdout": 1, "stderr": 2}[self._name]

    def let_go(self) -> None:
        """Pass on from now on: the process has become a kernel."""
        self._recorder = None


class LowStreams:
    """What a cell's libraries and programs write past Python, to descriptors 1 and 2."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def __enter__(self) -> None:
        self._own = {1: os.dup(1), 2: os.dup(2)}
        self._files = {n: tempfile.TemporaryFile() for n in self._own}  # noqa: SIM115 - closed below
        for number, file in self._files.items():
            os.dup2(file.fileno(), number)

    def __exit__(self, *_error: object) -> None:
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(self._own[number], number)
            os.close(self._own[number])
            file = self._files[number]
            file.seek(0)
            if text := file.read().decode("utf-8", "replace"):
                self._recorder.text(name, text)
            file.close()
