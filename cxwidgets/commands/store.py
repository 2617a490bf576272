"""``cxw store``: take a class home, copy it, or delete it for good."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cxwidgets.commands.plain import Root, complain, course_root

if TYPE_CHECKING:
    from cxwidgets.classroom.store import Store

store_app = typer.Typer(no_args_is_help=True)

Address = Annotated[str | None, typer.Option("--store", help="The store's address.")]
ANSWER_SECONDS = 30
Class = Annotated[str | None, typer.Option("--class", help="A class id; the latest if omitted.")]


def _open(root: Path, url: str | None, classroom: str | None) -> tuple[Store, dict[str, Any]]:
    from cxwidgets.classroom.store import Store, sqlite_url

    file = root / ".cxw" / "classes.sqlite"
    if url is None and not file.exists():
        complain(f"cxw: no class has been taught yet: {file} is not there")
    address = url or sqlite_url(file)
    every = Store(address, "")
    known = {c["id"]: c for c in every.classes()}
    every.close()
    if not known:
        complain("cxw: the store holds no class")
    chosen = classroom or list(known)[-1]
    if chosen not in known:
        complain(f"cxw: no class {chosen!r}; the store holds {', '.join(known)}")
    return Store(address, chosen), known[chosen]


@store_app.command("list")
def list_(store: Address = None, root: Root = None) -> None:
    """List the classes in the store, the oldest first."""
    from datetime import UTC, datetime

    opened, _ = _open(course_root(root), store, None)
    for entry in opened.classes():
        began = datetime.fromtimestamp(entry["created_at"] / 1000, UTC)
        typer.echo(f"{entry['id']}  {began:%Y-%m-%d %H:%M} UTC  {entry['client']}  {entry['lang']}")


@store_app.command()
def export(
    out: Annotated[Path, typer.Option(help="Where to write the zip.")] = Path("class.zip"),
    store: Address = None,
    classroom: Class = None,
    root: Root = None,
) -> None:
    """Write everything a class made: JSON, an Excel workbook, a page for each team."""
    from cxwidgets.classroom.export import bundle
    from cxwidgets.exercise import catalog
    from cxwidgets.text import Text

    folder = course_root(root)
    opened, about = _open(folder, store, classroom)
    content = bundle(opened, catalog(folder), Text(str(about["lang"]), folder))
    draft = out.with_name(out.name + ".draft")
    draft.write_bytes(content)
    draft.replace(out)
    typer.echo(str(out))


@store_app.command()
def backup(
    out: Annotated[Path, typer.Option(help="Where to write the copy.")] = Path("classes.sqlite"),
    root: Root = None,
) -> None:
    """Copy the SQLite store while a class may be running."""
    import sqlite3

    file = course_root(root) / ".cxw" / "classes.sqlite"
    if not file.exists():
        complain(f"cxw: no class has been taught yet: {file} is not there")
    draft = out.with_name(out.name + ".draft")
    draft.unlink(missing_ok=True)
    source, target = sqlite3.connect(file), sqlite3.connect(draft)
    source.backup(target)
    source.close()
    target.close()
    os.replace(draft, out)  # noqa: PTH105 - Path.replace would hide that this is atomic
    typer.echo(str(out))


@store_app.command()
def people(store: Address = None, classroom: Class = None, root: Root = None) -> None:
    """List who joined a class, with the ids that purge takes."""
    opened, _ = _open(course_root(root), store, classroom)
    for person in opened.participants():
        typer.echo(f"{person.id}  {person.nickname}  {person.team}".rstrip())


@store_app.command()
def purge(
    classroom: Annotated[str, typer.Option("--class", help="The class id to delete.")],
    participant: Annotated[
        str | None, typer.Option(help="Delete only this person's answers; see store people.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    store: Address = None,
    root: Root = None,
) -> None:
    """Delete a class, or one person of it, for good; one person also while the class goes on."""
    folder = course_root(root)
    opened, about = _open(folder, store, classroom)
    known = {p.id: p.nickname for p in opened.participants()}
    if participant is not None and participant not in known:
        complain(f"cxw: nobody {participant!r} in class {about['id']}; see cxw store people")
    whom = f"class {about['id']} ({about['client']})"
    if participant is not None:
        whom = f"{known[participant]} of {whom}"
    if not yes:
        typer.confirm(f"Delete {whom} for good?", abort=True)
    server = _server(folder, opened)
    if server and participant is None:
        complain(f"cxw: class {about['id']} is being taught right now; stop it first")
    if participant and server:
        count = _ask_to_forget(server, participant)
    else:
        count = opened.purge_participant(participant) if participant else opened.purge()
    typer.echo(f"{count} answers deleted")
    opened.close()


def _server(root: Path, opened: Store) -> str | None:
    """Return the trainer's link to the server that teaches a class from this store right now."""
    from cxwidgets.classroom.links import TRAINER, Links, load_secret
    from cxwidgets.classroom.serving import found

    serving = found(root, opened.classroom)
    if serving is None or serving.store != str(opened.url):
        return None
    token = Links(load_secret(root / ".cxw" / "secret"), opened.classroom).token(TRAINER)
    link = f"{serving.site}me/{token}/"
    try:
        _ask(f"{link}api/join")
    except OSError as error:
        if isinstance(getattr(error, "reason", error), TimeoutError):
            complain(f"cxw: the server at {serving.site} does not answer; stop it first")
        return None  # the note has outlived its server; another class may stand there now
    return link


def _ask_to_forget(link: str, participant: str) -> int:
    """Let the running server delete somebody: it holds their answers in memory, too."""
    import json

    try:
        said = _ask(f"{link}api/forget/{participant}", b"")
    except OSError as error:
        complain(f"cxw: the class is being taught, but its server did not delete: {error}")
        raise  # complain() has left already
    return int(json.loads(said)["answers"])


def _ask(address: str, body: bytes | None = None) -> bytes:
    """Ask a server on this machine, never by way of a proxy."""
    from urllib.request import ProxyHandler, build_opener

    with build_opener(ProxyHandler({})).open(address, body, ANSWER_SECONDS) as answer:
        said: bytes = answer.read()
    return said
