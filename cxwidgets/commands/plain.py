"""Errors a person can act on: one plain line, exit code 2, no traceback."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from typer.core import TyperGroup

from cxwidgets.course import find_root

BAD = 2

Root = Annotated[
    Path | None,
    typer.Option("--root", help="The folder with notebooks/ and data/; found if omitted."),
]


def course_root(given: Path | None) -> Path:
    """Return the course's folder.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    return find_root(given)


def complain(message: object) -> None:
    """Print the message on one line each problem and leave with exit code 2."""
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(BAD)


def _expected() -> tuple[type[BaseException], ...]:
    from cxwidgets.client import ClientError
    from cxwidgets.execution import ExecutionError
    from cxwidgets.exercise.catalog import DefinitionError
    from cxwidgets.kernels.mode import ModeError

    ours = (ClientError, DefinitionError, ExecutionError, ModeError)
    database = (OperationalError, ArgumentError, NoSuchModuleError)
    return (*ours, FileNotFoundError, OSError, *database)


class PlainErrors(TyperGroup):
    """A command group that turns expected errors into one plain line."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except _expected() as error:
            words = str(getattr(error, "orig", error)) or type(error).__name__
            sys.stderr.write(f"cxw: {words}\n")
            ctx.exit(BAD)
