"""A forked kernel is a kernel like any other: whatever holds for one holds for both."""

import enum
import json
import os
import signal
import stat
import time
import uuid
from pathlib import Path

import pytest

NOT_FOR_KERNELS = ("voila", "jupyter_server", "jupyterlab_server", "vl_convert", "py_mini_racer")
DRAWS = """
import random, uuid, numpy
print(numpy.random.random(), numpy.random.default_rng().random(), random.random(), uuid.uuid4())
"""


def alive(pid):
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def gone(pid, seconds=10.0):
    """Wait for a process to end; says whether it did."""
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


def test_it_computes(start):
    with start() as kernel:
        assert kernel.run("print(6 * 7)") == "42"


def test_two_kernels_draw_different_numbers(start):
    with start() as one, start() as other:
        pairs = zip(one.run(DRAWS).split(), other.run(DRAWS).split(), strict=True)
        assert all(a != b for a, b in pairs)


def test_an_interrupt_stops_the_cell_and_leaves_the_kernel(start):
    with start() as kernel:
        kernel.run("x = 1")
        assert kernel.interrupt_while_running()["ename"] == "KeyboardInterrupt"
        assert kernel.run("print(x)") == "1"


def test_a_restart_is_another_process_with_nothing_in_it(start):
    with start() as kernel:
        kernel.run("x = 1")
        before = kernel.pid
        kernel.manager.restart_kernel(now=True)
        kernel.client.wait_for_ready(timeout=60)
        assert kernel.pid != before
        assert gone(before)
        assert kernel.run("print('x' in globals())") == "False"


def test_a_friendly_shutdown_ends_the_process(start):
    with start() as kernel:
        pid = kernel.pid
        kernel.manager.shutdown_kernel()
        assert gone(pid)
        assert not kernel.manager.has_kernel


def test_a_killed_kernel_is_noticed(start):
    with start() as kernel:
        assert kernel.manager.is_alive()
        process = kernel.provisioner.process
        os.kill(kernel.pid, signal.SIGKILL)
        assert process.wait(timeout=60) == -signal.SIGKILL
        assert not kernel.manager.is_alive()


def test_an_exit_code_arrives(start):
    with start() as kernel:
        process = kernel.provisioner.process
        kernel.client.execute("import os; os._exit(7)")
        assert process.wait(timeout=60) == 7


def test_the_kernel_leads_a_group_that_ends_with_it(start):
    with start() as kernel:
        assert (
            kernel.run("import os; print(os.getpid() == os.getpgid(0) == os.getsid(0))") == "True"
        )
        started = "import subprocess; p = subprocess.Popen(['sleep', '600']); print(p.pid)"
        child = int(kernel.run(started))
        kernel.manager.shutdown_kernel(now=True)
        assert gone(child)


def test_the_environment_is_what_was_asked_for_and_no_more(start, root, monkeypatch):
    monkeypatch.setenv("CXW_A_TRACE", "of the server")

    class Key(str, enum.Enum):  # noqa: UP042 - as Voilà writes it
        WORD = "CXW_WORD"

    env = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], Key.WORD: "值"}
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="cxw")
    manager.start_kernel(cwd=str(root), env=env)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        heard = []
        client.execute_interactive(
            "import os, json; print(json.dumps(dict(os.environ)))",
            output_hook=lambda m: heard.append(m["content"].get("text", "")),
            timeout=60,
        )
        seen = json.loads("".join(heard))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()
    assert seen["CXW_WORD"] == "值"
    assert "CXW_A_TRACE" not in seen
    assert "CXW_FORK_SERVER" not in seen
    assert seen["JPY_PARENT_PID"] == str(os.getpid())


def test_it_works_where_it_was_told_to(start, tmp_path):
    with start(cwd=tmp_path) as kernel:
        assert kernel.run("import os; print(os.getcwd())") == str(tmp_path)
        (tmp_path / "neighbour.py").write_text("word = 'found'\n", encoding="utf-8")
        assert kernel.run("import neighbour; print(neighbour.word)") == "found"


def test_it_makes_files_as_its_server_would(start, tmp_path):
    before = os.umask(0o027)
    try:
        with start(cwd=tmp_path) as kernel:
            kernel.run("open('made', 'w').close()")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o640


def test_nobody_types_into_it(start):
    with start() as kernel:
        assert kernel.run("import sys; print(repr(sys.__stdin__.read()))") == "''"


def test_it_writes_no_history(start):
    with start() as kernel:
        assert kernel.run("print(get_ipython().history_manager.enabled)") == "False"


def test_it_talks_encrypted(start):
    with start() as kernel:
        connection = json.loads(Path(kernel.manager.connection_file).read_text(encoding="utf-8"))
        assert connection["curve_publickey"]


def test_the_workbook_brings_no_server_along(start):
    with start() as kernel:
        code = "import sys, cxwidgets; from cxwidgets import widgets, panels; import altair\n"
        code += f"print([m for m in {NOT_FOR_KERNELS!r} if m in sys.modules])"
        assert kernel.run(code) == "[]"


def test_a_page_may_ask_for_the_widgets_states(start):
    with start() as kernel:
        model = kernel.run("import ipywidgets; w = ipywidgets.IntSlider(7); print(w.model_id)")
        assert states(kernel)[model]["state"]["value"] == 7


def states(kernel):
    """Return the kernel's widgets as a page that connects later asks for them."""
    comm, client = uuid.uuid4().hex, kernel.client
    opened = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
    send(client, "comm_open", opened, {"version": "1.0.0"})
    send(client, "comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == comm:
            return message["content"]["data"]["states"]


def send(client, kind, content, metadata=None):
    client.shell_channel.send(client.session.msg(kind, content, metadata=metadata or {}))


def test_the_modules_file_of_the_command_is_the_same(start):
    with start() as kernel:
        assert (
            kernel.run("import sys; print(sys.argv[0].endswith('ipykernel_launcher.py'))") == "True"
        )
        assert kernel.run("print(__name__)") == "__main__"


@pytest.mark.parametrize("code", ["import asyncio; await asyncio.sleep(0); print('ok')"])
def test_cells_may_await(start, code):
    with start() as kernel:
        assert kernel.run(code) == "ok"


def test_a_port_taken_in_the_meantime_does_not_matter(fork_server, root, monkeypatch):
    """What a laptop with hundreds of connections does to fifty kernels that start at once."""
    import socket

    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    from tests.kernels.conftest import kernel

    monkeypatch.setenv("CXW_KERNELS", "fork")
    taken = []
    before = LocalProvisioner.pre_launch

    async def and_then_taken(self, **kwargs):
        ready = await before(self, **kwargs)
        for name in ("shell_port", "iopub_port"):
            thief = socket.socket()
            thief.bind((self.parent.ip, getattr(self.parent, name)))
            thief.listen()
            taken.append(thief)
        return ready

    monkeypatch.setattr(LocalProvisioner, "pre_launch", and_then_taken)
    with kernel(root) as started:
        assert started.provisioner.forked, started.provisioner.why
        assert started.run("print(1)") == "1"
    for thief in taken:
        thief.close()
