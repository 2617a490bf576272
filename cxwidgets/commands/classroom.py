"""``cxw class`` and ``cxw lab``: teach, and look inside."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from cxwidgets.commands.plain import Root, complain, course_root
from cxwidgets.text import LANGUAGES

DEFAULT_PORT = 8866
HIGHEST_PORT = 65535
# JupyterLab asks the internet for news, updates and extensions unless told not to.
OFFLINE = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
# Kernels fork from a preloaded process inside JupyterLab, and talk encrypted.
FAST = (
    "--ServerApp.jpserver_extensions={'cxwidgets.kernels.lab': True}",
    "--MultiKernelManager.default_kernel_name=cxw",
    "--KernelManager.transport_encryption=auto",
)


def class_(
    client: Annotated[str, typer.Option(help="A folder in data/clients.")] = "bus",
    lang: Annotated[
        str | None, typer.Option(help="zh or en; the client's language if omitted.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="0.0.0.0 lets other devices in the room join.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=HIGHEST_PORT)] = DEFAULT_PORT,
    store: Annotated[
        str | None, typer.Option(help="An SQLAlchemy address; a file in .cxw if omitted.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the trainer's page.")] = True,
    new: Annotated[
        bool, typer.Option("--new", help="Begin a new class, even if the last was not ended.")
    ] = False,
    kernels: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Live pages at a time; beyond that, light pages. As many as fit if omitted.",
        ),
    ] = None,
    root: Root = None,
) -> None:
    """Teach a class: prints the trainer's link and the link to join."""
    if lang is not None and lang not in LANGUAGES:
        complain(f"cxw: --lang is {lang!r}; it must be one of {', '.join(LANGUAGES)}")
    from cxwidgets.server.launch import launch

    launch(
        course_root(root),
        client=client,
        lang=lang,
        host=host,
        port=port,
        url=store,
        browser=browser,
        new=new,
        kernels=kernels,
    )


def lab(
    root: Root = None,
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Passed on to JupyterLab, after --.")
    ] = None,
) -> None:
    """Open the notebooks in JupyterLab."""
    folder = course_root(root)
    command = [sys.executable, "-m", "jupyterlab", str(folder / "notebooks"), *OFFLINE, *FAST]
    command += arguments or []
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.name == "posix":
        # JupyterLab takes this process's place: whoever ends the command ends JupyterLab.
        os.chdir(folder)
        os.execve(command[0], command, environment)  # noqa: S606 - our own command, no shell
    raise typer.Exit(subprocess.call(command, cwd=folder, env=environment))  # noqa: S603 - our own
