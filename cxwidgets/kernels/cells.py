"""Running a notebook's cells in a shell without a kernel, as nbclient would have a kernel do."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from cxwidgets.kernels.recorder import LowStreams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxwidgets.kernels.application import TwoHalves

AGAIN_SECONDS = 5  # should the cell have caught the first reminder
MAY_FAIL, SKIPPED = "raises-exception", "skip-execution"


class CannotRun(Exception):
    """The cells need a kernel, or failed: let a kernel have the last word."""


def run(app: TwoHalves, cells: list[dict[str, Any]], seconds: int) -> list[dict[str, Any]]:
    """Run the cells and return what each showed.

    Parameters
    ----------
    app
        The prepared application.
    cells
        ``index``, ``source`` and ``tags`` of each code cell.
    seconds
        How long one cell may take.

    Returns
    -------
    list of dict
        ``index``, ``count`` and ``shown``.

    Raises
    ------
    CannotRun
        At the first cell that fails or awaits.
    """
    signal.signal(signal.SIGALRM, _late)
    try:
        return list(_each(app, cells, seconds))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _late(_number: int, _frame: Any) -> None:
    raise TimeoutError("a cell took too long")


def _each(app: TwoHalves, cells: list[dict[str, Any]], seconds: int) -> Iterator[dict[str, Any]]:
    shell: Any = app.shell
    app.recorder.taken()
    for cell in cells:
        source = cell["source"]
        if not source.strip() or SKIPPED in cell["tags"]:
            continue
        if "await" in source and shell.should_run_async(
            source, transformed_cell=shell.transform_cell(source)
        ):
            raise CannotRun("a cell awaits")
        count = shell.execution_count
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
        with LowStreams(app.recorder):
            result = shell.run_cell(source, store_history=True)
        signal.setitimer(signal.ITIMER_REAL, 0)
        shown = app.recorder.taken()
        failed = not result.success or any(kind == "error" for kind, _ in shown)
        if failed and MAY_FAIL not in cell["tags"]:
            error = result.error_before_exec or result.error_in_exec
            raise CannotRun(f"a cell failed: {type(error).__name__}")
        yield {"index": cell["index"], "count": count, "shown": shown}
    if _captures():
        raise CannotRun("an output widget captures what cells show")


def _captures() -> bool:
    """Say whether there is an output widget: what it captures is decided by a front end."""
    from ipywidgets.widgets.widget import _instances

    return any(widget._model_name == "OutputModel" for widget in _instances.values())  # noqa: SLF001
