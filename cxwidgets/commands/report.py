"""``cxw report``: clients' reports as files that need nothing but a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxwidgets.commands.plain import BAD, Root, complain, course_root

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from cxwidgets.report.batch import Outcome
    from cxwidgets.report.job import Job
    from cxwidgets.report.news import News

SOME_FAILED = 1


def report(
    slug: Annotated[
        list[str] | None, typer.Argument(help="Clients: folders in data/clients.")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Report on every client.")] = False,
    module: Annotated[
        list[str] | None,
        typer.Option(
            help="A module, or kano, scores, servqual, transactions, retention: a page of its own "
            "besides."
        ),
    ] = None,
    lang: Annotated[str, typer.Option(help="zh or en; the client's own if omitted.")] = "",
    formats: Annotated[str, typer.Option("--format", help="html")] = "html",
    out: Annotated[Path, typer.Option(help="Where reports/<client>/ goes.")] = Path("reports"),
    workers: Annotated[
        int, typer.Option(min=0, help="Notebooks run at a time; 0: as many as there are cores.")
    ] = 0,
    dask: Annotated[
        str,
        typer.Option(help="A Dask scheduler, such as tcp://10.0.0.5:8786: the work goes there."),
    ] = "",
    root: Root = None,
) -> None:
    """Write self-contained pages about clients: HTML that prints well and needs no network.

    With several clients, one that fails never stops the others; the exit code is 1 then, and what
    failed is summed up at the end. Exit code 2: nothing was begun, or the only client failed.
    """
    from cxwidgets.client import ClientError
    from cxwidgets.report.batch import carry_out
    from cxwidgets.report.progress import shown
    from cxwidgets.survey.problems import SurveyError

    folder = course_root(root)
    target = out if out.is_absolute() or root is None else folder / out
    try:
        jobs = _jobs(folder, slug or [], everyone, module or [], lang, formats)
        news = _sent(jobs, dask) if dask else _local(jobs, workers)
    except (ClientError, SurveyError) as error:
        complain(error)
    steps = len(jobs[0].modules)
    outcome = carry_out(jobs, news, target, shown(_names(jobs), steps), typer.echo)
    _sum_up(jobs, outcome)


def _jobs(
    folder: Path,
    asked: Sequence[str],
    everyone: bool,
    modules: Sequence[str],
    lang: str,
    formats: str,
) -> list[Job]:
    """Return what is to be done; raise what is wrong with the command itself."""
    from cxwidgets.client import slugs
    from cxwidgets.report.build import today
    from cxwidgets.report.job import Job
    from cxwidgets.report.plan import check_formats, plan
    from cxwidgets.report.problem import ReportError, refuse
    from cxwidgets.survey.problems import Problem
    from cxwidgets.text import LANGUAGES

    check_formats(formats)
    if lang not in ("", *LANGUAGES):
        raise refuse("unknown language", lang, ", ".join(LANGUAGES))
    pages = tuple(plan(folder, modules))
    known = slugs(folder)
    wanted = known if everyone else tuple(dict.fromkeys(asked))
    if not wanted:
        raise refuse("say which client to report on", accepted=f"{', '.join(known)}, or --all")
    unknown = [name for name in wanted if name not in known]
    if unknown:
        accepted = ", ".join(known) or "none yet"
        raise ReportError(
            [Problem("there is no client", value=name, accepted=accepted) for name in unknown]
        )
    return [Job(folder, name, lang, pages, today()) for name in wanted]


def _local(jobs: Sequence[Job], workers: int) -> Generator[News]:
    from cxwidgets.report.local import local

    return local(jobs, workers or os.cpu_count() or 1)


def _sent(jobs: Sequence[Job], address: str) -> Generator[News]:
    from cxwidgets.report.cluster import sent

    return sent(jobs, address)


def _names(jobs: Sequence[Job]) -> dict[str, str]:
    """Return each client's name; its folder's where ``client.toml`` cannot be read."""
    from cxwidgets.client import ClientError, load

    names = {}
    for job in jobs:
        try:
            client = load(job.root, job.slug)
            names[job.slug] = client.name[job.lang or client.toml.language]
        except ClientError:
            names[job.slug] = job.slug
    return names


def _sum_up(jobs: Sequence[Job], outcome: Outcome) -> None:
    if not outcome.failed:
        return
    if len(jobs) == 1:
        sys.stderr.write("".join(f"{p}\n" for p in outcome.failed[jobs[0].slug]))
        raise typer.Exit(BAD)
    sys.stderr.write(f"{len(outcome.failed)} of {len(jobs)} clients have no new report:\n")
    for slug, problems in outcome.failed.items():
        sys.stderr.write("".join(f"  {slug}: {problem}\n" for problem in problems))
    raise typer.Exit(SOME_FAILED)
