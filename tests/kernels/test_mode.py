"""What is said about how kernels start is how they start."""

import asyncio
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from json import loads
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from cxwidgets.kernels import mode, provisioner, spec, wire
from cxwidgets.kernels.trial import tried
from tests.e2e.klass import free_port


def test_without_a_fork_server_kernels_are_spawned(monkeypatch):
    monkeypatch.delenv("CXW_KERNELS", raising=False)
    assert mode().name == "spawn"


def test_with_one_they_are_forked(fork_server, monkeypatch):
    monkeypatch.delenv("CXW_KERNELS", raising=False)
    assert mode().name == ("fork" if sys.platform == "linux" else "spawn")
    monkeypatch.setenv("CXW_KERNELS", "fork")
    assert mode().name == "fork"
    assert str(fork_server.pid) in mode().why


def test_who_asks_for_the_stock_start_gets_it(fork_server, monkeypatch):
    monkeypatch.setenv("CXW_KERNELS", "spawn")
    assert mode().name == "spawn"
    assert "CXW_KERNELS" in mode().why


def test_a_way_that_does_not_exist_is_refused(monkeypatch):
    monkeypatch.setenv("CXW_KERNELS", "teleport")
    with pytest.raises(ValueError, match="teleport"):
        mode()


def test_a_platform_without_fork_is_told_so(monkeypatch):
    monkeypatch.delattr("os.fork")
    assert mode().name == "spawn"
    assert "no fork" in mode().why


def test_a_python_that_cannot_look_after_forks_makes_none(monkeypatch):
    monkeypatch.setenv("CXW_KERNELS", "fork")
    monkeypatch.delattr("os.waitid", raising=False)
    assert mode().name == "spawn"


def test_another_unix_forks_only_if_asked(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("CXW_KERNELS", raising=False)
    assert "CXW_KERNELS=fork" in mode().why


def test_a_trial_leaves_nothing_behind(root, monkeypatch):
    monkeypatch.setenv("CXW_KERNELS", "fork")
    assert tried(root).name == "fork"
    assert mode().why == "no fork server was started in this process"


def test_the_kernel_is_found_with_and_without_installation(monkeypatch):
    installed = KernelSpecManager().get_kernel_spec(spec.NAME)
    assert installed.metadata["kernel_provisioner"]["provisioner_name"] == spec.PROVISIONER
    monkeypatch.setenv("JUPYTER_PATH", "")
    spec.offer()
    found = KernelSpecManager().get_kernel_spec(spec.NAME)
    assert Path(found.resource_dir) == spec.DATA / "kernels" / spec.NAME
    assert found.argv == installed.argv


def test_jupyterlab_forks_its_kernels_too(root, tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "cxwidgets", "lab", "--root", str(root), "--"]
    command += ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--allow-root"]
    command += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
    address = f"http://127.0.0.1:{port}/api/"
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        lab = subprocess.Popen([*command, "--ip=127.0.0.1"], stdout=log, stderr=log)
    try:
        assert _answer(f"{address}kernelspecs", lab)["default"] == "cxw"
        asked = urllib.request.Request(f"{address}kernels", data=b'{"name": "cxw"}', method="POST")
        kernel = loads(urllib.request.urlopen(asked, timeout=120).read())
        assert kernel["name"] == "cxw"
        assert any("cxwidgets.kernels.preloaded" in c for c in _commands_below(lab.pid, depth=2))
    finally:
        lab.terminate()
        lab.wait(30)


def _answer(address, process):
    for _ in range(300):
        try:
            return loads(urllib.request.urlopen(address, timeout=60).read())
        except OSError:
            assert process.poll() is None
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


def _commands_below(pid, depth):
    """Return the command lines of a process's descendants of one generation."""
    generation = [pid]
    for _ in range(depth):
        generation = [
            int(child)
            for parent in generation
            for task in Path(f"/proc/{parent}/task").iterdir()
            for child in (task / "children").read_text(encoding="utf-8").split()
        ]
    return [Path(f"/proc/{p}/cmdline").read_text(encoding="utf-8") for p in generation]


@pytest.mark.parametrize("order", [("pid", "up"), ("up", "pid")])
def test_the_kernel_may_be_faster_than_word_of_it(tmp_path, order):
    said = {"pid": {"pid": 1}, "up": {"up": {"shell_port": 7}}}
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s"))
    listener.listen()

    def answer():
        conn, _ = listener.accept()
        wire.Lines(conn).read()
        for word in order:
            wire.send(conn, said[word])

    thread = threading.Thread(target=answer)
    thread.start()
    process = asyncio.run(provisioner._ask(tmp_path / "s", {"op": "kernel"}))
    thread.join()
    assert (process.pid, process.ports) == (1, {"shell_port": 7})
