"""Kernels of live pages: whose they are, what is in them, how many, and how they end."""

import json
import os
import re
import shutil
import signal
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from websocket import WebSocketBadStatusException

from tests.e2e.kernel_wire import KernelSocket
from tests.e2e.klass import ClassServer

MODULE = "three_one_toolkit"
LAST = "five_star_line"  # the exercise before the end of gap_model


@pytest.fixture(scope="module")
def secretive(root, tmp_path_factory, _pages):
    """Return a course with a solution and a note that are widgets, and with a foreign widget."""
    folder = tmp_path_factory.mktemp("course")
    for part in ("notebooks", "data/course", "data/clients/bus", ".cxw/pages"):
        shutil.copytree(root / part, folder / part)
    slider = "import ipywidgets; ipywidgets.IntSlider(value=7)"
    globe = 'globe = ipywidgets.IntSlider()\nglobe.set_trait("_model_module", "x")\nglobe'
    add(folder, "04_*.ipynb", slider, "answer", "solution")
    add(folder, "04_*.ipynb", slider, "note", "trainer")
    add(folder, "02_*.ipynb", f"import ipywidgets; {globe}", "globe")
    return folder


def add(folder, name, code, key, *cell_tags):
    (file,) = (folder / "notebooks").glob(name)
    notebook = nbformat.read(file, as_version=4)
    cell = nbformat.v4.new_code_cell(code, id=key, metadata={"tags": list(cell_tags)})
    notebook.cells.append(cell)
    nbformat.write(notebook, file)


def start(course, folder, mode):
    """Start a class whose kernels start one way, with room for six."""
    store = folder / "class.sqlite"
    started = ClassServer(course, store, "--kernels", "6", env={"CXW_KERNELS": mode})
    started.mode = mode
    return started


@pytest.fixture(scope="module")
def forked(secretive, tmp_path_factory):
    started = start(secretive, tmp_path_factory.mktemp("fork"), "fork")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def spawned(secretive, tmp_path_factory):
    started = start(secretive, tmp_path_factory.mktemp("spawn"), "spawn")
    yield started
    started.stop()


@pytest.fixture(params=["forked", "spawned"])
def either(request):
    """Return a class of each kind: pages see no difference but the time."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def visit(request):
    """Let somebody open kernels; all of them end with the test."""
    klass = request.getfixturevalue("either" if "either" in request.fixturenames else "forked")
    opened = []

    def ask(link, module=MODULE):
        status, reply = klass.call(link, f"kernel/{module}?lang=zh", {})
        if status == 200:
            opened.append((link, reply["id"]))
        return status, reply

    yield ask
    for link, kernel in opened:
        end(link, kernel)
    until(lambda: klass.health()["kernels"]["running"] == 0)


def end(link, kernel):
    body = kernel.encode()
    with urllib.request.urlopen(f"{link}api/kernel/end", data=body, timeout=120) as response:
        assert response.status == 204


def until(true, seconds=60):
    for _ in range(10 * seconds):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to pass")


def page(link, module=MODULE):
    with urllib.request.urlopen(f"{link}m/{module}?page=live&lang=zh", timeout=120) as response:
        return response.read().decode("utf-8")


def test_each_component_of_the_page_has_its_model_in_the_kernel(either, visit):
    link = either.trainee("Anna")
    drawn = page(link)
    keys = set(re.findall(r'class="cx-host" data-key="([^"]+)"', drawn))
    status, reply = visit(link)
    assert status == 200
    assert set(reply["models"]) == keys
    assert reply["foreign"] is False
    socket = KernelSocket(link, reply["id"])
    states = socket.states()
    socket.close()
    for key in keys:
        model = states[reply["models"][key]]
        text = re.search(rf'data-key="{key}"><script type="application/json">(.*?)</script>', drawn)
        assert model["kind"] == json.loads(text[1])["kind"]
    assert either.health()["kernels"]["mode"] == either.mode


def sliders(link, reply):
    socket = KernelSocket(link, reply["id"])
    states = socket.states().values()
    socket.close()
    return sum(state["_model_name"] == "IntSliderModel" for state in states)


def test_a_trainees_kernel_has_no_solution_before_the_reveal(either, visit):
    link = either.trainee("Anna")
    _, before = visit(link, "gap_model")
    _, trainers = visit(either.trainer, "gap_model")
    assert not {"answer-0", "note-0"} & before["models"].keys()
    assert trainers["models"].keys() >= {"answer-0", "note-0"}
    assert (sliders(link, before), sliders(either.trainer, trainers)) == (0, 2)
    asked = {"action": "reveal", "exercise": LAST, "revealed": True}
    assert either.call(either.trainer, "control", asked)[0] == 200
    _, after = visit(link, "gap_model")
    assert "answer-0" in after["models"]
    assert "note-0" not in after["models"]
    assert sliders(link, after) == 1
    assert 'data-key="answer-0"' in page(link, "gap_model")
    either.call(either.trainer, "control", {**asked, "revealed": False})
    assert 'data-key="answer-0"' not in page(link, "gap_model")


def test_a_killed_kernel_is_noticed_and_not_started_again(either, visit):
    link = either.trainee("Anna")
    _, reply = visit(link)
    socket = KernelSocket(link, reply["id"])
    socket.states()
    (process,) = either.kernels()
    os.kill(process, signal.SIGKILL)
    said = []
    while message := socket.receive():
        said.append(message)
    assert ("status", {"execution_state": "dead"}) in said
    until(lambda: either.health()["kernels"]["running"] == 0)
    assert either.kernels() == []
    status, again = visit(link)
    assert status == 200
    assert again["models"].keys() == reply["models"].keys()


def test_a_kernel_ends_with_its_page(either, visit):
    link = either.trainee("Anna")
    _, reply = visit(link)
    socket = KernelSocket(link, reply["id"])
    socket.states()
    assert either.health()["kernels"]["connected"] == 1
    socket.close()
    until(lambda: either.kernels() == [], seconds=30)
    _, second = visit(link)
    end(link, second["id"])
    until(lambda: either.kernels() == [], seconds=30)


def test_only_its_visitor_ends_a_kernel(forked, visit):
    anna, bo = forked.trainee("Anna"), forked.trainee("Bo")
    _, reply = visit(anna)
    end(bo, reply["id"])
    end(bo, "../../etc/passwd")
    socket = KernelSocket(anna, reply["id"])
    assert socket.states()
    socket.close()


def knock(address, method="GET"):
    data = b"" if method == "POST" else None
    request = urllib.request.Request(address, data=data, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_kernels_name_opens_it_to_nobody_but_its_visitor(forked, visit):
    anna, bo = forked.trainee("Anna"), forked.trainee("Bo")
    _, reply = visit(anna)
    kernel = reply["id"]
    made_up = f"{anna.rstrip('/')}x/"
    for stranger in (bo, forked.trainer, made_up):
        with pytest.raises(WebSocketBadStatusException) as refused:
            KernelSocket(stranger, kernel)
        assert refused.value.status_code == 403
    for stranger in (bo, forked.trainer):
        assert knock(f"{stranger}api/kernels/{kernel}") == 403
        assert knock(f"{stranger}voila/api/shutdown/{kernel}", "POST") == 403
    # Without a link there are no such doors at all.
    with pytest.raises(WebSocketBadStatusException) as refused:
        KernelSocket(forked.join, kernel)
    assert refused.value.status_code == 404
    for method, path in (
        ("GET", "api/kernels/"),
        ("DELETE", "api/kernels/"),
        ("POST", "voila/api/shutdown/"),
    ):
        assert knock(f"{forked.join}{path}{kernel}", method) in (403, 404, 405)
    socket = KernelSocket(anna, kernel)
    assert socket.states(), "nobody has ended it"
    socket.close()
    assert knock(f"{anna}api/kernels/{kernel}") == 200
    assert knock(f"{anna}voila/api/shutdown/{kernel}", "POST") == 204
    until(lambda: forked.kernels() == [])
    with pytest.raises(WebSocketBadStatusException) as refused:
        KernelSocket(anna, kernel)
    assert refused.value.status_code == 404


def test_the_socket_runs_no_code(forked, visit):
    link = forked.trainee("Anna")
    _, reply = visit(link)
    socket = KernelSocket(link, reply["id"])
    socket.states()
    code = {"code": "import os; os._exit(3)", "silent": False}
    for channel in ("shell", "control"):
        socket.send("execute_request", code, channel)
    assert socket.states()
    socket.close()


def test_one_visitor_has_four_kernels_at_most(forked, visit):
    link = forked.trainee("Anna")
    first = [visit(link) for _ in range(4)]
    assert [status for status, _ in first] == [200] * 4
    sockets = [KernelSocket(link, reply["id"]) for _, reply in first[1:]]
    status, _ = visit(link)
    assert status == 200, "the one nobody is connected to makes room"
    until(lambda: forked.health()["kernels"]["running"] == 4)
    sockets.append(KernelSocket(link, _["id"]))
    status, refused = visit(link)
    assert status == 503
    assert refused["retry"] is None
    assert refused["message"]
    for socket in sockets:
        socket.close()


def test_the_cap_is_for_all(forked, visit):
    people = [forked.trainee(f"P{n}") for n in range(7)]
    replies = [visit(link)[0] for link in people]
    assert replies == [200] * 6 + [503]


def test_unknown_modules_and_the_trainers_console_have_no_kernel(forked, visit):
    link = forked.trainee("Anna")
    assert visit(link, "nonsense")[0] == 404
    assert visit(link, "trainer_console")[0] == 404
    assert (
        forked.call(f"{forked.join}me/nobody-aaaaaaaaaaaaaaaaaaaaaaaaaa/", f"kernel/{MODULE}", {})[
            0
        ]
        == 404
    )


def test_health_says_how_kernels_start(either):
    told = either.health()["kernels"]
    assert told["mode"] == either.mode
    assert told["why"]
    assert told["cap"] == 6


def test_a_foreign_widget_takes_voilas_road(forked):
    link = forked.trainee("Anna")
    address = f"{link}m/service_blueprint?page="
    with urllib.request.urlopen(f"{address}live", timeout=300) as response:
        assert "/live/service_blueprint" in response.url
        drawn = response.read().decode("utf-8")
    assert 'data-voila="voila"' in drawn
    assert "kernelId" in drawn
    with urllib.request.urlopen(f"{address}light", timeout=60) as response:
        assert 'class="cx-widget" data-key="globe-0"' in response.read().decode("utf-8")
    until(lambda: forked.health()["kernels"]["running"] == 0, seconds=90)


def test_voilas_road_is_there_for_whoever_asks(forked):
    link = forked.trainee("Anna")
    with urllib.request.urlopen(f"{link}m/{MODULE}?page=voila", timeout=300) as response:
        assert f"/live/{MODULE}" in response.url
    with urllib.request.urlopen(f"{link}m/{MODULE}", timeout=60) as response:
        assert f"/m/{MODULE}" in response.url, "it is never remembered"
    until(lambda: forked.health()["kernels"]["running"] == 0, seconds=90)
