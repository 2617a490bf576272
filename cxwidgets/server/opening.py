"""A kernel for one page: exactly the visitor's edition in it, its models by part key.

Role and revealed exercises decide the edition here, on the server, so that a trainee's kernel
never holds a trainer's note or a solution before its time.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from cxwidgets import course
from cxwidgets.edition import edition, parameterised
from cxwidgets.execution import CELL_SECONDS, ExecutionError
from cxwidgets.kernels import mode, prepared
from cxwidgets.parts import models
from cxwidgets.server.kernels import Claim, claim
from cxwidgets.server.outline import read_notebook
from cxwidgets.widgets.component import ATTACHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

    from cxwidgets.server.kernels import ClassKernels
    from cxwidgets.server.session import ClassSession

KERNEL = "cxw"
PREPARED = "CXW_PREPARED"
WORDS = {"CXW_CLASS": "1", ATTACHED: "1"}


@dataclass(frozen=True)
class Attached:
    """A kernel that runs a page's edition, and the model behind each of the page's parts."""

    id: str
    models: dict[str, str]


class Opening:
    """Opens kernels for a class.

    Parameters
    ----------
    session
        The class: it knows what is revealed.
    kernels
        Where the kernels live.
    """

    def __init__(self, session: ClassSession, kernels: ClassKernels) -> None:
        self._session, self._kernels = session, kernels
        self._seen: dict[tuple[str, str, str], None] = {}
        self._revealed = frozenset(session.room.pacing.revealed)
        self._preparing: asyncio.Task[None] | None = None
        session.listen(self._changed)

    def edition(self, module: str, lang: str, role: str) -> NotebookNode:
        """Return a module as one role may have it now, with the class's client filled in."""
        root = self._session.root
        whole = read_notebook(root, course.module(root, module))
        cut = edition(whole, lang, role, self._session.room.pacing.revealed)
        ready = parameterised(cut, client=self._session.client.slug, lang=lang)
        for number, cell in enumerate(ready.cells):
            # Injected cells get a random id; the same edition must have the same fingerprint.
            if "injected-parameters" in cell.metadata.get("tags", ()):
                cell.id = f"given-{number}"
        return ready

    async def open(self, module: str, lang: str, role: str, visitor: str) -> Attached:
        """Start a kernel for a page.

        Raises
        ------
        cxwidgets.execution.ExecutionError
            If the notebook fails.
        OSError, RuntimeError
            If no kernel can be started.
        """
        self._seen[module, lang, role] = None
        notebook = await asyncio.to_thread(self.edition, module, lang, role)
        name = course.module(self._session.root, module).notebook
        env: dict[str, Any] = {**os.environ, **WORDS}
        held = None
        if mode().name == "fork":
            held = await prepared(notebook, root=self._session.root, env=WORDS, name=name)
            if held.id:
                env[PREPARED] = held.id
        claim.set(Claim(visitor))
        kernel = await self._kernels.start_kernel(kernel_name=KERNEL, path="", env=env)
        if held and held.id and _honoured(self._kernels.get_kernel(kernel)):
            return Attached(kernel, models(held.notebook))
        try:
            done = await self._executed(kernel, notebook, name)
        except BaseException:
            self._kernels.end_soon(kernel)
            raise
        return Attached(kernel, models(done))

    async def _executed(self, kernel: str, notebook: NotebookNode, name: str) -> NotebookNode:
        client = NotebookClient(
            notebook,
            km=self._kernels.get_kernel(kernel),
            timeout=CELL_SECONDS,
            store_widget_state=False,
        )
        client.kc = await client.async_start_new_kernel_client()
        try:
            for number, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, number, store_history=False)
        except CellExecutionError as error:
            raise ExecutionError(f"{name}: {error.ename}: {error.evalue}") from None
        finally:
            client.kc.stop_channels()
        return notebook

    async def warm(self, editions: Iterable[tuple[str, str, str]]) -> None:
        """Prepare editions (module, language, role) ahead of their first visitor."""
        for module, lang, role in editions:
            if mode().name != "fork":
                return
            notebook = await asyncio.to_thread(self.edition, module, lang, role)
            name = course.module(self._session.root, module).notebook
            with contextlib.suppress(ExecutionError):  # whoever opens the page is told
                await prepared(notebook, root=self._session.root, env=WORDS, name=name)
            self._seen[module, lang, role] = None

    def _changed(self, what: str, _detail: Any = None) -> None:
        """After a reveal pages ask for other editions: prepare them while nobody waits."""
        revealed = frozenset(self._session.room.pacing.revealed)
        if what != "state" or revealed == self._revealed:
            return
        self._revealed = revealed
        if self._preparing:
            self._preparing.cancel()
        work = self.warm([e for e in self._seen if e[2] != "trainer"])
        self._preparing = asyncio.get_running_loop().create_task(work)


def _honoured(kernel_manager: Any) -> bool:
    """Say whether a kernel was forked with its notebook in place, as it was asked to be."""
    return bool(getattr(kernel_manager.provisioner, "prepared", False))
