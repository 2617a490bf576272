"""What every kernel of the course imports, imported once."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
import sys
from typing import TYPE_CHECKING, Any

from jupyter_client.localinterfaces import localhost

if TYPE_CHECKING:
    from collections.abc import Callable

# Packages that the notebooks' cells use, and what ipykernel only imports when it is needed.
PACKAGES = (
    "altair",
    "anywidget",
    "encodings.utf_8_sig",
    "ipywidgets",
    "narwhals._interchange.dataframe",
    "narwhals._namespace",
    "narwhals._pandas_like.namespace",
    "narwhals.group_by",
    "numpy",
    "pandas",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.string",
    "pyarrow.acero",
    "pydantic",
    "scipy.optimize",
    "scipy.stats",
    "statsmodels.stats.inter_rater",
)
MACHINERY = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "ipykernel_launcher",
    "pdb",
    "sqlite3",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)
# Layers that a kernel works with; servers and commands are not among them, and of reports only
# what their notebooks' cells call.
LAYERS = ("artifacts", "charts", "exercise", "methods", "panels", "survey", "twin", "widgets")
ALONE = ("client", "course", "text", "workbook")
SECTIONS = (
    "cover",
    "dissatisfiers",
    "drivers",
    "glance",
    "kano",
    "provenance",
    "retention",
    "scores",
    "servqual",
    "transactions",
)
# They start threads as soon as they are imported, and no notebook of the course needs them; a
# kernel that does imports them itself. (Half of a kernel's start was importing debugpy.)
BLOCKED = ("debugpy", "polars")


def preload(lonely: Callable[[], bool]) -> None:
    """Import everything, then put it where the garbage collector never writes to it again.

    Parameters
    ----------
    lonely
        Says whether the server is gone; asked between imports, which then stop.
    """
    absent: dict[str, Any] = dict.fromkeys(BLOCKED)
    sys.modules.update(absent)
    for name in (*PACKAGES, *MACHINERY, *_own()):
        if lonely():
            return
        with contextlib.suppress(ImportError):  # a kernel that needs it will say so
            importlib.import_module(name)
    for name in BLOCKED:
        del sys.modules[name]
    localhost()  # every kernel would look through the machine's network interfaces for it
    gc.collect()
    gc.freeze()


def _own() -> list[str]:
    names = [f"cxwidgets.{name}" for name in ALONE]
    names += [f"cxwidgets.report.{name}" for name in SECTIONS]
    for layer in LAYERS:
        package = importlib.import_module(f"cxwidgets.{layer}")
        names += [m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return names
