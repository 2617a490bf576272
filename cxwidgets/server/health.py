"""A light door for "are you there?": no disk, no secret."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from cxwidgets.kernels import mode
from cxwidgets.server.handler import ClassHandler

if TYPE_CHECKING:
    from cxwidgets.server.admission import Admission
    from cxwidgets.server.kernels import ClassKernels
    from cxwidgets.server.memory import MemoryWatch


class HealthHandler(ClassHandler):
    """``/cx/health``."""

    def get(self) -> None:
        """Say that the server answers, how many are in the class, and how its kernels do."""
        kernels = cast("ClassKernels", self.settings["kernel_manager"])
        admission = cast("Admission", self.settings["cx_admission"])
        memory = cast("MemoryWatch", self.settings["cx_memory"])
        way = mode()
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(
            json.dumps(
                {
                    "status": "ok",
                    "people": len(self.session.room.people),
                    "kernels": {
                        "mode": way.name,
                        "why": way.why,
                        "running": kernels.running,
                        "connected": kernels.connected,
                        "starting": admission.starting,
                        "waiting": admission.waiting,
                        "cap": admission.cap,
                        # Megabytes one may take; null where the system does not tell.
                        "memory_each": memory.limit and memory.limit >> 20,
                        "ended_for_memory": memory.ended,
                    },
                }
            )
        )
