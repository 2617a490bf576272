"""Notebooks executed once, from which any number of kernels start with everything in place."""

from __future__ import annotations

import asyncio
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.kernels import fingerprint
from cxwidgets.kernels.forked import Unforked, run
from cxwidgets.kernels.mode import possible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode

PREPARED = "CXW_PREPARED"
"""The environment variable by which a kernel's starter names the prepared notebook."""
AT_ONCE = 2

_turns = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="prepare")
_making: dict[str, asyncio.Future[Prepared]] = {}


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
    from cxwidgets.kernels.server import active

    server = active() if possible().name == "fork" else None
    key = _key(notebook, root, env)
    if server and (found := server.shelf.get(key)):
        return found
    if key not in _making:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(_turns, _make, key, notebook, root, dict(env), name)
        _making[key] = asyncio.ensure_future(work)
        _making[key].add_done_callback(lambda _: _making.pop(key, None))
    return await asyncio.shield(_making[key])


def _key(notebook: NotebookNode, root: Path, env: Mapping[str, str]) -> str:
    """Return the address of everything the outcome depends on."""
    source = [
        [c.cell_type, c.get("id"), c.source, sorted(c.metadata.get("tags", []))]
        for c in notebook.cells
    ]
    files = [fingerprint.of_code(), fingerprint.of_course(root)]
    everything = json.dumps([source, sorted(env.items()), str(root), files])
    return hashlib.sha256(everything.encode()).hexdigest()


def _make(key: str, notebook: NotebookNode, root: Path, env: dict[str, str], name: str) -> Prepared:
    from cxwidgets.execution import spawned
    from cxwidgets.kernels.server import active

    server = active()
    try:
        done = run(notebook, root=root, env=env, keep=True)
    except Unforked as reason:
        # Whatever it was, a kernel of its own has the last word on whether the notebook works.
        return Prepared("", spawned(notebook, root=root, name=name, env=env), str(reason))
    if done.leash is None or server is None:
        return Prepared("", done.notebook, done.unheld)
    made = Prepared(done.id, done.notebook)
    server.shelf.put(key, made, done.leash)
    return made
