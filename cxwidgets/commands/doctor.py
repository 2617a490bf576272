"""``cxw doctor``: what this machine has, and what that means for a class."""

from __future__ import annotations

import platform
import sqlite3
import sys
from importlib.metadata import version

import typer

from cxwidgets.commands.plain import Root, course_root

PACKAGES = ("voila", "jupyterlab", "ipywidgets", "anywidget", "altair", "pandas", "papermill")
WAYS = {
    "fork": "forked from a preloaded process",
    "spawn": "stock start, some seconds for each",
}
SQLITE_FIXED = (3, 51, 3)


def doctor(root: Root = None) -> None:
    """Print versions, the course's folder, and what to watch."""
    folder = course_root(root)
    typer.echo(f"course      {folder}")
    typer.echo(f"python      {platform.python_version()} ({sys.platform})")
    for package in PACKAGES:
        typer.echo(f"{package:<11} {version(package)}")
    typer.echo(f"sqlite      {sqlite3.sqlite_version}{_sqlite_note()}")
    from cxwidgets.browser import find_browser
    from cxwidgets.kernels.trial import tried

    found_mode = tried(folder)
    typer.echo(f"kernels     {WAYS[found_mode.name]} ({found_mode.why})")

    typer.echo(f"memory      {_memory()}")
    found = find_browser()
    typer.echo(f"browser     {found or 'none found: end-to-end tests need Chromium'}")


def _memory() -> str:
    """Return what one kernel of a class may take."""
    from cxwidgets.server.admission import available_memory
    from cxwidgets.server.memory import limit_for

    limit = limit_for(available_memory())
    if limit is None:
        return f"{sys.platform} does not tell what is free: kernels have no limit"
    return f"a kernel of a class may take {limit >> 20} MB, then it is ended and replaced"


def _sqlite_note() -> str:
    if sqlite3.sqlite_version_info >= SQLITE_FIXED:
        return ""
    # The fault in older write-ahead logs needs several writing processes; a class has one.
    return " (older than 3.51.3: keep to one class server a store)"
