"""Run a notebook top to bottom, without a trace of widgets' state, and hand back its outputs."""

from __future__ import annotations

import copy
import os
from typing import TYPE_CHECKING

import nbclient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from cxwidgets.kernels.forked import Unforked, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode

CELL_SECONDS = 120


class ExecutionError(RuntimeError):
    """A cell failed; the message names the notebook and the error in one line."""


def execute(notebook: NotebookNode, *, root: Path, name: str, in_class: bool) -> NotebookNode:
    """Return the executed notebook.

    Where there is a fork server the cells run in a fork of a process that has imported everything,
    and only if that comes to no good end in a kernel of their own: the outcome is the same.

    Parameters
    ----------
    notebook
        An edition with its parameters filled in.
    root
        The course's folder; the kernel works in it.
    name
        What to call the notebook in an error.
    in_class
        Whether a class server answers for the exercises, so that the kernel keeps none.
    """
    env = {"CXW_CLASS": "1" if in_class else ""}
    try:
        return run(notebook, root=root, env=env, keep=False).notebook
    except Unforked:
        return spawned(notebook, root=root, name=name, env=env)


def spawned(
    notebook: NotebookNode, *, root: Path, name: str, env: Mapping[str, str]
) -> NotebookNode:
    """Return the notebook executed in a stock kernel of its own.

    Parameters
    ----------
    notebook
        An edition with its parameters filled in; it is left as it is.
    root
        The course's folder; the kernel works in it.
    name
        What to call the notebook in an error.
    env
        Words of the environment beside this process's own.

    Raises
    ------
    ExecutionError
        If a cell fails, takes too long, or ends its kernel.
    """
    client = nbclient.NotebookClient(
        copy.deepcopy(notebook),
        timeout=CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(root)}},
        store_widget_state=False,
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),
    )
    try:
        return client.execute(env={**os.environ, "PYTHONUTF8": "1", **env})
    except CellExecutionError as error:
        raise ExecutionError(f"{name}: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise ExecutionError(f"{name}: a cell took longer than {CELL_SECONDS} s") from None
    except DeadKernelError:
        raise ExecutionError(f"{name}: its kernel died") from None
