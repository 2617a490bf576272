"""The command line: a mistake is one plain line and exit code 2; commands do what they say."""

import socket
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from cxwidgets.classroom.store import Participant, Store, sqlite_url

CLASS = "testclas"


def cxw(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "cxwidgets", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
    )


def complains(done, *words):
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


@pytest.fixture
def taught(tmp_path):
    """Return the address of a store with one class in it."""
    address = sqlite_url(tmp_path / "classes.sqlite")
    store = Store(address, CLASS)
    store.open_class("bus", "zh")
    store.join(Participant("p1", "小王", "一组", "", "zh", 1))
    value = {"live_arrival": {"functional": 1, "dysfunctional": 5}}
    store.submit("p1", "kano_bus", 1, value, submission="s1", at=1)
    store.close()
    return address


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["class", "--lang", "fr"], "'fr'"),
        (["class", "--client", "nobody"], "nobody"),
        (["class", "--client", "../bus"], "../bus"),
        (["class", "--store", "nonsense"], "URL"),
        (["class", "--root", "{tmp}"], "notebooks"),
        (["report", "nobody"], "nobody"),
        (["client", "check", "nobody"], "nobody"),
    ],
)
def test_a_mistake_is_one_plain_line(root, tmp_path, arguments, named):
    done = cxw(*(a.format(tmp=tmp_path) for a in arguments), cwd=root)
    complains(done, named)
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_named(root, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        store = sqlite_url(tmp_path / "c.sqlite")
        done = cxw("class", "--port", port, "--no-browser", "--store", store, cwd=root)
    complains(done, port)


def test_the_doctor_says_what_is_there(root):
    done = cxw("doctor", cwd=root)
    assert done.returncode == 0, done.stderr
    for word in ("voila", "sqlite", "kernels", str(root)):
        assert word in done.stdout


def test_a_class_is_listed_exported_and_purged(root, taught, tmp_path):
    listed = cxw("store", "list", "--store", taught, cwd=root)
    assert CLASS in listed.stdout
    out = tmp_path / "home.zip"
    exported = cxw("store", "export", "--store", taught, "--out", str(out), cwd=root)
    assert exported.returncode == 0, exported.stderr
    with zipfile.ZipFile(out) as archive:
        assert {"answers.json", "answers.xlsx"} <= set(archive.namelist())
    complains(
        cxw("store", "purge", "--store", taught, "--class", "other", "--yes", cwd=root), CLASS
    )
    found = cxw("store", "people", "--store", taught, cwd=root)
    assert found.stdout.split()[:2] == ["p1", "小王"]
    purged = cxw("store", "purge", "--store", taught, "--class", CLASS, "--yes", cwd=root)
    assert purged.returncode == 0, purged.stderr
    assert "1" in purged.stdout
    complains(cxw("store", "list", "--store", taught, cwd=root), "no class")


def test_a_backup_is_a_whole_store(root, taught, tmp_path):
    course = tmp_path / "course"
    for part in ("notebooks", "data/course"):
        (course / part).mkdir(parents=True)
    (course / ".cxw").mkdir()
    (tmp_path / "classes.sqlite").rename(course / ".cxw" / "classes.sqlite")
    out = tmp_path / "copy.sqlite"
    done = cxw("store", "backup", "--root", str(course), "--out", str(out), cwd=root)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(out) as copy:
        assert copy.execute("select count(*) from answer").fetchone() == (1,)


@pytest.mark.parametrize("command", [["doctor"], ["report", "bus"]])
def test_a_way_to_start_kernels_that_there_is_not_is_named(monkeypatch, command, tmp_path, root):
    monkeypatch.setenv("CXW_KERNELS", "teleport")
    done = cxw(*command, "--root", str(root), cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "teleport" in done.stderr
    assert "fork, spawn" in done.stderr
