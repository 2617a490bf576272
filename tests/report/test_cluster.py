"""Reports on a Dask cluster: real schedulers and workers on this machine, over TCP."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from importlib import metadata

import pytest

from cxwidgets.report import cluster, parcel
from cxwidgets.report.build import build, ready
from cxwidgets.report.job import Job
from cxwidgets.report.plan import plan
from cxwidgets.report.problem import ReportError

PATIENCE = 180
CELL = (
    "code: import altair as alt, pandas as pd\nfrom cxwidgets import open_module\n"
    'cx = open_module("client_report", client, lang)'
)
SHOWN = (
    'code: cx.show(alt.Chart(pd.DataFrame({"n": [len(client), 3]})).mark_bar()'
    '.encode(x="n:Q").properties(width="container", description=client))'
)


@pytest.fixture
def clients(write_notebook, monkeypatch):
    """Return a course with three clients; the scores of one of them are missing."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    course = write_notebook("# Report", CELL, "## Chart", SHOWN, "## End")
    for slug in ("tram", "ferry"):
        shutil.copytree(course / "data" / "clients" / "bus", course / "data" / "clients" / slug)
    (course / "data" / "clients" / "tram" / "scores.csv").unlink()
    return course


@pytest.fixture
def here(clients):
    """Return the reports of the two whole clients, made in this process."""
    pages = plan(clients, ["kano"])
    for slug in ("bus", "ferry"):
        build(clients, ready(clients, slug), "en", pages, clients / "here")
    return files(clients / "here")


def files(folder):
    return {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def sent(course, address):
    command = [sys.executable, "-m", "cxwidgets", "report", "--all", "--lang", "en"]
    command += ["--module", "kano", "--dask", address, "--out", "there", "--root", str(course)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False
    )


def check(course, here, done):
    assert done.returncode == 1, done.stderr
    assert done.stdout.split() == [
        str(course / "there" / slug / "index.html") for slug in ("bus", "ferry")
    ]
    assert "  tram: scores.csv: the file does not exist" in done.stderr.splitlines()
    assert "Traceback" not in done.stderr
    assert files(course / "there") == here
    assert len(here) == 6


def test_a_local_cluster_makes_the_same_bytes(clients, here):
    from distributed import LocalCluster

    made = LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
    with made:
        check(clients, here, sent(clients, made.scheduler_address))


def test_a_cluster_from_the_command_line_that_sees_no_file_of_the_course(
    clients, here, tmp_path_factory
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    dask = [sys.executable, "-m", "dask"]
    options = {
        "cwd": elsewhere,
        "stderr": subprocess.PIPE,
        "stdout": subprocess.DEVNULL,
        "text": True,
        "env": {**os.environ, "TMPDIR": str(elsewhere)},
    }
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], **options
    )
    worker = None
    try:
        address = said(scheduler, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")
        told = ["worker", address, "--host", "127.0.0.1", "--no-dashboard", "--nthreads", "1"]
        worker = subprocess.Popen([*dask, *told], **options)
        said(worker, r"Registered to:")
        check(clients, here, sent(clients, address))
        assert not list(elsewhere.glob("cxw-report-*"))
    finally:
        for process in (worker, scheduler):
            if process is not None:
                process.terminate()
                process.communicate(timeout=PATIENCE)


def said(process, pattern):
    """Return what a process says of itself while it starts."""
    limit = time.monotonic() + PATIENCE
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[found.lastindex or 0]
        assert time.monotonic() < limit, line
    raise AssertionError(f"ended with {process.wait()} without saying {pattern}")


@pytest.mark.parametrize(
    "address", ["here", "tcp://127.0.0.1", "http://127.0.0.1:8786", "tcp://a b:1", "tcp://x:70000"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ReportError, match="no address of a Dask scheduler"):
        cluster.sent([], address)


def test_a_scheduler_that_does_not_answer_is_one_line_and_nothing_is_begun(clients, monkeypatch):
    done = sent(clients, "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert done.stderr == 'no Dask scheduler answers within 10 s: "tcp://127.0.0.1:1"\n'
    assert not (clients / "there").exists()


class _Client:
    """A cluster whose workers say what they are told to."""

    def __init__(self, versions):
        self.versions = versions

    def wait_for_workers(self, _n, timeout):
        if not self.versions:
            raise TimeoutError(timeout)

    def run(self, function, package, on_error):
        assert (function, package, on_error) == (metadata.version, "cxwidgets", "return")
        return self.versions


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ({}, "the Dask cluster has no worker"),
        ({"tcp://w:1": metadata.PackageNotFoundError()}, "tcp://w:1 lacks the package cxwidgets"),
        ({"tcp://w:1": "0.0.0"}, 'tcp://w:1 has another cxwidgets: "0.0.0"; accepted:'),
    ],
)
def test_a_cluster_that_cannot_make_reports_is_named(versions, words):
    with pytest.raises(ReportError, match=re.escape(words)):
        cluster._check(_Client(versions), "tcp://s:1")


def test_parcels_are_the_same_bytes_for_the_same_files_and_lay_them_out_again(clients, tmp_path):
    job = Job(clients, "bus", "", tuple(plan(clients, [])), "1970-01-01")
    first = (parcel.of_course(job), parcel.of_client(job))
    os.utime(clients / "data" / "clients" / "bus" / "kano.csv", (0, 0))
    assert (parcel.of_course(job), parcel.of_client(job)) == first
    for one in first:
        parcel.unpack(one, tmp_path / "there")
    laid_out = files(tmp_path / "there")
    assert laid_out.items() <= files(clients).items()
    assert {f.parts[:2] for f in laid_out} == {
        ("data", "course"),
        ("data", "clients"),
        ("notebooks", "client_report.ipynb"),
    }
    assert not [f for f in laid_out if "tram" in f.parts]
