"""``cxw report``: a client's report as files that need nothing but a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxwidgets.commands.plain import Root, complain, course_root


def report(  # noqa: PLR0917 - the command line names them
    slug: Annotated[
        list[str] | None, typer.Argument(help="Clients: folders in data/clients.")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Report on every client.")] = False,
    module: Annotated[
        list[str] | None,
        typer.Option(help="A module, or kano, scores, servqual: a page of its own besides."),
    ] = None,
    lang: Annotated[str, typer.Option(help="zh or en; the client's own if omitted.")] = "",
    formats: Annotated[str, typer.Option("--format", help="html")] = "html",
    out: Annotated[Path, typer.Option(help="Where reports/<client>/ goes.")] = Path("reports"),
    root: Root = None,
) -> None:
    """Write self-contained pages about clients: HTML that prints well and needs no network."""
    from cxwidgets.client import ClientError, slugs
    from cxwidgets.report.build import build, ready
    from cxwidgets.report.plan import check_formats, plan
    from cxwidgets.report.problem import ReportError, refuse
    from cxwidgets.survey.problems import SurveyError
    from cxwidgets.text import LANGUAGES

    folder = course_root(root)
    target = out if out.is_absolute() or root is None else folder / out
    try:
        check_formats(formats)
        if lang not in ("", *LANGUAGES):
            raise refuse("unknown language", lang, ", ".join(LANGUAGES))
        pages = plan(folder, module or [])
        wanted = slugs(folder) if everyone else tuple(dict.fromkeys(slug or []))
        if not wanted:
            known = ", ".join(slugs(folder))
            raise refuse("say which client to report on", accepted=f"{known}, or --all")
        ready_clients = [ready(folder, name) for name in wanted]
        for client in ready_clients:
            typer.echo(build(folder, client, lang or client.toml.language, pages, target))
    except (ClientError, ReportError, SurveyError) as error:
        complain(error)
