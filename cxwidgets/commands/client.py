"""``cxw client``: make, check and list clients."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the command line reads it at run time
from typing import Annotated

import typer

from cxwidgets.commands.plain import Root, complain, course_root

client_app = typer.Typer(no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="The client's folder in data/clients.")]


@client_app.command()
def new(
    slug: Slug,
    source: Annotated[
        list[Path],
        typer.Option("--from", help="A survey file, CSV or XLSX; several become segments."),
    ],
    kind: Annotated[str, typer.Option(help="kano, scores or servqual; found out if omitted.")] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Take what is unsure as it is proposed.")
    ] = False,
    root: Root = None,
) -> None:
    """Make a client from survey files and print what was understood, with its confidence."""
    from cxwidgets.client import ClientError, parsed
    from cxwidgets.client_new import create
    from cxwidgets.survey import problems_of
    from cxwidgets.survey.problems import SurveyError

    try:
        folder, proposal = create(course_root(root), slug, source, kind, accept=accept)
        typer.echo(f"{proposal.kind} survey, as understood (confidence; ? is for you to decide):")
        for line in proposal.lines():
            typer.echo(line)
        left = problems_of(folder, parsed(folder))
    except (ClientError, SurveyError) as error:
        return complain(error)
    typer.echo(f"Wrote {folder / 'client.toml'}")
    if left:
        typer.echo(f"{len(left)} left to decide; `cxw client check {slug}` lists them.")
    else:
        typer.echo("Nothing is left to decide. Give the client its name there.")
    return None


@client_app.command()
def check(slug: Slug, root: Root = None) -> None:
    """Report everything that keeps a client from being ready, all at once."""
    from cxwidgets.client import ClientError, load
    from cxwidgets.survey import problems_of

    try:
        client = load(course_root(root), slug)
        left = problems_of(client.folder, client.toml)
    except ClientError as error:
        return complain(error)
    if left:
        return complain("\n".join(map(str, left)))
    for kind in client.kinds:
        answers = client.survey(kind)
        typer.echo(f"{kind}: {answers['respondent'].nunique()} respondents")
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
