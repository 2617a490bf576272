"""Voilà's own road: its renderer runs the visitor's edition, for widgets of other packages.

Their front ends are extensions of JupyterLab, which our own pages do not load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from voila.tornado.handler import TornadoVoilaHandler

from cxwidgets import course
from cxwidgets.edition import edition, parameterised
from cxwidgets.server import assets
from cxwidgets.server.admission import Busy, Full
from cxwidgets.server.attach import turn
from cxwidgets.server.bootstrap import bootstrap
from cxwidgets.server.handler import LIVE_SCRIPTS, Discreet, safe_headers, wished
from cxwidgets.server.kernels import Claim, claim
from cxwidgets.server.light import CONSOLE
from cxwidgets.server.opening import KERNEL
from cxwidgets.server.templates import json_block, page

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor


class LiveHandler(Discreet, TornadoVoilaHandler):
    """``/me/<token>/live/<module>``: one kernel, ended when the page closes."""

    visitor: Visitor
    module: str
    lang: str

    def set_default_headers(self) -> None:
        """Set the safe headers; JupyterLab's own scripts are let through."""
        safe_headers(self, LIVE_SCRIPTS)

    @property
    def base_url(self) -> str:
        """Where the page looks for everything, its kernel too: below the visitor's link."""
        return f"/me/{self.path_args[0]}/"

    @property
    def session(self) -> ClassSession:
        """The class in session."""
        return cast("ClassSession", self.settings["cx_session"])

    async def get(self, token: str, module: str) -> None:
        """Show a module the visitor may see; beyond the cap, the light page says the same."""
        session = self.session
        visitor = session.visitor(token, wished(self))
        shown = {m.id for m in session.outline.modules}
        if visitor and visitor.is_trainer:
            shown = shown | {CONSOLE}
        if visitor is None or module not in shown:
            self._say(404, "page.not_found" if visitor else "page.link_unknown")
            return
        self.lang = visitor.lang
        self.visitor, self.module, self.token_in_use = visitor, module, token
        notebook = course.module(session.root, module).notebook
        claimed = Claim(visitor.id)
        claim.set(claimed)
        try:
            async with turn(self.settings, visitor.id):
                await super().get(f"notebooks/{notebook}.ipynb")
        except Full:
            self.redirect(f"/me/{token}/m/{module}?full=1")
        except Busy as busy:
            self.set_header("Refresh", str(busy.seconds))
            self._say(503, "page.kernel_wait")
        finally:
            for kernel in claimed.kernels:
                self.kernel_manager.hand_over(kernel)

    def _say(self, status: int, key: str) -> None:
        text = self.session.texts[self.session.lang]
        self.set_status(status)
        words = text(key)
        self.finish(
            page("message", text=text, lang=text.lang, words=words, assets=assets.address())
        )

    def page_context(self) -> dict[str, Any]:
        """Return what our template needs beside Voilà's own."""
        text = self.session.texts[self.lang]
        boot = bootstrap(self.session, self.visitor, self.token_in_use, self.module, "voila", text)
        return {
            "lang": "zh-CN" if self.lang == "zh" else "en",
            "assets": assets.address(),
            "course": text("page.course"),
            "preparing": text("page.preparing"),
            "bootstrap": json_block(boot),
        }


def cut(handler: LiveHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:  # noqa: ARG001
    """Return the visitor's edition: Voilà's ``prelaunch_hook``.

    Role and language come from the personal link, looked up on the server, never from the
    notebook's address.
    """
    session, visitor = handler.session, handler.visitor
    shown = edition(notebook, handler.lang, visitor.role, session.room.pacing.revealed)
    ready = parameterised(shown, client=session.client.slug, lang=handler.lang)
    ready.metadata["kernelspec"] = {"name": KERNEL, "language": "python", "display_name": KERNEL}
    ready.metadata["cx"] = handler.page_context()
    ready.metadata["title"] = session.texts[handler.lang].pick(
        course.module(session.root, handler.module).title
    )
    return ready
