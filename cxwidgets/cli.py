"""``cxw``: one command for trainer, consultant and whoever looks inside."""

from __future__ import annotations

import sys

import typer

from cxwidgets.commands.classroom import class_, lab
from cxwidgets.commands.client import client_app
from cxwidgets.commands.doctor import doctor
from cxwidgets.commands.plain import PlainErrors
from cxwidgets.commands.report import report
from cxwidgets.commands.store import store_app

app = typer.Typer(
    cls=PlainErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Teach customer experience with a class; report to a client.",
)
app.command("class")(class_)
app.command("report")(report)
app.command("lab")(lab)
app.command("doctor")(doctor)
app.add_typer(client_app, name="client", help="Make, check and list clients.")
app.add_typer(store_app, name="store", help="Export, back up or delete a class.")


def main() -> None:
    """Run the command line in UTF-8, whatever the machine's own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
