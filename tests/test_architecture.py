"""Rules of the design that a machine can check."""

import ast
import tomllib

import pytest

from cxwidgets.text import Text

# A layer may import itself and what stands before it; text and course are below everything.
LAYERS = ["methods", "charts", "panels", "widgets", "workbook"]
PLOTTING = {"altair", "matplotlib", "py_mini_racer"}
NOTEBOOK_MACHINERY = {"anywidget", "ipywidgets", "IPython", "voila", "jupyter_server", "tornado"}
MODULE_LINES, SOURCE_LINES = 250, 300
BANNED_NAMES = {"utils", "util", "helpers", "common", "core", "manager", "misc"}
HOSTS = ("jsdelivr", "unpkg", "cdnjs", "esm.sh", "googleapis")


def python_files(root):
    return sorted((root / "cxwidgets").rglob("*.py"))


def imports(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def layer_of(module):
    parts = module.split(".")
    return parts[1] if parts[0] == "cxwidgets" and len(parts) > 1 else ""


def test_imports_point_one_way(root):
    wrong = []
    for file in python_files(root):
        own = layer_of(
            "cxwidgets."
            + file.relative_to(root / "cxwidgets").with_suffix("").as_posix().replace("/", ".")
        )
        if own not in LAYERS:
            continue
        for module in imports(file):
            other = layer_of(module)
            if other in LAYERS and LAYERS.index(other) > LAYERS.index(own):
                wrong.append(f"{file.name} imports {module}")
            if other in ("server", "report") and own != "workbook":
                wrong.append(f"{file.name} imports {module}")
    assert not wrong


def test_methods_draw_nothing(root):
    for file in (root / "cxwidgets" / "methods").glob("*.py"):
        used = {module.split(".")[0] for module in imports(file)}
        assert not used & (PLOTTING | NOTEBOOK_MACHINERY), file.name


def test_only_reports_convert_charts_to_pictures(root):
    for file in python_files(root):
        if "py_mini_racer" in {m.split(".")[0] for m in imports(file)}:
            assert layer_of("cxwidgets." + file.parent.name) == "report", file


def test_modules_are_small_and_say_what_they_are(root):
    for file in python_files(root):
        source = file.read_text(encoding="utf-8")
        assert source.count("\n") <= MODULE_LINES, f"{file.name} should be split by idea"
        assert file.stem not in BANNED_NAMES
        assert ast.get_docstring(ast.parse(source)), f"{file} has no docstring"


def test_front_end_files_are_small(root):
    for file in (root / "frontend" / "src").rglob("*.ts*"):
        lines = file.read_text(encoding="utf-8").count("\n")
        assert lines <= SOURCE_LINES, f"{file.name} should be split by idea"
        assert file.stem not in BANNED_NAMES


def test_nothing_is_fetched_from_elsewhere(root):
    places = [
        *python_files(root),
        *(root / "cxwidgets").rglob("*.j2"),
        *(root / "frontend" / "src").rglob("*.*"),
    ]
    for file in places:
        source = file.read_text(encoding="utf-8")
        assert not any(host in source for host in HOSTS), file


def test_the_front_end_builds_no_markup_from_text(root):
    for file in (root / "frontend" / "src").rglob("*.ts*"):
        source = file.read_text(encoding="utf-8")
        assert "innerHTML" not in source, file
        assert "dangerouslySetInnerHTML" not in source, file


def test_the_conda_environment_is_the_projects(root):
    import re

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    conda = (root / "environment.yml").read_text(encoding="utf-8")
    conda = conda.replace("python-duckdb", "duckdb")  # its name there
    listed = re.findall(r'^ +- "(.+)"$', conda, re.MULTILINE)  # those below `pip:` too
    assert sorted(listed) == sorted(project["dependencies"])


def test_every_dependency_is_pinned_without_an_address(root):
    import re

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = (root / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pinned
    names = {line.partition("==")[0].lower().replace("_", "-") for line in pinned.splitlines()}
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9_-]+", requirement).group().lower().replace("_", "-")
        assert name in names, name


def test_a_kernel_loads_no_server(root):
    """What every trainee's kernel imports must stay small: it is paid fifty times."""
    import subprocess
    import sys

    code = (
        "import sys, cxwidgets; from cxwidgets.workbook import Workbook; import cxwidgets.widgets;"
        "print([m for m in ('voila', 'jupyter_server', 'vl_convert', 'py_mini_racer', "
        "'tornado.web', 'papermill') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "section", ["ui.shell", "ui.panel", "ui.form", "ui.board", "ui.map", "ui.sheet"]
)
def test_every_component_has_its_words(root, section):
    assert Text("zh", root).section(section)
