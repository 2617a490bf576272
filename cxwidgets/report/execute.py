"""Running notebooks for a client through papermill, one after the other in one kernel."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cxwidgets.edition import tags
from cxwidgets.kernels import spec
from cxwidgets.kernels.server import ADDRESS
from cxwidgets.report.joined import joined, part, starts
from cxwidgets.report.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    notebooks: Mapping[str, NotebookNode], parameters: dict[str, str], root: Path
) -> list[NotebookNode]:
    """Return the notebooks executed with their parameters set.

    They share a kernel, in which each finds none of the names of the one before: a survey is read
    once, and what one has computed another may find in a module's memory (`once`).

    papermill only warns of a parameter a notebook does not know, and would then report on the
    default client; so unknown ones are refused before anything runs. No widget state is stored, no
    file is written, and this process keeps its working directory.

    Parameters
    ----------
    notebooks
        Editions, and what to call each in an error.
    parameters
        ASCII words only: papermill writes them into the notebooks' source.
    root
        The course's folder; the kernel works in it.

    Raises
    ------
    ReportError
        For an unknown parameter, a value that is not ASCII, or a cell that fails.
    """
    for name, notebook in notebooks.items():
        known = declared(notebook)
        for parameter, value in parameters.items():
            if parameter not in known:
                accepted = ", ".join(sorted(known)) or "none"
                raise refuse(f"{name} has no such parameter", parameter, accepted)
            if not (value.isascii() and value.isprintable()):
                raise refuse(f"the parameter {parameter} of {name} must be ASCII", value)
    return _together({name: _with(nb, parameters) for name, nb in notebooks.items()}, root)


def _together(notebooks: Mapping[str, NotebookNode], root: Path) -> list[NotebookNode]:
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    names = dict(zip(starts(notebooks.values()), notebooks, strict=True))
    try:
        executed = _papermill(joined(notebooks.values()), root)
    except PapermillExecutionError as error:
        if error.ename == "KeyboardInterrupt":
            raise KeyboardInterrupt from None
        name = names[max(start for start in names if start <= error.cell_index)]
        said = str(error.evalue).splitlines()[0] if str(error.evalue) else error.ename
        raise refuse(f"{name} failed: {said}") from None
    except DeadKernelError:
        if len(notebooks) == 1:
            raise refuse(f"{', '.join(notebooks)} failed: its kernel died") from None
        # Which of them it was, and whether the others live without it, shows when each is alone.
        return [done for each in notebooks.items() for done in _together(dict([each]), root)]
    return [part(notebooks[name], executed, start) for start, name in names.items()]


def _with(notebook: NotebookNode, parameters: dict[str, str]) -> NotebookNode:
    """Return a copy with the parameters in a cell of their own, as papermill writes them."""
    import nbformat
    from papermill.parameterize import parameterize_notebook

    copy = nbformat.from_dict(notebook)
    copy.metadata.setdefault("papermill", nbformat.NotebookNode())
    given: NotebookNode = parameterize_notebook(
        copy, parameters, kernel_name="python3", language="python"
    )
    return given


def _papermill(notebook: NotebookNode, root: Path) -> NotebookNode:
    """Have papermill's engine run a notebook, and papermill say what went wrong.

    Its ``execute_notebook`` would also write the notebook as text, before and after, which takes
    longer than everything else of it, also where no file is asked for.
    """
    from papermill.engines import papermill_engines
    from papermill.execute import raise_for_execution_errors
    from traitlets.config import Config

    from cxwidgets.report import engine

    for cell in notebook.cells:
        cell.metadata.setdefault("papermill", {})
    done: NotebookNode = papermill_engines.execute_notebook_with_engine(
        engine.offer(),
        notebook,
        kernel_name=_kernel(),
        progress_bar=False,
        autosave_cell_every=0,
        store_widget_state=False,
        start_timeout=START_SECONDS,
        execution_timeout=CELL_SECONDS,
        shutdown_kernel="immediate",  # it holds nothing that anybody wants
        resources={"metadata": {"path": str(root)}},
        extra_arguments=["--log-level=CRITICAL"],  # its own troubles are nobody else's
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),
    )
    raise_for_execution_errors(done, None)
    return done


def _kernel() -> str:
    """Return the kernel to ask for: a forked one where this process was told of a fork server."""
    if not os.environ.get(ADDRESS):
        return "python3"
    spec.offer()
    return spec.NAME
