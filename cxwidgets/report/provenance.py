"""What a report was made from, so that anybody can make it again and compare."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from cxwidgets.client import FILE
from cxwidgets.panels.panel import Panel, TextBlock, table
from cxwidgets.report import rows

if TYPE_CHECKING:
    from pathlib import Path

    from cxwidgets.client import Client
    from cxwidgets.text import Text

PACKAGES = ("cxwidgets", "pandas", "narwhals", "scipy", "altair", "mini-racer", "papermill")
_SHOWN = 16


def digest(content: bytes) -> str:
    """Return the first 16 characters of the SHA-256 of something."""
    return hashlib.sha256(content).hexdigest()[:_SHOWN]


def parameters(client: Client, lang: str) -> dict[str, str]:
    """Return the parameters a notebook is run with."""
    return {"client": client.slug, "lang": lang}


def facts(client: Client, notebook: Path, text: Text) -> list[tuple[str, str]]:
    """Return name and value of everything that went into a report."""
    given = parameters(client, text.lang)
    shown = ", ".join(f"{key} = {value}" for key, value in given.items())
    found = [
        (text("report.provenance.file", name=file.name), digest(file.read_bytes()))
        for file in (*client.files(), client.folder / FILE)
    ]
    found += [
        (text("report.provenance.parameters"), f"{shown} ({digest(_plain(given))})"),
        (text("report.provenance.notebook", name=notebook.name), digest(notebook.read_bytes())),
        ("Python", platform.python_version()),
        *((name, _version(name)) for name in PACKAGES),
        (
            text("report.provenance.data"),
            text(f"report.provenance.{'synthetic' if client.toml.synthetic else 'real'}"),
        ),
    ]
    return found


def provenance(client: Client, text: Text, notebook: Path) -> Panel:
    """Return hashes, versions, whether the data is synthetic, and what became of its rows.

    Parameters
    ----------
    client
        Whose data.
    text
        The reader's words.
    notebook
        The notebook the report was made with.
    """
    block = table(
        "",
        [(text("report.provenance.what"), "left"), (text("report.provenance.value"), "left")],
        facts(client, notebook, text),
    )
    return Panel(
        0, (TextBlock(text("report.provenance.how"), "note"), block, rows.block(client, text))
    )


def _plain(given: dict[str, str]) -> bytes:
    return json.dumps(given, sort_keys=True).encode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"
