"""A page is made once, found again while nothing changed, and made anew when something did."""

import asyncio
import os
import shutil
from types import SimpleNamespace

import pytest

from cxwidgets.execution import ExecutionError
from cxwidgets.parts import Part
from cxwidgets.server import pages, watched


@pytest.fixture
def course(root, tmp_path):
    for folder in ("notebooks", "data/course", "data/clients/bus"):
        shutil.copytree(root / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def cache(course, monkeypatch):
    monkeypatch.setattr(watched, "CHECK_SECONDS", 0.0)
    made = pages.PageCache(course, "bus")
    made.count = 0

    async def make(module, lang, file):
        made.count += 1
        await asyncio.sleep(0.05)
        return [Part((), "", f"{module} {lang} {made.count}", key="a")]

    monkeypatch.setattr(made, "_make", make)
    return made


def html(cache, module="welcome", lang="zh"):
    async def ask():
        return await cache.parts(module, lang)

    return asyncio.run(ask())[0].html


def test_a_room_that_asks_at_once_has_the_page_made_once(cache):
    async def room():
        return await asyncio.gather(*(cache.made("welcome", "zh") for _ in range(50)))

    assert len({id(made) for made in asyncio.run(room())}) == 1
    assert cache.count == 1


def test_nothing_is_read_again_while_nothing_changed(cache, monkeypatch):
    first = html(cache)
    monkeypatch.setattr(cache, "_key", lambda *_: pytest.fail("the files were read again"))
    assert html(cache) == first


@pytest.mark.parametrize(
    "file",
    ["notebooks/00_welcome.ipynb", "data/course/text.toml", "data/clients/bus/client.toml"],
)
def test_a_changed_file_makes_a_new_page(cache, course, file):
    assert html(cache) == "welcome zh 1"
    changed = course / file
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert html(cache) == "welcome zh 2"


def test_a_new_file_makes_a_new_page(cache, course):
    html(cache)
    (course / "data/course/exercises/new.toml").write_text("", encoding="utf-8")
    assert html(cache) == "welcome zh 2"


def test_an_editors_lock_that_points_nowhere_does_no_harm(cache, course):
    lock = course / "data/course/.#text.toml"
    try:
        lock.symlink_to("somebody@somewhere.1234")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert html(cache) == "welcome zh 1"


def test_files_that_go_while_they_are_looked_at_are_gone(course, monkeypatch):
    folder = course / "data/course"
    look = watched.Watched([(folder, "")])
    scan = os.scandir

    def slow(place):
        entries = list(scan(place))
        if str(place) == str(folder):
            (folder / "text.toml").unlink()
            shutil.rmtree(folder / "exercises")
        return entries

    monkeypatch.setattr(watched, "os", SimpleNamespace(scandir=slow))
    during = look.now()
    monkeypatch.undo()
    assert during == look.now()


def test_another_modules_notebook_or_a_touched_file_changes_nothing(cache, course):
    first = html(cache)
    other = course / "notebooks/04_gap_model.ipynb"
    other.write_bytes(other.read_bytes() + b"\n")
    (course / "notebooks/00_welcome.ipynb").touch()
    assert html(cache) == first
    assert cache.count == 1


def test_a_page_that_fails_is_tried_again(cache, monkeypatch):
    good = cache._make

    async def fail(*_):
        raise RuntimeError("the notebook fails")

    monkeypatch.setattr(cache, "_make", fail)
    with pytest.raises(RuntimeError, match="the notebook fails"):
        html(cache)
    monkeypatch.setattr(cache, "_make", good)
    assert html(cache) == "welcome zh 1"


def test_a_page_that_fails_keeps_no_other_from_being_made_ahead(cache, monkeypatch, caplog):
    good = cache._make

    async def fail(module, lang, file):
        if module == "welcome":
            raise ExecutionError("00_welcome: NameError: nothing")
        return await good(module, lang, file)

    monkeypatch.setattr(cache, "_make", fail)
    asyncio.run(cache.warm(["welcome", "gap_model"], "zh"))
    assert cache.count == 1
    assert html(cache, "gap_model") == "gap_model zh 1"
    assert "NameError: nothing" in caplog.text


@pytest.mark.parametrize("spoilt", ["", "[{", '[{"no": "part"}]', "7"])
def test_a_kept_page_that_was_spoilt_is_made_again(cache, course, spoilt):
    file = course / ".cxw/pages" / f"{cache._key('welcome', 'zh')}.json"
    file.parent.mkdir(parents=True)
    file.write_text(spoilt, encoding="utf-8")
    assert html(cache) == "welcome zh 1"
