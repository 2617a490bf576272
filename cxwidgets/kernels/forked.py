"""Running a notebook in a fork of the preloaded process, without a kernel."""

from __future__ import annotations

import copy
import os
import socket
import uuid
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxwidgets.kernels import server as servers
from cxwidgets.kernels import wire
from cxwidgets.kernels.mode import possible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

CELL_SECONDS = 120
LONGEST_SECONDS = 600


class Unforked(Exception):
    """The notebook was not run in a fork, or not to its end; the message says why."""


@dataclass(frozen=True)
class Run:
    """A notebook run in a fork.

    Attributes
    ----------
    id
        The request's id; a holder goes by it.
    notebook
        With its outputs.
    leash
        Open as long as the holder is wanted; ``None`` where nothing holds the notebook.
    unheld
        Why nothing does.
    """

    id: str
    notebook: NotebookNode
    leash: socket.socket | None
    unheld: str


def run(notebook: NotebookNode, *, root: Path, env: Mapping[str, str], keep: bool) -> Run:
    """Run the code cells in a fork that imported everything long ago.

    Parameters
    ----------
    notebook
        An edition with its parameters filled in; it is left as it is.
    root
        The course's folder; the cells run in it.
    env
        Words of the environment beside this process's own.
    keep
        Whether the process shall stay, for kernels to start from.

    Raises
    ------
    Unforked
        If there is no fork server, it refuses, or a cell fails or needs a kernel.
    """
    if (allowed := possible()).name == "spawn":
        raise Unforked(allowed.why)
    server = servers.active()
    folder = os.environ.get(servers.ADDRESS, "")
    if not folder or (server and not server.refresh()):
        raise Unforked("there is no fork server")
    request = {
        "op": "run",
        "id": uuid.uuid4().hex,
        "cells": [
            {"index": i, "source": c.source, "tags": list(c.metadata.get("tags", []))}
            for i, c in enumerate(notebook.cells)
            if c.cell_type == "code"
        ],
        "seconds": CELL_SECONDS,
        "keep": keep,
        "env": plain_words({**os.environ, "PYTHONUTF8": "1", **env}),
        "cwd": str(root),
        "umask": None,
        "argv": [],
    }
    conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    conn.settimeout(LONGEST_SECONDS)
    try:
        conn.connect(str(Path(folder) / servers.SOCKET))
        wire.send(conn, request)
        report = wire.Lines(conn).read()
    except (OSError, ValueError) as error:
        conn.close()
        raise Unforked(f"the fork server did not answer: {error}") from None
    if why := report.get("refused") or report.get("failed"):
        conn.close()
        raise Unforked(str(why))
    executed = replay(notebook, report)
    if report["unheld"]:
        conn.close()
        return Run(str(request["id"]), executed, None, str(report["unheld"]))
    return Run(str(request["id"]), executed, conn, "")


def plain_words(env: Mapping[str, str]) -> dict[str, str]:
    """Return an environment of plain strings, without our own words.

    Voilà's keys are members of an enumeration, which would drag Voilà into whoever unpacks them.
    """
    words = {str.__str__(key): str.__str__(value) for key, value in env.items()}
    for own in (servers.ADDRESS, "CXW_PREPARED"):
        words.pop(own, None)
    return words


def replay(notebook: NotebookNode, report: dict[str, Any]) -> NotebookNode:
    """Return the notebook with what its cells showed, made by nbclient as from a kernel."""
    from nbclient import NotebookClient

    done = copy.deepcopy(notebook)
    done.metadata["language_info"] = report["language_info"]
    client = NotebookClient(done, store_widget_state=False, record_timing=False)
    client.reset_execution_trackers()
    client.output_hook_stack = defaultdict(list)
    for cell in (c for c in done.cells if c.cell_type == "code"):
        cell.outputs = []
    for ran in report["cells"]:
        index = ran["index"]
        cell = done.cells[index]
        cell["execution_count"] = ran["count"]
        client.clear_before_next_output = False
        for kind, content in ran["shown"]:
            message = {"msg_type": kind, "content": content, "parent_header": {}, "metadata": {}}
            client.process_message({**message, "header": {"msg_type": kind}}, cell, index)
    return done
