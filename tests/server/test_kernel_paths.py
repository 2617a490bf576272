"""Kernels are talked to by files where these have room for their names, else by TCP."""

import sys
import tempfile
import uuid
from pathlib import Path

import pytest
import zmq
from jupyter_client.manager import KernelManager
from traitlets.config import Config

from cxwidgets.server import kernels

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is always TCP")


def configured(monkeypatch, folder):
    monkeypatch.setattr(tempfile, "tempdir", folder)
    config = Config()
    kernels.settings(config)
    return config


@pytest.fixture
def base():
    """Return a folder with a short name."""
    with tempfile.TemporaryDirectory(prefix="cx", dir="/tmp") as made:
        yield Path(made)


def test_the_longest_folder_still_has_room_for_every_socket_of_a_kernel(monkeypatch, base):
    folder = base / ("x" * (kernels.LONGEST_FOLDER - len(str(base)) - 1))
    assert configured(monkeypatch, str(folder)).KernelManager.transport == "ipc"
    place = folder / "voila_12345678"
    place.mkdir(parents=True)
    file = place / f"kernel-{uuid.uuid4()}.json"
    manager = KernelManager(transport="ipc", connection_file=str(file))
    manager.write_connection_file()
    with zmq.Context() as context:
        for port in manager.ports:
            with context.socket(zmq.ROUTER) as socket:
                socket.bind(f"ipc://{manager.ip}-{port}")
    manager.cleanup_connection_file()


def test_a_longer_one_means_tcp_and_encryption(monkeypatch):
    config = configured(monkeypatch, "/" + "x" * kernels.LONGEST_FOLDER)
    assert "transport" not in config.KernelManager
    assert config.KernelManager.transport_encryption == "auto"
