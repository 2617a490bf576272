"""The socket between a page and its kernel: Voilà's, with its message filter, pinged once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.websocket import WebSocketProtocol13
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from cxwidgets.server.handler import Discreet

if TYPE_CHECKING:
    from tornado.websocket import WebSocketProtocol

# Milliseconds. The first look comes one interval after the opening, before any ping was sent, so
# the patience must be longer than the interval; a vanished phone is noticed within two minutes.
PING_SETTINGS = {"ws_ping_interval": 30_000, "ws_ping_timeout": 75_000}


class KernelSocketHandler(Discreet, VoilaKernelWebsocketHandler):
    """``/api/kernels/<id>/channels``."""

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """Switch off the web server's own pings: it reads the same settings as seconds."""
        protocol: WebSocketProtocol | None = super().get_websocket_protocol()
        if isinstance(protocol, WebSocketProtocol13):
            protocol.params.ping_interval = protocol.params.ping_timeout = None
        return protocol
