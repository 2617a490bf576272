"""``cxw report``: a client's report as files that need nothing but a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxwidgets.commands.plain import Root, complain, course_root

if TYPE_CHECKING:
    from cxwidgets.client import Client


def report(
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
    from cxwidgets.report.build import build
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
        for client in _all_ready(folder, wanted):
            typer.echo(build(folder, client, lang or client.toml.language, pages, target))
    except (ClientError, ReportError, SurveyError) as error:
        complain(error)


def _all_ready(folder: Path, wanted: tuple[str, ...]) -> list[Client]:
    """Return the clients, or everything that keeps any of them from being ready."""
    from cxwidgets.report.build import ready
    from cxwidgets.survey.problems import SurveyError

    found, left = [], []
    for slug in wanted:
        try:
            found.append(ready(folder, slug))
        except SurveyError as error:
            of = f"{slug}: " if len(wanted) > 1 else ""
            left += [f"{of}{problem}" for problem in error.problems]
    if left:
        complain("\n".join(left))
    return found
