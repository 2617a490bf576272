"""Whatever happens to the preloaded process kernels start, and with the server they end."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from jupyter_client.manager import AsyncKernelManager

from cxwidgets.kernels import fingerprint, mode, pristine
from tests.kernels.conftest import SECONDS, kernel
from tests.kernels.test_prepared import WIDGET, prepare
from tests.kernels.test_start import gone

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")


@pytest.fixture
def server(fork_server, monkeypatch):
    """Return the fork server; each test leaves it as it found it."""
    monkeypatch.setenv("CXW_KERNELS", "fork")
    assert fork_server.wait_ready(SECONDS)
    return fork_server


def until(holds, seconds=SECONDS):
    """Wait until something holds; says whether it does."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def test_the_preloaded_process_is_killed_and_another_takes_its_place(server, root):
    made = prepare(root, WIDGET)
    with kernel(root) as plain, kernel(root, {"CXW_PREPARED": made.id}) as old:
        before = server.pid
        os.kill(before, signal.SIGKILL)
        assert until(lambda: server.pid != before and server.health().name == "fork")
        assert server.wait_ready(SECONDS)
        # Those that were forked from the dead one go on, end, and are noticed as before.
        assert plain.run("print(1)") == old.run("print(1)") == "1"
        process = plain.provisioner.process
        os.kill(plain.pid, signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
        assert not plain.manager.is_alive()
        with kernel(root) as new, kernel(root, {"CXW_PREPARED": made.id}) as again:
            assert new.provisioner.forked
            assert again.provisioner.prepared


def test_without_a_preloaded_process_kernels_start_the_stock_way_until_there_is_one(
    server, root, monkeypatch
):
    python = sys.executable
    monkeypatch.setattr(sys, "executable", "/bin/false")  # whoever is started now dies at once
    os.kill(server.pid, signal.SIGKILL)
    assert until(lambda: server.health().name == "spawn" and not server.refresh())
    monkeypatch.setattr(sys, "executable", python)
    with kernel(root) as stock:
        assert not stock.provisioner.forked
        assert stock.run("print(1)") == "1"
    assert mode().name == "spawn"
    assert prepare(root, "1").id == ""
    monkeypatch.setattr("cxwidgets.kernels.server.REST_SECONDS", 0.0)  # a minute later
    with kernel(root) as asking:
        assert asking.run("print(1)") == "1"
    assert server.wait_ready(SECONDS)
    assert mode().name == "fork"
    with kernel(root) as forked:
        assert forked.provisioner.forked


def test_another_try_that_fails_is_one_try_and_rests_again(server, monkeypatch):
    python, begun = sys.executable, []
    spawn = server._spawn
    monkeypatch.setattr(server, "_spawn", lambda code: (begun.append(code), spawn(code)))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    os.kill(server.pid, signal.SIGKILL)
    assert until(lambda: server.health().name == "spawn" and not server.refresh())
    begun.clear()
    monkeypatch.setattr(server, "_tried", time.monotonic() - 61)
    assert server.refresh()
    assert until(lambda: server.health().name == "spawn" and not server.refresh())
    assert len(begun) == 1
    monkeypatch.setattr(sys, "executable", python)
    monkeypatch.setattr(server, "_tried", time.monotonic() - 61)
    assert server.refresh()
    assert server.wait_ready(SECONDS)


def test_a_socket_that_is_gone_is_no_misfortune(server, root):
    address = server.folder / "fork.sock"
    away = address.rename(server.folder / "away.sock")
    try:
        with kernel(root) as stock:
            assert not stock.provisioner.forked
            assert stock.run("print(1)") == "1"
    finally:
        away.rename(address)


def test_another_interpreter_environment_is_not_forked(server, root, monkeypatch):
    with kernel(root, {"PYTHONPATH": str(root / "elsewhere")}) as stock:
        assert not stock.provisioner.forked
        assert "PYTHONPATH" in stock.provisioner.why


def test_a_process_that_is_not_pristine_is_not_forked():
    rest = threading.Event()
    thread = threading.Thread(target=rest.wait)
    thread.start()
    try:
        assert "threads" in pristine.flaw()
    finally:
        rest.set()
        thread.join()


def test_twenty_at_once(server, root):
    made = prepare(root, WIDGET)

    async def one(number):
        env = {**os.environ, "CXW_PREPARED": made.id if number % 2 else ""}
        manager = AsyncKernelManager(kernel_name="cxw", transport_encryption="auto")
        await manager.start_kernel(cwd=str(root), env=env)
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=SECONDS)
        provisioner = manager.provisioner
        found = (provisioner.pid, provisioner.forked, provisioner.prepared)
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return found

    async def all_of_them():
        return await asyncio.gather(*(one(n) for n in range(20)))

    found = asyncio.run(all_of_them())
    assert len({pid for pid, _, _ in found}) == 20
    assert all(forked for _, forked, _ in found)
    assert [held for _, _, held in found] == [bool(n % 2) for n in range(20)]
    assert all(gone(pid) for pid, _, _ in found)


CLASS = """
import os, sys, time
from contextlib import ExitStack
from pathlib import Path
from cxwidgets.kernels import ForkServer
from tests.kernels.conftest import kernel
from tests.kernels.test_prepared import prepare

root = Path(sys.argv[1])
server = ForkServer.start(root)
made = prepare(root, "import subprocess", "x = 1")
with ExitStack() as stack:
    plain = stack.enter_context(kernel(root))
    held = stack.enter_context(kernel(root, {"CXW_PREPARED": made.id}))
    busy = stack.enter_context(kernel(root))
    elsewhere = stack.enter_context(kernel(root, {"PYTHONPATH": "/elsewhere"}))
    assert held.provisioner.prepared and not elsewhere.provisioner.forked
    child = held.run("print(subprocess.Popen(['sleep', '600']).pid)")
    holder = held.run("import os; print(os.getppid())")
    hogging = stack.enter_context(kernel(root, {"CXW_PREPARED": made.id}))
    for one in (busy, hogging):
        one.client.execute("sum(range(10**15))")  # never lets another thread run
    time.sleep(1)
    kernels = [plain.pid, held.pid, busy.pid, hogging.pid, elsewhere.pid]
    print(*kernels, child, holder, server.pid, server.folder, flush=True)
    time.sleep(600)
"""


def test_nothing_is_left_five_seconds_after_the_server_was_killed(root, tmp_path):
    driver = [sys.executable, "-c", textwrap.dedent(CLASS), str(root)]
    env = {**os.environ, "CXW_KERNELS": "fork", "PYTHONPATH": str(root)}
    with subprocess.Popen(driver, stdout=subprocess.PIPE, text=True, cwd=root, env=env) as server:
        *pids, folder = server.stdout.readline().split()
        server.kill()
    assert len(pids) == 8
    end = time.monotonic() + 5
    assert [pid for pid in pids if not gone(int(pid), end - time.monotonic())] == []
    assert until(lambda: not Path(folder).exists(), 5)


EDITED = """
import sys
from pathlib import Path
from cxwidgets.kernels import ForkServer
from tests.kernels.conftest import kernel
from tests.kernels.test_prepared import prepare

root, package = Path(sys.argv[1]), Path(sys.argv[2])
word = "import cxwidgets; print(cxwidgets.__version__)"
with_word = ("import cxwidgets", "cxwidgets.__version__")
server = ForkServer.start(root)
before = prepare(root, *with_word)
with kernel(root) as one:
    print(one.provisioner.forked, one.run(word))
    file = package / "__init__.py"
    file.write_text(file.read_text(encoding="utf-8") + '\\n__version__ = "edited"\\n', "utf-8")
    with kernel(root) as other:
        print(other.provisioner.forked, other.run(word))
    after = prepare(root, *with_word)
    print(before.notebook.cells[-1].outputs[0].data["text/plain"])
    print(after.notebook.cells[-1].outputs[0].data["text/plain"], after.id != before.id)
    print(one.run("print(1)"))
server.stop()
"""


def test_code_changed_on_disk_is_what_the_next_kernel_runs(root, tmp_path):
    package = tmp_path / "cxwidgets"
    shutil.copytree(fingerprint.PACKAGE, package)
    (tmp_path / "tests").symlink_to(root / "tests")
    env = {**os.environ, "CXW_KERNELS": "fork", "PYTHONPATH": str(tmp_path), "CXW_ROOT": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(EDITED), str(root), str(package)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=env,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split() == [
        *("True", "0.1.0"),
        *("True", "edited"),
        "'0.1.0'",
        *("'edited'", "True"),
        "1",
    ]


def test_words_of_the_course_changed_on_disk_are_what_the_next_page_says(server, tmp_path):
    folder = tmp_path / "data" / "course"
    folder.mkdir(parents=True)
    (folder / "text.toml").write_text("word = 1", encoding="utf-8")
    cells = "from pathlib import Path", "Path('data/course/text.toml').read_text()"
    first = prepare(tmp_path, *cells)
    (folder / "text.toml").write_text("word = 22", encoding="utf-8")
    second = prepare(tmp_path, *cells)
    assert second.id != first.id
    assert "22" in second.notebook.cells[-1].outputs[0].data["text/plain"]


def test_the_least_recently_used_notebook_goes_first(server, root, monkeypatch):
    monkeypatch.setattr(server.shelf, "_size", 2)
    made = [prepare(root, f"n = {n}") for n in range(3)]
    assert len(server.shelf) == 2
    with ExitStack() as stack:
        late = stack.enter_context(kernel(root, {"CXW_PREPARED": made[0].id}))
        assert late.provisioner.forked
        assert not late.provisioner.prepared
        one = stack.enter_context(kernel(root, {"CXW_PREPARED": made[2].id}))
        holder = int(one.run("import os; print(os.getppid())"))
        # Its notebook leaves the shelf while it runs: the kernel stays, and its holder with it.
        prepare(root, "n = 4")
        prepare(root, "n = 5")
        assert one.run("print(n)") == "2"
    assert gone(holder)
