"""The socket between a page and its kernel: Voilà's, with its message filter, opened faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.websocket import WebSocketProtocol13
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from cxwidgets.server.handler import Discreet

if TYPE_CHECKING:
    from tornado.websocket import WebSocketProtocol

# Milliseconds. The first look comes one interval after the opening, before any ping was sent, so
# the patience must be longer than the interval; a vanished phone is noticed within two minutes.
PING_SETTINGS = {"ws_ping_interval": 30_000, "ws_ping_timeout": 75_000}


class Connection(ZMQChannelsWebsocketConnection):
    """One socket's way to its kernel."""

    async def prepare(self) -> None:
        """Skip asking the kernel what it is: it is ours, and the opening asks whether it is up."""
        await self._register_session()
        self.session.key = self.kernel_manager.session.key

    def handle_incoming_message(self, incoming_msg: str) -> None:
        """Pass a message on, and note that the page is in use."""
        self.kernel_manager.last_activity = utcnow()
        super().handle_incoming_message(incoming_msg)


class KernelSocketHandler(Discreet, VoilaKernelWebsocketHandler):
    """``/api/kernels/<id>/channels``."""

    def get_compression_options(self) -> dict[str, int]:
        """Compress: the words of a page's widgets repeat, and shrink to a fifth."""
        return {"compression_level": 6, "mem_level": 7}

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """Switch off the web server's own pings: it reads the same settings as seconds."""
        protocol: WebSocketProtocol | None = super().get_websocket_protocol()
        if isinstance(protocol, WebSocketProtocol13):
            protocol.params.ping_interval = protocol.params.ping_timeout = None
        return protocol
