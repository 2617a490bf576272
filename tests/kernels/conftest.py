"""Kernels started both ways, and talked to as any front end would."""

import os
from contextlib import contextmanager

import pytest
from jupyter_client.manager import KernelManager

from cxwidgets.kernels import ForkServer, mode

SECONDS = 60


class Kernel:
    """A running kernel."""

    def __init__(self, manager, client):
        self.manager, self.client = manager, client

    @property
    def provisioner(self):
        return self.manager.provisioner

    @property
    def pid(self):
        return self.provisioner.pid

    def interrupt_while_running(self):
        """Interrupt a cell that sleeps; return the reply to it.

        A failed cell takes those queued behind it along (``stop_on_error``), and for a moment
        after its reply the kernel still counts whatever arrives as queued. So the cell says that
        it takes nobody along: what is asked next is answered.
        """
        asked = self.client.execute(
            "import time\nprint('on', flush=True)\ntime.sleep(600)", stop_on_error=False
        )
        while self.client.get_iopub_msg(timeout=SECONDS)["msg_type"] != "stream":
            pass
        self.manager.interrupt_kernel()
        reply = self.client.get_shell_msg(timeout=SECONDS)
        assert reply["parent_header"]["msg_id"] == asked
        return reply["content"]

    def run(self, code):
        """Return what the code printed; raises if it failed."""
        printed = []

        def hear(message):
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = self.client.execute_interactive(
            code, output_hook=hear, timeout=SECONDS, stop_on_error=False
        )
        content = reply["content"]
        if content["status"] != "ok":
            raise RuntimeError(
                f"{content.get('ename', content['status'])}: {content.get('evalue')}"
            )
        return "".join(printed).strip()


@contextmanager
def kernel(cwd, env=None, **trait):
    """Start a kernel of ours; end it afterwards."""
    manager = KernelManager(kernel_name="cxw", transport_encryption="auto", **trait)
    manager.start_kernel(cwd=str(cwd), env={**os.environ, **(env or {})})
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


@pytest.fixture(scope="module")
def fork_server(root):
    """One preloaded process for a file of tests."""
    server = ForkServer.start(root)
    if server is None:
        pytest.skip(f"kernels are not forked here: {mode().why}")
    assert server.wait_ready(SECONDS)
    yield server
    server.stop()


@pytest.fixture(params=["fork", "spawn"])
def way(request, fork_server, monkeypatch):
    """Start kernels in one way, then in the other."""
    monkeypatch.setenv("CXW_KERNELS", request.param)
    return request.param


@pytest.fixture
def start(way, root):
    """Return how to start a kernel; it is what was asked for, not a fallback."""

    @contextmanager
    def started(cwd=root, env=None):
        with kernel(cwd, env) as one:
            assert one.provisioner.forked is (way == "fork"), one.provisioner.why
            yield one

    return started
