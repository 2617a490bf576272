"""The fork server's folder and descriptors; where it cannot start, kernels start all the same."""

import os
import tempfile

import pytest

from cxwidgets.kernels import ForkServer, mode, server
from cxwidgets.kernels.trial import tried

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")


@pytest.fixture
def alone(monkeypatch):
    """Let the test start a server of its own."""
    monkeypatch.setenv("CXW_KERNELS", "fork")
    monkeypatch.delenv(server.ADDRESS, raising=False)
    monkeypatch.setattr(server, "_active", None)
    monkeypatch.setattr(server, "_refusal", "")


@pytest.fixture
def long_names(tmp_path, monkeypatch):
    """Have temporary files where names are too long for a socket's."""
    place = tmp_path / ("long" * 30)
    place.mkdir()
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_a_long_way_to_temporary_files_is_gone_round(root, alone, long_names):
    started = ForkServer(root)
    try:
        assert not started.folder.is_relative_to(long_names)
        assert started.folder.stat().st_mode & 0o777 == 0o700
        assert list(long_names.iterdir()) == []
    finally:
        started.stop()
    assert not started.folder.exists()


def test_where_it_cannot_start_kernels_start_the_stock_way_and_it_is_said(
    root, alone, monkeypatch, caplog
):
    def full(*_, **__):
        raise BlockingIOError("no more processes")

    folders = []
    make = server._folder
    monkeypatch.setattr(server, "_folder", lambda: folders.append(make()) or folders[-1])
    monkeypatch.setattr(server.subprocess, "Popen", full)
    assert ForkServer.start(root) is None
    assert mode().name == "spawn"
    assert "no more processes" in mode().why
    assert "no more processes" in caplog.text
    assert "no more processes" in tried(root).why
    assert folders
    assert not any(folder.exists() for folder in folders)
    assert server.ADDRESS not in os.environ


def test_a_stopped_server_closes_nothing_of_others(root, alone):
    started = ForkServer(root)
    own = started._life, started._lifeline
    started.stop()
    taken = {os.open(os.devnull, os.O_RDONLY) for _ in range(20)}
    try:
        assert taken & set(own)  # the numbers are in use again
        started.stop()
        child = os.fork()
        if child == 0:  # a copy of this process lets go of nothing either
            try:
                for number in taken:
                    os.fstat(number)
            except OSError:
                os._exit(1)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        for number in taken:
            os.fstat(number)
    finally:
        for number in taken:
            os.close(number)
