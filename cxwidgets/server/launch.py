"""Start a class: find or begin it, serve it, print the two links."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from typing import TYPE_CHECKING

from cxwidgets.classroom import links
from cxwidgets.classroom.current import current_class
from cxwidgets.classroom.serving import Serving, noted
from cxwidgets.classroom.store import Store, sqlite_url
from cxwidgets.server.session import ClassSession

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 16_384
ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound


def lan_address() -> str:
    """Return this machine's address in the local network, without sending anything.

    "Connecting" a datagram socket only asks the system which way it would go.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # reserved for documentation: nobody is there
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def site_for(host: str, port: int) -> str:
    """Return the address trainees type."""
    name = lan_address() if host in ANYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def _here(host: str) -> str:
    """Return the host by which this machine reaches a server of its own."""
    name = "127.0.0.1" if host in ANYWHERE else host
    return f"[{name}]" if ":" in name else name


def announce(trainer: str, join: str) -> None:
    """Print the two lines that scripts rely on, and a QR code for whoever sees a terminal."""
    out = sys.stdout
    out.write(f"Trainer: {trainer}\nJoin: {join}\n")
    if out.isatty():
        import segno

        segno.make(join, error="m").terminal(out, compact=True)
    out.flush()


def allow_many_files() -> None:
    """Raise this process's limit of open files as far as it may: a live page takes a dozen."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(MOST_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def launch(
    root: Path,
    *,
    client: str,
    lang: str | None,
    host: str,
    port: int,
    url: str | None,
    browser: bool,
    new: bool,
    kernels: int | None,
) -> None:
    """Serve a class until interrupted.

    Parameters
    ----------
    root
        The course's folder.
    client
        Whose data the charts show.
    lang
        The class's language; the client's own when ``None``.
    host, port
        Where to listen.
    url
        The store; a file below ``root`` when ``None``.
    browser
        Whether to open the trainer's page.
    new
        Begin a new class although the client's last one was not ended.
    kernels
        How many live pages at a time; beyond that visitors get light pages. ``None`` means as
        many as fit into memory.

    Raises
    ------
    cxwidgets.client.ClientError
        For an unknown client.
    cxwidgets.server.app.PortTaken
        If the port cannot be opened.
    """
    from cxwidgets import client as clients
    from cxwidgets.kernels import ForkServer, mode
    from cxwidgets.server.admission import available_memory, default_cap
    from cxwidgets.server.app import ClassServer, settings_for

    allow_many_files()
    os.environ["CXW_CLASS"] = "1"  # kernels of this server leave the keeping to it
    os.environ["PYTHONUTF8"] = "1"
    language = lang or clients.load(root, client).toml.language
    address = url or sqlite_url(root / ".cxw" / "classes.sqlite")
    classroom, people = (links.new_id(), 0) if new else current_class(address, client)
    if people:
        # To the other stream: scripts read the two lines that follow.
        sys.stderr.write(f"continuing class {classroom}: {people} joined (--new starts afresh)\n")
    store = Store(address, classroom)
    secret = links.load_secret(root / ".cxw" / "secret")
    session = ClassSession(root, client, language, store, secret)
    site = site_for(host, port)
    trainer = f"{site}me/{session.links.token(links.TRAINER)}/"

    def ready() -> None:
        announce(trainer, site)
        if browser:
            webbrowser.open(trainer)

    forks = ForkServer.start(root)
    try:
        cap = default_cap(mode().name, available_memory()) if kernels is None else kernels
        server = ClassServer(session, ready, site, cap, config=settings_for(root, host, port))
        server.initialize([])
        own = f"http://{_here(host)}:{port}/"
        with noted(root, classroom, Serving(own, str(store.url))):
            server.start()
    finally:
        session.close()
        if forks:
            forks.stop()
