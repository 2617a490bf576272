"""The same module served by Solara: a benchmark-only dependency, measured beside light pages."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from light_figures import FEW, LANG, MODULE, Load, settle
from serving import Crowd, Process, free_port


class SolaraServer(Process):
    """``solara run`` with the module's page."""

    def __init__(self, python: str, content: Path) -> None:
        self.port = free_port()
        script = Path(__file__).with_name("solara_module.py")
        command = [python, "-m", "solara", "run", str(script), "--port", str(self.port)]
        env = {"CXW_CONTENT": str(content), "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"}
        command += ["--no-open", "--production", "--host", self.host]
        self.start(command, script.parent, env)


def _content(root: Path, file: Path, *, lean: bool) -> None:
    import nbformat

    from cxwidgets import course
    from cxwidgets.edition import edition, exercise_of
    from cxwidgets.exercise import catalog

    name = course.module(root, MODULE).notebook
    notebook = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)
    exercises, parts = catalog(root), []
    for cell in edition(notebook, LANG, "trainee").cells:
        if cell.cell_type == "markdown":
            parts.append({"prose": cell.source})
        elif exercise_of(cell):
            parts.append(_controls(exercises[exercise_of(cell)], lean=lean))
    file.write_text(json.dumps(parts), encoding="utf-8")


def _controls(exercise: Any, *, lean: bool) -> dict[str, Any]:
    asked = [*exercise.question, *exercise.card] if exercise.component != "map" else range(6)
    asked = list(asked)[: 1 if lean else None]
    options = ["1", "2", "3", "4", "5"]
    controls = [{"label": str(getattr(a, "id", a)), "options": options} for a in asked]
    return {"title": exercise.title.zh, "task": exercise.task.zh, "controls": controls}


def solara(root: Path, python: str, visitors: int, *, lean: bool = False) -> Load:
    """Measure Solara with the same prose and a control for everything asked, without charts.

    ``lean`` leaves one control of each exercise, far less than the light page has.
    """
    load = Load(visitors)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content.json"
        _content(root, content, lean=lean)
        server = SolaraServer(python, content)
        try:
            _wait(server)
            plan = {"host": server.host, "port": server.port}
            for count, within in ((3, 0.0), (visitors, 5.0 if visitors <= FEW else 10.0)):
                before = server.memory()
                crowd = Crowd("solara_visitors.py", {**plan, "visitors": count, "within": within})
                crowd.hear()
                settle(server)
                after = server.memory()
                seen = crowd.leave()
        finally:
            server.stop()
    load.pss, load.uss = ((a - b) / visitors for a, b in zip(after, before, strict=True))
    load.usable, load.failures = seen["usable"], seen["failures"]
    return load


def _wait(server: Process) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://{server.host}:{server.port}/", timeout=30).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("Solara does not answer")


def installed(python: str) -> bool:
    """Say whether a Python has Solara."""
    done = subprocess.run([python, "-c", "import solara.server"], capture_output=True, check=False)
    return done.returncode == 0
