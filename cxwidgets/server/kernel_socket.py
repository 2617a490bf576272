"""The socket between a page and its kernel: Voilà's, with its message filter, opened faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.websocket import WebSocketProtocol13
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from cxwidgets.server.handler import Discreet

if TYPE_CHECKING:
    from tornado.websocket import WebSocketProtocol

    from cxwidgets.server.kernels import ClassKernels
    from cxwidgets.server.session import ClassSession

# Milliseconds. The first look comes one interval after the opening, before any ping was sent, so
# the patience must be longer than the interval; a vanished phone is noticed within two minutes.
PING_SETTINGS = {"ws_ping_interval": 30_000, "ws_ping_timeout": 75_000}
V1 = "v1.kernel.websocket.jupyter.org"
LEAST_PARTS = 2
MOST_PARTS = 256  # of one message: a channel, four dictionaries, and what widgets add in bytes
NOT_UNDERSTOOD = 1007


def sound(message: str | bytes, protocol: str | None) -> bool:
    """Say whether a message may be taken apart.

    jupyter_server believes the number of parts a message claims to have, and where they lie: a
    few bytes would keep the server of the whole class busy until its memory is full.

    Parameters
    ----------
    message
        As the page sent it.
    protocol
        The connection's; without one only text is taken.
    """
    if protocol != V1:
        return isinstance(message, str)
    if isinstance(message, str):
        return False
    parts = int.from_bytes(message[:8], "little")
    table = 8 * (parts + 1)
    if not LEAST_PARTS <= parts <= MOST_PARTS or table > len(message):
        return False
    places = [int.from_bytes(message[at : at + 8], "little") for at in range(8, table, 8)]
    return places == sorted(places) and places[-1] <= len(message)


class Connection(ZMQChannelsWebsocketConnection):
    """One socket's way to its kernel."""

    async def prepare(self) -> None:
        """Skip asking the kernel what it is: it is ours, and the opening asks whether it is up."""
        await self._register_session()
        self.session.key = self.kernel_manager.session.key

    def handle_incoming_message(self, incoming_msg: str) -> None:
        """Pass a message on, and note that the page is in use; what is none ends the socket."""
        if not sound(incoming_msg, self.subprotocol):
            self.websocket_handler.close(NOT_UNDERSTOOD, "not understood")
            return
        self.kernel_manager.last_activity = utcnow()
        super().handle_incoming_message(incoming_msg)


class KernelSocketHandler(Discreet, VoilaKernelWebsocketHandler):
    """``/me/<token>/api/kernels/<id>/channels``: for the visitor whose page the kernel is."""

    async def get(self, token: str, kernel: str) -> None:
        """Open the socket; who only knows the kernel's name, or has another link, is refused."""
        visitor = cast("ClassSession", self.settings["cx_session"]).visitor(token)
        owner = cast("ClassKernels", self.kernel_manager).owner(kernel)
        if visitor is None or (owner is not None and owner != visitor.id):
            self.set_status(403)
            self.finish()
        elif owner is None:  # it has ended: the page asks for another
            self.set_status(404)
            self.finish()
        else:
            await super().get(kernel)

    def get_compression_options(self) -> dict[str, int]:
        """Compress: the words of a page's widgets repeat, and shrink to a fifth."""
        return {"compression_level": 6, "mem_level": 9}

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """Switch off the web server's own pings: it reads the same settings as seconds."""
        protocol: WebSocketProtocol | None = super().get_websocket_protocol()
        if isinstance(protocol, WebSocketProtocol13):
            protocol.params.ping_interval = protocol.params.ping_timeout = None
        return protocol
