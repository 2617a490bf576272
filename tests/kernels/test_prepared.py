"""A notebook is run once, and any number of kernels have it behind them."""

import asyncio

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from cxwidgets.execution import ExecutionError
from cxwidgets.kernels import prepared
from tests.kernels.test_start import states

VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET = "import ipywidgets\nslider = ipywidgets.IntSlider(3)\nslider"


def notebook(*cells):
    code = [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(cells)]
    return new_notebook(cells=[new_markdown_cell("# 标题", id="title"), *code])


def prepare(root, *cells, env=None, name="a notebook"):
    wanted = prepared(notebook(*cells), root=root, env=env or {"CXW_CLASS": "1"}, name=name)
    return asyncio.run(wanted)


def outputs(made):
    return [o for c in made.notebook.cells if c.cell_type == "code" for o in c.outputs]


def test_what_the_cells_show_is_there(way, root):
    made = prepare(root, "print('一')\n1 + 1", "import os; os.environ['CXW_CLASS']")
    kinds = [o.output_type for o in outputs(made)]
    assert kinds == ["stream", "execute_result", "execute_result"]
    assert outputs(made)[0].text == "一\n"
    assert outputs(made)[1].data["text/plain"] == "2"
    assert outputs(made)[2].data["text/plain"] == "'1'"
    assert [c.execution_count for c in made.notebook.cells[1:]] == [1, 2]


def test_a_failing_cell_raises_and_says_where(way, root):
    with pytest.raises(ExecutionError, match="^my notebook: ZeroDivisionError: division by zero$"):
        prepare(root, "1 / 0", name="my notebook")


def test_a_cell_that_ends_its_process_raises_and_says_so(way, root):
    with pytest.raises(ExecutionError, match="^my notebook: its kernel died$"):
        prepare(root, "import os; os._exit(1)", name="my notebook")


def test_a_cell_that_awaits_is_left_to_a_kernel(way, root):
    made = prepare(root, "import asyncio\nawait asyncio.sleep(0)\n'done'")
    assert made.id == ""
    assert made.why
    assert outputs(made)[0].data["text/plain"] == "'done'"


def test_without_forks_nothing_is_held(way, root):
    made = prepare(root, "1")
    assert bool(made.id) is (way == "fork")
    assert bool(made.why) is (way == "spawn")


def test_a_kernel_that_cannot_have_the_notebook_says_so(way, start):
    with start(env={"CXW_PREPARED": "0" * 32}) as kernel:
        assert not kernel.provisioner.prepared
        assert kernel.provisioner.why
        assert kernel.run("import os; print(os.environ.get('CXW_PREPARED'))") == "None"


@pytest.mark.parametrize("strange", ["../../etc/passwd", "x", "0" * 31 + "/"])
def test_no_other_file_is_ever_asked(fork_server, start, strange):
    with start(env={"CXW_PREPARED": strange}) as kernel:
        assert not kernel.provisioner.prepared


@pytest.fixture
def forking(fork_server, monkeypatch):
    monkeypatch.setenv("CXW_KERNELS", "fork")


@pytest.fixture
def attached(forking, root):
    """Return how to start a kernel from a prepared notebook."""
    from tests.kernels.conftest import kernel

    def attach(made, **env):
        return kernel(root, {"CXW_PREPARED": made.id, **env})

    return attach


def test_the_same_notebook_is_run_once(forking, root):
    first, second = prepare(root, "x = 1\nx"), prepare(root, "x = 1\nx")
    assert first is second
    assert prepare(root, "x = 2\nx").id != first.id
    assert prepare(root, "x = 1\nx", env={"CXW_CLASS": ""}).id != first.id


def test_who_asks_at_the_same_time_gets_the_same(forking, root):
    async def both():
        return await asyncio.gather(
            *(prepared(notebook("y = 1"), root=root, env={}, name="n") for _ in range(5))
        )

    assert len({made.id for made in asyncio.run(both())}) == 1


def test_its_kernels_have_its_names_and_its_widgets(attached, root):
    made = prepare(root, "def double(x):\n    return factor * x\nfactor = 2", WIDGET)
    shown = outputs(made)[0].data[VIEW]["model_id"]
    with attached(made) as kernel:
        assert kernel.provisioner.prepared
        assert states(kernel)[shown]["state"]["value"] == 3
        # A function of the notebook sees the names of the kernel: they are the same.
        assert kernel.run("factor = 3\nprint(double(5))") == "15"
        assert kernel.run("slider.value = 9\nprint(slider.model_id)") == shown
        assert states(kernel)[shown]["state"]["value"] == 9


def test_a_page_moves_a_widget_and_the_notebooks_code_sees_it(attached, root):
    from tests.kernels.test_start import send

    heard = "seen = []\nslider.observe(lambda c: seen.append(c['new']), 'value')"
    made = prepare(root, WIDGET, heard)
    shown = outputs(made)[0].data[VIEW]["model_id"]
    with attached(made) as kernel:
        data = {"method": "update", "state": {"value": 42}, "buffer_paths": []}
        send(kernel.client, "comm_msg", {"comm_id": shown, "data": data})
        assert kernel.run("print(slider.value, seen)") == "42 [42]"


def test_a_page_hears_what_the_notebooks_code_changes(attached, root):
    made = prepare(root, WIDGET)
    shown = outputs(made)[0].data[VIEW]["model_id"]
    with attached(made) as kernel:
        told = []

        def hear(message):
            content = message["content"]
            if message["msg_type"] == "comm_msg" and content["comm_id"] == shown:
                told.append(content["data"]["state"]["value"])

        kernel.client.execute_interactive("slider.value = 9", output_hook=hear, timeout=60)
        assert told == [9]


def test_its_kernels_go_separate_ways(attached, root):
    made = prepare(root, "import numpy, random, uuid\nlist_ = []")
    draw = "print(numpy.random.random(), random.random(), uuid.uuid4())"
    with attached(made) as one, attached(made) as other:
        one.run("list_.append(1)")
        assert other.run("print(list_)") == "[]"
        pairs = zip(one.run(draw).split(), other.run(draw).split(), strict=True)
        assert all(a != b for a, b in pairs)


DICE = """
import numpy as np
from scipy import stats
free, held = np.random.default_rng(), np.random.default_rng(0)
old, oldheld = np.random.RandomState(), np.random.RandomState(0)
class Shop:
    def __init__(self): self.rng = np.random.default_rng()
shop, deep = Shop(), {"a": [np.random.default_rng()]}
frozen, frozenheld = stats.norm(), stats.norm()
frozen.random_state, frozenheld.random_state = np.random.default_rng(), np.random.default_rng(7)
draw = lambda: free.random()
child, childheld = free.spawn(1)[0], held.spawn(1)[0]
old.normal()
"""
FREE = (
    "free.random(), draw(), old.normal(), old.random_sample(), shop.rng.random(), "
    "deep['a'][0].random(), frozen.rvs(), child.random(), np.random.random()"
)
HELD = "held.random(), oldheld.random_sample(), frozenheld.rvs(), childheld.random()"


def test_generators_without_a_seed_differ_and_those_with_one_agree(attached, root):
    made = prepare(root, DICE)
    with attached(made) as one, attached(made) as other:
        free = [kernel.run(f"print({FREE})").split() for kernel in (one, other)]
        held = [kernel.run(f"print({HELD})").split() for kernel in (one, other)]
    assert all(a != b for a, b in zip(*free, strict=True))
    assert held[0] == held[1]


def test_the_seed_of_everybodys_generator_stays(attached, root):
    made = prepare(root, "import numpy as np\nnp.random.seed(3)")
    with attached(made) as one, attached(made) as other:
        drawn = [kernel.run("print(np.random.random())") for kernel in (one, other)]
    assert drawn[0] == drawn[1]


def test_its_kernels_have_their_own_words_and_what_the_cells_set(attached, root):
    made = prepare(root, "import os\nos.environ['CXW_SET_BY_CELL'] = 'yes'")
    with attached(made, CXW_WORD="mine") as kernel:
        code = "print(os.environ['CXW_WORD'], os.environ['CXW_SET_BY_CELL'])"
        assert kernel.run(code) == "mine yes"


def test_it_restarts_with_the_notebook_behind_it(attached, root):
    made = prepare(root, WIDGET)
    with attached(made) as kernel:
        kernel.run("slider.value = 9")
        kernel.manager.restart_kernel(now=True)
        kernel.client.wait_for_ready(timeout=60)
        assert kernel.provisioner.prepared
        assert kernel.run("print(slider.value)") == "3"


def test_it_goes_on_counting(attached, root):
    made = prepare(root, "7", "_ + 1")
    with attached(made) as kernel:
        assert kernel.run("print(Out[2], _)") == "8 8"


def test_what_a_library_writes_past_python_is_shown_too(forking, root):
    made = prepare(root, "import os\n_ = os.write(1, b'low\\n')", "!echo shell")
    assert made.id
    assert [o.text.strip() for o in outputs(made)] == ["low", "shell"]


def test_a_display_may_be_updated_and_cleared(way, root):
    made = prepare(
        root,
        "from IPython.display import display, clear_output\nh = display('a', display_id=True)",
        "h.update('b')\ndisplay('gone')\nclear_output()\ndisplay('kept')",
    )
    assert [o.data["text/plain"] for o in outputs(made)] == ["'b'", "'kept'"]


UNCOPIABLE = {
    "2 threads": """
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()""",
    "socket": """
import socket
connection = socket.socket()""",
    "open": """
import sqlite3, tempfile
file = tempfile.NamedTemporaryFile()
database = sqlite3.connect(file.name)""",
}


@pytest.mark.parametrize("reason", UNCOPIABLE)
def test_what_cannot_be_copied_is_not_held(forking, root, reason):
    made = prepare(root, UNCOPIABLE[reason], "'shown all the same'")
    assert made.id == ""
    assert reason in made.why
    assert outputs(made)[0].data["text/plain"] == "'shown all the same'"


def test_its_kernels_are_interrupted_and_await_like_any_other(attached, root):
    made = prepare(root, "x = 1")
    with attached(made) as kernel:
        assert kernel.interrupt_while_running()["ename"] == "KeyboardInterrupt"
        assert kernel.run("import asyncio\nawait asyncio.sleep(0)\nprint(x)") == "1"


def test_a_logger_made_in_a_cell_writes_to_the_kernel(attached, root):
    made = prepare(
        root,
        "import logging, sys",
        "log = logging.getLogger('cxw.test')",
        "log.addHandler(logging.StreamHandler(sys.stdout))",
    )
    with attached(made) as kernel:
        assert kernel.run("log.warning('heard')") == "heard"
