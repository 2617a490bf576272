"""The old report stays until the new one is whole, however the run ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from cxwidgets.report.swap import replaced

WRITES_THEN_DIES = """
import os, signal, sys
from pathlib import Path
from cxwidgets.report.swap import replaced
with replaced(Path(sys.argv[1])) as draft:
    (draft / "index.html").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
SLOW = "code: import pathlib, time\n_ = pathlib.Path('started').write_text('')\ntime.sleep(120)"
PATIENCE = 90


def content(folder):
    return {f.name: f.read_text() for f in folder.iterdir()}


@pytest.fixture
def old(tmp_path):
    folder = tmp_path / "reports" / "bus"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("old")
    return folder


def test_the_folder_is_replaced_as_a_whole(old):
    with replaced(old) as draft:
        (draft / "kano.html").write_text("new")
        assert content(old) == {"index.html": "old"}
    assert content(old) == {"kano.html": "new"}
    assert [f.name for f in old.parent.iterdir()] == ["bus"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_old_one_and_nothing_else(old, error):

    def fail():
        with replaced(old) as draft:
            (draft / "index.html").write_text("half")
            raise error

    with pytest.raises(error):
        fail()
    assert content(old) == {"index.html": "old"}
    assert [f.name for f in old.parent.iterdir()] == ["bus"]


def test_the_first_report_needs_no_folder(tmp_path):
    with replaced(tmp_path / "reports" / "bus") as draft:
        (draft / "index.html").write_text("new")
    assert content(tmp_path / "reports" / "bus") == {"index.html": "new"}


def test_a_run_killed_while_the_folders_change_places_is_healed_by_the_next(old):
    old.rename(old.with_name(".bus.previous"))
    with pytest.raises(ValueError, match="stop"), replaced(old):
        raise ValueError("stop")
    assert content(old) == {"index.html": "old"}


def test_a_draft_of_long_ago_is_cleared_away_and_a_fresh_one_is_not(old):
    stale, fresh = (old.with_name(f".bus.draft-{name}") for name in ("stale", "fresh"))
    stale.mkdir()
    fresh.mkdir()
    os.utime(stale, (0, 0))
    with replaced(old):
        assert not stale.exists()
    assert fresh.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_while_writing_leaves_the_old_one(old):
    done = subprocess.run([sys.executable, "-c", WRITES_THEN_DIES, str(old)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert content(old) == {"index.html": "old"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_report_interrupted_while_its_notebook_runs_leaves_the_old_one(write_notebook, old, how):
    course = write_notebook("# Report", SLOW)
    command = [sys.executable, "-m", "cxwidgets", "report", "bus", "--root", str(course)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, text=True)
    waited = time.monotonic()
    while not (course / "started").exists():
        assert running.poll() is None, running.stderr.read()
        assert time.monotonic() - waited < PATIENCE
        time.sleep(0.1)
    running.send_signal(how)
    said = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode != 0
    assert "Traceback" not in said
    assert content(old) == {"index.html": "old"}
    assert [f.name for f in old.parent.iterdir()] == ["bus"]
