"""The kernel ``cxw``: found where the package is, whether or not its data were installed."""

from __future__ import annotations

import os
from importlib.metadata import EntryPoint
from pathlib import Path

from jupyter_client.provisioning.factory import KernelProvisionerFactory

NAME = "cxw"
PROVISIONER = "cxw-fork"
DATA = Path(__file__).resolve().parent / "share" / "jupyter"


def offer() -> None:
    """Let this process and those it starts find the kernel and its provisioner."""
    places = [p for p in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if p]
    if str(DATA) not in places:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(DATA), *places])
    KernelProvisionerFactory.provisioners.setdefault(
        PROVISIONER,
        EntryPoint(
            PROVISIONER,
            "cxwidgets.kernels.provisioner:ForkProvisioner",
            KernelProvisionerFactory.GROUP_NAME,
        ),
    )
