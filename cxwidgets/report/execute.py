"""Running a notebook for a client through papermill."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cxwidgets.edition import tags
from cxwidgets.kernels import spec
from cxwidgets.kernels.server import ADDRESS
from cxwidgets.report.problem import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

CELL_SECONDS = 120
START_SECONDS = 120


def declared(notebook: NotebookNode) -> set[str]:
    """Return the parameters a notebook declares in its ``parameters`` cell."""
    return {
        line.partition("=")[0].strip()
        for cell in notebook.cells
        if "parameters" in tags(cell)
        for line in cell.source.splitlines()
        if "=" in line
    }


def execute(
    notebook: NotebookNode, parameters: dict[str, str], root: Path, name: str
) -> NotebookNode:
    """Return the notebook executed with its parameters set.

    papermill only warns of a parameter the notebook does not know, and would then report on the
    default client; so unknown ones are refused before anything runs. No widget state is stored, no
    file is written, and this process keeps its working directory.

    Parameters
    ----------
    notebook
        An edition.
    parameters
        ASCII words only: papermill writes them into the notebook's source.
    root
        The course's folder; the kernel works in it.
    name
        What to call the notebook in an error.

    Raises
    ------
    ReportError
        For an unknown parameter, a value that is not ASCII, or a cell that fails.
    """
    known = declared(notebook)
    for parameter, value in parameters.items():
        if parameter not in known:
            accepted = ", ".join(sorted(known)) or "none"
            raise refuse(f"{name} has no such parameter", parameter, accepted)
        if not (value.isascii() and value.isprintable()):
            raise refuse(f"the parameter {parameter} of {name} must be ASCII", value)
    return _papermill(notebook, parameters, root, name)


def _papermill(
    notebook: NotebookNode, parameters: dict[str, str], root: Path, name: str
) -> NotebookNode:
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    from cxwidgets.report import engine

    options: dict[str, Any] = {
        "engine_name": engine.offer(),
        "kernel_name": _kernel(),
        "language": "python",
        "progress_bar": False,
        "request_save_on_cell_execute": False,
        "autosave_cell_every": 0,
        "store_widget_state": False,
        "start_timeout": START_SECONDS,
        "execution_timeout": CELL_SECONDS,
        "shutdown_kernel": "immediate",  # it holds nothing that anybody wants
        "resources": {"metadata": {"path": str(root)}},
        "extra_arguments": ["--log-level=CRITICAL"],  # its own troubles are nobody else's
        "config": Config({"KernelManager": {"transport_encryption": "auto"}}),
    }
    try:
        executed: NotebookNode = papermill.execute_notebook(notebook, None, parameters, **options)
    except PapermillExecutionError as error:
        if error.ename == "KeyboardInterrupt":
            raise KeyboardInterrupt from None
        said = str(error.evalue).splitlines()[0] if str(error.evalue) else error.ename
        raise refuse(f"{name} failed: {said}") from None
    except DeadKernelError:
        raise refuse(f"{name} failed: its kernel died") from None
    return executed


def _kernel() -> str:
    """Return the kernel to ask for: a forked one where this process was told of a fork server."""
    if not os.environ.get(ADDRESS):
        return "python3"
    spec.offer()
    return spec.NAME
