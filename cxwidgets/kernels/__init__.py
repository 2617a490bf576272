"""Kernels that start at once: forked from a process that has already imported everything.

A fork server is started by whoever starts many kernels (the class server, a report run,
JupyterLab); where there is none, or where anything about it fails, kernels start the stock way.
"""

from cxwidgets.kernels.mode import Mode, mode
from cxwidgets.kernels.prepared import Prepared, prepared
from cxwidgets.kernels.server import ForkServer

__all__ = ["ForkServer", "Mode", "Prepared", "mode", "prepared"]
