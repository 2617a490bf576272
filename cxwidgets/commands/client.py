"""``cxw client``: make, check and list clients."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the command line reads it at run time
from typing import TYPE_CHECKING, Annotated

import typer

from cxwidgets.commands.plain import Root, complain, course_root

if TYPE_CHECKING:
    from cxwidgets.survey.proposal import Proposal
    from cxwidgets.survey.tabular import Table

client_app = typer.Typer(no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="The client's folder in data/clients.")]


@client_app.command()
def new(
    slug: Slug,
    source: Annotated[
        list[Path],
        typer.Option(
            "--from",
            help="A survey file: CSV, TSV, XLSX, SPSS .sav or Parquet. Several with the same "
            "columns become segments, several with other columns other surveys.",
        ),
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            help="kano, scores, servqual, transactions or retention; may be given again; found "
            "out if omitted."
        ),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take what is unsure as it is proposed.")
    ] = False,
    sheet: Annotated[
        str, typer.Option(help="The sheet of a workbook; the first that is not hidden if omitted.")
    ] = "",
    root: Root = None,
) -> None:
    """Make a client from survey files and print what was understood, with its confidence."""
    from cxwidgets.client import ClientError
    from cxwidgets.client_new import create, opened
    from cxwidgets.survey.problems import SurveyError
    from cxwidgets.survey.proposal import others

    try:
        tables = opened(source, sheet)
        for table in tables:
            for line in _read_as(table):
                typer.echo(line)
        folder, proposal = create(
            course_root(root), slug, source, kind or "", accept=accept, tables=tables
        )
        typer.echo(f"{proposal.kind} survey, as understood (confidence; ? is for you to decide):")
        for line in proposal.lines():
            typer.echo(line)
        more = others(tables, proposal)
        if more:
            typer.echo(f"The files may also hold: {', '.join(more)} (give --kind for each wanted).")
        left = _left(folder, proposal)
    except (ClientError, SurveyError) as error:
        return complain(error)
    typer.echo(f"Wrote {folder / 'client.toml'}")
    if left:
        typer.echo(f"{left} left to decide; `cxw client check {slug}` lists them.")
    else:
        typer.echo("Nothing is left to decide. Give the client its name there.")
    return None


def _left(folder: Path, proposal: Proposal) -> int:
    """Return how much is left to decide; with all of a section left, its file is no whole one."""
    from cxwidgets.client import ClientError, parsed
    from cxwidgets.survey import problems_of

    try:
        return len(problems_of(folder, parsed(folder)))
    except ClientError:
        if proposal.is_sure():
            raise
        return len(proposal.undecided())


def _read_as(table: Table) -> list[str]:
    """Return what a file was taken for and why, and what was noticed in it."""
    from cxwidgets.client_new import doubt
    from cxwidgets.survey.wording import printable

    seen = table.recognised
    name = printable(table.file)
    way = f", read as {table.encoding}" if table.encoding else ""
    size = f"{len(table.frame)} rows, {len(table.frame.columns)} columns{way}"
    lines = [
        f"{name}: dialect {seen.name}, confidence {seen.confidence:.2f}: {printable(seen.why)}",
        f'  {size}; if it is another dialect: dialect = "…" beside its name in client.toml',
    ]
    lines += [f"? {printable(what)}" for what in [doubt(table)] if what]
    return lines + [f"  {line}" for line in (*table.aside, *table.notes)]


@client_app.command()
def check(slug: Slug, root: Root = None) -> None:
    """Report everything that keeps a client from being ready, all at once."""
    from cxwidgets.client import ClientError, load
    from cxwidgets.survey import problems_of
    from cxwidgets.survey.columns import RECORDS, person
    from cxwidgets.survey.weighted import told

    try:
        client = load(course_root(root), slug)
        left = problems_of(client.folder, client.toml)
    except ClientError as error:
        return complain(error)
    if left:
        return complain("\n".join(map(str, left)))
    said: set[str] = set()
    for kind in client.kinds:
        answers, account = client.survey_with_account(kind)
        typer.echo(f"{kind}: {answers[person(kind)].nunique()} {person(kind)}s")
        counted = "count" if kind in RECORDS else "have answers that count"
        typer.echo(f"  {account.used} of {account.read} rows {counted}")
        weight = getattr(getattr(client.toml, kind), "weight", "")
        if weight:
            typer.echo(f"  {told(answers, weight)}")
        lines = dict.fromkeys(map(str, (*account.aside, *account.notes)))
        for line in (each for each in lines if each not in said):
            typer.echo(f"  {line}")
        said |= set(lines)
    typer.echo(f"{slug} is ready: cxw report {slug}")
    return None


@client_app.command("list")
def list_(root: Root = None) -> None:
    """List the clients there are."""
    from cxwidgets.client import ClientError, load, slugs

    folder = course_root(root)
    for slug in slugs(folder):
        try:
            client = load(folder, slug)
            kinds = ", ".join(client.kinds)
            made_up = "  (synthetic)" if client.toml.synthetic else ""
            typer.echo(f"{slug}  {client.name.zh}  {client.name.en}  {kinds}{made_up}")
        except ClientError as error:
            typer.echo(f"{slug}  not ready: {error.problems[0]}")
