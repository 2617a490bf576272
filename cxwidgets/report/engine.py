"""papermill's engine for reports: cells run in a fork that has imported everything.

A fork needs no kernel, no ports and no waiting for either; what it shows is what a kernel would
have shown. Where there is no fork server, or the cells fail or want a kernel, they get a kernel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from papermill.engines import NBClientEngine, papermill_engines

from cxwidgets.kernels.forked import Unforked, run

NAME = "cxw"


class ForkEngine(NBClientEngine):
    """Runs a notebook without a kernel where it can, with nbclient where it cannot."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, resources: dict[str, Any], **options: Any
    ) -> None:
        """Run the notebook that papermill has put the parameters in.

        Parameters
        ----------
        nb_man
            papermill's hold of the notebook; it is given the executed one.
        kernel_name
            For the kernel, if one is needed.
        resources
            ``{"metadata": {"path": <where the cells run>}}``.
        **options
            For nbclient.
        """
        place = Path(resources["metadata"]["path"])
        try:
            done = run(nb_man.nb, root=place, env={}, keep=False).notebook
        except Unforked:
            super().execute_managed_notebook(nb_man, kernel_name, resources=resources, **options)
            return
        nb_man.nb = done
        for index, cell in enumerate(done.cells):
            nb_man.cell_start(cell, index)
            nb_man.cell_complete(cell, index)


def offer() -> str:
    """Make the engine known to papermill and return its name."""
    papermill_engines.register(NAME, ForkEngine)
    return NAME
