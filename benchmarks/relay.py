"""Passes bytes on between a browser and a server, and counts what the server sends."""

from __future__ import annotations

import socket
import threading


class Relay:
    """A door in front of a local server.

    Parameters
    ----------
    target
        The server's port.

    Attributes
    ----------
    port
        Where to knock instead.
    passed
        Bytes from the server so far.
    """

    def __init__(self, target: int) -> None:
        self.passed = 0
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            for ends in ((browser, server, False), (server, browser, True)):
                threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, count: bool) -> None:
        try:
            while data := source.recv(1 << 16):
                self.passed += len(data) if count else 0
                sink.sendall(data)
        except OSError:
            return
        finally:
            for end in (source, sink):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def close(self) -> None:
        """Take no more visitors."""
        self._listener.close()
