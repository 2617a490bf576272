"""What a page sends to its kernel's socket is not believed."""

import json
import tracemalloc
from types import SimpleNamespace

import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from cxwidgets.server.kernel_socket import MOST_PARTS, V1, Connection, sound


def message(*buffers):
    content = {"comm_id": "c", "data": {}}
    parts = [json.dumps(p).encode() for p in ({"msg_type": "comm_msg"}, {}, {}, content)]
    return serialize_msg_to_ws_v1([*parts, *buffers], "shell")


def table(*numbers, body=b""):
    return b"".join(n.to_bytes(8, "little") for n in numbers) + body


@pytest.mark.parametrize("buffers", [(), (b"",), (b"picture", b"\0" * 999)])
def test_what_pages_send_is_sound(buffers):
    assert sound(message(*buffers), V1)
    assert sound(json.dumps({"channel": "shell"}), None)


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\1",
        table(2**63),
        table(2**63, 16, 20, body=b"shell"),
        table(0),
        table(1, 16),
        table(MOST_PARTS + 1, *[8 * (MOST_PARTS + 2)] * (MOST_PARTS + 1)),
        table(4, 40, 2**40, 40, 2**40),  # parts that lie over one another, again and again
        table(4, 40, 41, 40, 41, body=b"."),
        table(3, 32, 33, 2**62, body=b"..."),
        "text, where bytes were agreed on",
    ],
)
def test_what_no_page_sends_is_not(hostile):
    assert not sound(hostile, V1)


def test_bytes_without_a_protocol_are_not_taken():
    assert not sound(table(2**31), None)


def test_a_message_that_lies_about_its_size_ends_the_socket_and_costs_nothing():
    closed = []

    class Socket:
        def close(self, code, reason):
            closed.append((code, reason))

    connection = SimpleNamespace(subprotocol=V1, websocket_handler=Socket())
    tracemalloc.start()
    try:
        Connection.handle_incoming_message(connection, table(2**63))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert closed == [(1007, "not understood")]
    assert most < 1 << 20
