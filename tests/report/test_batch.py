"""Many clients in one run: one that fails stops nobody, and the way of running changes no byte."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxwidgets.report.news import News
from cxwidgets.report.progress import Bar, Lines, duration

PATIENCE = 120
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
CHART = """
code: import altair as alt, pandas as pd
from cxwidgets import open_module
cx = open_module("client_report", client, lang)
"""
SHOWN = (
    'code: cx.show(alt.Chart(pd.DataFrame({"n": [len(client), 3]})).mark_bar()'
    '.encode(x="n:Q").properties(width="container", description=client))'
)
# The notebook of the client "tram" kills the process that runs it: the fork first, then its kernel.
KILLS = "code: import os\n_ = os.kill(os.getpid(), 9) if client == 'tram' else 0"


def cxw(course, *arguments, **environment):
    """Run the command in a process of its own, as a consultant does."""
    return subprocess.run(
        [sys.executable, "-m", "cxwidgets", "report", *arguments, "--root", str(course)],
        env={**os.environ, "SOURCE_DATE_EPOCH": "0", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def copied(course, *slugs):
    clients = course / "data" / "clients"
    for slug in slugs:
        shutil.copytree(clients / "bus", clients / slug)
    return clients


def files(folder):
    return {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def processes(course):
    """Return the processes that were given this course's folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
            if str(course).encode() in words and int(place.name) != os.getpid():
                found.append(place.name)
        except OSError:
            continue
    return found


def gone(course):
    limit = time.monotonic() + PATIENCE
    while processes(course):
        if time.monotonic() > limit:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def several(write_notebook):
    """Return a course with three clients and a client report with a chart."""
    course = write_notebook("# Report", CHART.strip(), "## Chart", SHOWN, "## End")
    copied(course, "tram", "ferry")
    return course


def test_a_client_that_fails_stops_nobody_and_is_summed_up(several):
    tram = several / "data" / "clients" / "tram"
    (tram / "scores.csv").unlink()
    (several / "data" / "clients" / "ferry" / "client.toml").write_text("=", encoding="utf-8")
    done = cxw(several, "--all", "--out", "out")
    assert done.returncode == 1, done.stderr
    assert done.stdout.split() == [str(several / "out" / "bus" / "index.html")]
    said = done.stderr.splitlines()
    assert sorted(line.split(", about")[0][4:] for line in said[:3]) == [
        "bus made",
        "ferry failed",
        "tram failed",
    ]
    assert said[3] == "2 of 3 clients have no new report:"
    assert said[4].startswith("  ferry: client.toml: not valid TOML")
    assert said[5:] == ["  tram: scores.csv: the file does not exist"]
    assert {f.name for f in (several / "out").iterdir()} == {"bus"}


def test_a_wrong_name_among_several_begins_nothing(several):
    done = cxw(several, "bus", "nobody", "noone")
    assert done.returncode == 2
    assert [line.split(";")[0] for line in done.stderr.splitlines()] == [
        'there is no client: "nobody"',
        'there is no client: "noone"',
    ]
    assert not (several / "reports").exists()


def test_the_number_of_workers_and_the_kind_of_kernel_change_no_byte(several):
    ways = {
        "one": (["--workers", "1"], {}),
        "two": (["--workers", "2"], {}),
        "spawn": (["--workers", "2"], {"CXW_KERNELS": "spawn"}),
    }
    for name, (options, environment) in ways.items():
        done = cxw(several, "--all", "--out", name, *options, **environment)
        assert done.returncode == 0, done.stderr
        order = [Path(line).parent.name for line in done.stdout.split()]
        assert order == ["bus", "ferry", "tram"]
    one, two, spawn = (files(several / name) for name in ways)
    assert len(one) == 6
    assert one == two == spawn


@POSIX
@pytest.mark.parametrize("kernels", ["fork", "spawn"])
def test_a_notebook_whose_process_dies_is_that_clients_failure(write_notebook, kernels):
    course = write_notebook("# Report", KILLS, "## End")
    copied(course, "tram")
    done = cxw(course, "bus", "tram", CXW_KERNELS=kernels)
    assert done.returncode == 1, done.stderr
    assert "  tram: client_report failed: its kernel died" in done.stderr.splitlines()
    assert [p.name for p in (course / "reports").iterdir()] == ["bus"]


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("kernels", ["fork", "spawn"])
def test_an_interrupted_run_leaves_the_old_reports_and_no_process(write_notebook, how, kernels):
    slow = "code: import pathlib, time\npathlib.Path(client).write_text('')\ntime.sleep(90)"
    course = write_notebook("# Report", slow)
    copied(course, "tram")
    for slug in ("bus", "tram"):
        (course / "reports" / slug).mkdir(parents=True)
        (course / "reports" / slug / "index.html").write_text("old")
    running = subprocess.Popen(
        [sys.executable, "-m", "cxwidgets", "report", "--all", "--root", str(course)],
        env={**os.environ, "CXW_KERNELS": kernels, "CXW_ROOT": str(course)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    limit = time.monotonic() + PATIENCE
    while not ((course / "bus").exists() and (course / "tram").exists()):
        assert running.poll() is None, running.stderr.read()
        assert time.monotonic() < limit
        time.sleep(0.1)
    if how == signal.SIGINT:
        os.killpg(running.pid, how)  # Ctrl-C reaches all of a terminal's processes
    else:
        running.send_signal(how)
    said = running.communicate(timeout=PATIENCE)
    assert running.returncode != 0
    assert "Traceback" not in said[1]
    assert gone(course), processes(course)
    assert set(files(course / "reports").values()) == {b"old"}
    assert len(files(course / "reports")) == 2


def test_lines_tell_who_is_done_and_what_is_left(capsys):
    with Lines(3) as lines:
        lines.tell(News("bus", "begun"))
        lines.tell(News("bus", "step"))
        lines.tell(News("tram", "again", problems=("the process ended (SIGKILL)",)))
        lines.tell(News("bus", "made"))
        lines.tell(News("tram", "failed"))
        lines.tell(News("ferry", "made"))
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "tram: the process ended (SIGKILL); trying once more"
    assert re.fullmatch(r"1/3 bus made, about \d+ s left", said[1])
    assert re.fullmatch(r"2/3 tram failed, about \d+ s left", said[2])
    assert said[3:] == ["3/3 ferry made"]


def test_one_client_alone_is_not_counted(capsys):
    with Lines(1) as lines:
        lines.tell(News("bus", "made"))
    assert capsys.readouterr().err == ""


def test_the_bar_names_who_is_being_worked_on_and_counts_half_done_clients():
    bar = Bar({"bus": "Bay [City]", "tram": "Tram"}, steps=1)
    task = bar._progress.tasks[0]
    bar.tell(News("bus", "begun"))
    bar.tell(News("tram", "begun"))
    assert task.description == "Bay [City], Tram"
    bar.tell(News("bus", "step"))
    assert task.completed == 0.5
    bar.tell(News("bus", "made"))
    assert (task.completed, task.description) == (1, "Tram")
    bar.tell(News("tram", "failed"))
    assert (task.completed, task.description) == (2, "")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0 s"), (119, "119 s"), (120, "2 min"), (3599, "60 min")]
)
def test_a_time_in_words(seconds, words):
    assert duration(seconds) == words
