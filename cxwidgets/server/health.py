"""A light door for "are you there?": no kernel, no disk, no secret."""

from __future__ import annotations

import json

from cxwidgets.server.handler import ClassHandler


class HealthHandler(ClassHandler):
    """``/cx/health``."""

    def get(self) -> None:
        """Say that the server answers, and how many are in the class."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"status": "ok", "people": len(self.session.room.people)}))
