"""``cxw store purge --participant`` while the class goes on."""

import os
import subprocess
import sys

from playwright.sync_api import expect

from cxwidgets.classroom.serving import Serving, noted
from cxwidgets.classroom.store import Store
from cxwidgets.text import Text

WRITTEN = "a sentence only Anna would write"


def cxw(server, *words):
    return subprocess.run(
        [
            *(sys.executable, "-m", "cxwidgets", "store", *words),
            *("--root", str(server.root), "--store", f"sqlite:///{server.store.as_posix()}"),
        ],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
    )


def test_one_person_is_deleted_from_a_running_class(server, people):
    anna = people().join("Anna", lang="en").open("three_one_toolkit", "light", "en")
    bo = server.trainee("Bo")
    for n, link in enumerate((anna.link, bo)):
        value = {"essence": WRITTEN if link == anna.link else "Bo's"}
        body = {"exercise": "job_essence", "round": 1, "value": value}
        assert server.call(link, "answer", {**body, "submission": f"s{n}", "at": 1})[0] == 200
    known = {p["nickname"]: p["id"] for p in server.call(server.trainer, "people")[1]}
    classroom = cxw(server, "list").stdout.split()[0]

    whole = cxw(server, "purge", "--class", classroom, "--yes")
    assert whole.returncode == 2
    assert "stop it first" in whole.stderr
    assert server.call(bo, f"forget/{known['Anna']}", {})[0] == 403

    done = cxw(server, "purge", "--class", classroom, "--participant", known["Anna"], "--yes")
    assert (done.returncode, done.stdout.strip()) == (0, "1 answers deleted"), done.stderr
    expect(anna.page.get_by_text(Text("en")("ui.shell.banner.gone")).first).to_be_visible(
        timeout=30_000
    )
    assert server.call(anna.link, "state")[0] == 404
    assert [p["nickname"] for p in server.call(server.trainer, "people")[1]] == ["Bo"]
    room = server.call(server.trainer, "panel/job_essence")[1]["room"]
    assert room["n"] == 1
    assert WRITTEN not in str(room)
    for file in server.store.parent.glob(f"{server.store.name}*"):
        assert WRITTEN.encode() not in file.read_bytes()
    assert server.call(bo, "state")[0] == 200, "the class goes on"


def test_a_note_that_outlived_its_server_keeps_nobody_from_deleting(server, tmp_path):
    file = tmp_path / "other.sqlite"
    store = Store(f"sqlite:///{file.as_posix()}", "longgone")
    store.open_class("bus", "zh")
    store.close()
    note = Serving(server.join, str(store.url))  # another class stands at that address now
    with noted(server.root, "longgone", note):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "cxwidgets", "store", "purge", "--class", "longgone"),
                *("--yes", "--root", str(server.root), "--store", str(store.url)),
            ],
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
