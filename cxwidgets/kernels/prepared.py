"""Notebooks executed once, from which any number of kernels start with everything in place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode

PREPARED = "CXW_PREPARED"
"""The environment variable by which a kernel's starter names the prepared notebook."""


@dataclass(frozen=True)
class Prepared:
    """An executed notebook, and the process that holds what it made.

    Attributes
    ----------
    id
        What to hand to ``start_kernel`` as ``CXW_PREPARED``; ``""`` where no process holds the
        notebook (a stock start), so that the kernel's starter runs the cells itself.
    notebook
        The notebook with its outputs.
    why
        Why no process holds it; ``""`` where one does.
    """

    id: str
    notebook: NotebookNode
    why: str = ""


async def prepared(
    notebook: NotebookNode, *, root: Path, env: Mapping[str, str], name: str
) -> Prepared:
    """Return the notebook executed, once for everyone who asks for the same.

    Parameters
    ----------
    notebook
        An edition with its parameters filled in.
    root
        The course's folder; the cells run in it.
    env
        Words of the environment the cells see beside this process's own, such as ``CXW_CLASS``.
    name
        What to call the notebook in an error.

    Raises
    ------
    cxwidgets.execution.ExecutionError
        If a cell fails.
    """
    from cxwidgets.execution import spawned

    done = await asyncio.to_thread(spawned, notebook, root=root, name=name, env=env)
    return Prepared("", done, "kernels start the stock way")
