"""Two clients' reports, made once; and a course of one notebook that a test writes."""

from __future__ import annotations

import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from cxwidgets.report.build import build, ready
from cxwidgets.report.plan import plan

PAGES = ["kano", "service_blueprint", "three_one_toolkit"]
PARAMETERS = 'client = "bus"  # folder in data/clients\nlang = "zh"  # zh or en'


@pytest.fixture(scope="session")
def reports(root, tmp_path_factory):
    """Return the folder with the reports of the two shipped clients, each in its language."""
    out = tmp_path_factory.mktemp("reports")
    for slug in ("bus", "hotel"):
        client = ready(root, slug)
        build(root, client, client.toml.language, plan(root, PAGES), out)
    return out


@pytest.fixture
def notebook():
    """Make a notebook: ``notebook("# Title", "code: 1 + 1", parameters="client = 'x'")``."""

    def make(*cells, parameters=PARAMETERS):
        made = [new_code_cell(parameters, metadata={"tags": ["parameters"]})]
        for source in cells:
            if source.startswith("code:"):
                made.append(new_code_cell(source.removeprefix("code:").strip()))
            else:
                made += [new_markdown_cell(source, metadata={"tags": [t]}) for t in ("zh", "en")]
        return new_notebook(cells=made)

    return make


@pytest.fixture
def course(root, tmp_path):
    """Return a course with the shipped words and clients, and no notebook yet."""
    shutil.copytree(root / "data" / "course", tmp_path / "data" / "course")
    shutil.copytree(root / "data" / "clients" / "bus", tmp_path / "data" / "clients" / "bus")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


@pytest.fixture
def write_notebook(course, notebook):
    """Write the course's client report."""

    def write(*cells, **options):
        nbformat.write(notebook(*cells, **options), course / "notebooks" / "client_report.ipynb")
        return course

    return write
