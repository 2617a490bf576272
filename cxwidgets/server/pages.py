"""Light pages: the same notebook, executed once for everybody, drawn for one visitor."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tornado.log import app_log

from cxwidgets import course
from cxwidgets.edition import edition, parameterised
from cxwidgets.execution import ExecutionError, execute
from cxwidgets.parts import Part, PartError, parts
from cxwidgets.server.outline import read_notebook
from cxwidgets.server.watched import Watched
from cxwidgets.widgets import foreign

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = Path(__file__).resolve().parent.parent


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Return a digest of files' contents and some words."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    digest.update("\0".join(words).encode())
    return digest.hexdigest()[:24]


@dataclass(frozen=True)
class Made:
    """A page's parts, and the address of everything they were made of."""

    key: str
    parts: list[Part]


class PageCache:
    """Parts of executed notebooks, kept on disk by content.

    A changed notebook, course file, client file or line of the package makes another address, so
    nothing is ever stale; old files are small and may be deleted at any time.
    """

    def __init__(self, root: Path, client: str) -> None:
        self._root, self._client = root, client
        self._folder = root / ".cxw" / "pages"
        self._watched = Watched(
            [
                (root / "data" / "course", ""),
                (root / "data" / "clients" / client, ""),
                (root / "notebooks", ".ipynb"),
                (PACKAGE, ".py"),
            ]
        )
        self._known: dict[tuple[str, str], tuple[str, Made]] = {}
        self._fetching: dict[tuple[str, str], asyncio.Task[Made]] = {}
        self._turn = asyncio.Semaphore(2)  # the page somebody waits for, beside one made ahead

    def _key(self, module: str, lang: str) -> str:
        notebook = course.module(self._root, module).notebook
        folders = [
            (self._root / "data" / "course", "**/*.*"),
            (self._root / "data" / "clients" / self._client, "**/*.*"),
            (PACKAGE, "**/*.py"),
        ]
        files = [f for folder, pattern in folders for f in folder.glob(pattern) if f.is_file()]
        files.append(self._root / "notebooks" / f"{notebook}.ipynb")
        return fingerprint(files, module, lang, self._client)

    async def parts(self, module: str, lang: str) -> list[Part]:
        """Return the parts of a module's page as the trainer would see all of them.

        Raises
        ------
        cxwidgets.execution.ExecutionError
            If the notebook fails; every visitor who asks next tries again.
        """
        return (await self.made(module, lang)).parts

    async def made(self, module: str, lang: str) -> Made:
        """Return the same with its address; nothing is read while no file has changed."""
        stamp, place = await self._watched.stamp(), (module, lang)
        known, made = self._known.get(place, ("", None))
        if made is not None and known == stamp:
            return made
        if place not in self._fetching:
            work = self._fetch(module, lang, stamp, made)
            task = self._fetching[place] = asyncio.get_running_loop().create_task(work)
            task.add_done_callback(lambda _: self._fetching.pop(place))
        return await asyncio.shield(self._fetching[place])

    async def _fetch(self, module: str, lang: str, stamp: str, before: Made | None) -> Made:
        key = await asyncio.to_thread(self._key, module, lang)
        file = self._folder / f"{key}.json"
        if before is not None and before.key == key:
            made = before  # a file was touched, or belongs to another module
        else:
            kept = await asyncio.to_thread(_kept, file)
            made = Made(key, kept if kept is not None else await self._make(module, lang, file))
        self._known[module, lang] = stamp, made
        return made

    async def _make(self, module: str, lang: str, file: Path) -> list[Part]:
        entry = course.module(self._root, module)
        async with self._turn:
            notebook = edition(read_notebook(self._root, entry), lang, "trainer")
            ready = foreign.asking(parameterised(notebook, client=self._client, lang=lang))
            done = await asyncio.to_thread(
                execute, ready, root=self._root, name=entry.notebook, in_class=True
            )
        made = parts(done)
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps([asdict(p) for p in made]), encoding="utf-8")
        draft.replace(file)
        return made

    async def warm(self, modules: Iterable[str], lang: str) -> None:
        """Make pages ahead of the first visitor."""
        for module in modules:
            try:
                await self.parts(module, lang)
            except (ExecutionError, PartError) as error:  # the other pages are wanted all the same
                app_log.error("the page of %s cannot be made: %s", module, error)


def _kept(file: Path) -> list[Part] | None:
    """Return the parts kept in a file, or ``None`` if there are none or a power cut spoilt them."""
    try:
        return [Part(**part) for part in json.loads(file.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        app_log.warning("%s cannot be read; the page is made again", file.name)
        return None
