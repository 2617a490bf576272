"""The process that computes results: ``python -m cxwidgets.server.thinking ROOT``.

It reads a question as one JSON line and answers with one; it ends when the class server does,
because then its input ends. The server's own process never computes: a result takes a tenth of a
second, in which a hundred pages could have been served.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from cxwidgets import panels
from cxwidgets.charts.theme import check_when_shown
from cxwidgets.exercise import catalog
from cxwidgets.panels.panel import Answered
from cxwidgets.text import Text


class Thinker:
    """Answers questions about a course's exercises.

    Parameters
    ----------
    root
        The course's folder.
    """

    def __init__(self, root: Path) -> None:
        self._exercises = catalog(root)
        self._texts = {lang: Text(lang, root) for lang in ("zh", "en")}

    def answer(self, question: dict[str, Any]) -> dict[str, Any] | None:
        """Return a panel's JSON: the room's for ``rounds``, one person's for ``value``."""
        exercise, text = self._exercises[question["exercise"]], self._texts[question["lang"]]
        if "rounds" in question:
            rounds = {
                int(number): [Answered(*row) for row in rows]
                for number, rows in question["rounds"].items()
            }
            return panels.room(exercise, rounds or {1: []}, text).to_json()
        panel = panels.own(exercise, question["value"], text)
        return panel.to_json() if panel else None


def main() -> None:
    """Answer until there are no more questions."""
    check_when_shown()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server; its end is ours
    if hasattr(os, "nice"):
        os.nice(5)  # pages first
    out, sys.stdout = sys.stdout, sys.stderr
    thinker = Thinker(Path(sys.argv[1]))
    for line in sys.stdin:
        try:
            said: dict[str, Any] = {"panel": thinker.answer(json.loads(line))}
        except Exception:  # noqa: BLE001 - the next question deserves an answer whatever this was
            said = {"problem": traceback.format_exc()}
        out.write(json.dumps(said) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
