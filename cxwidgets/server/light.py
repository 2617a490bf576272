"""The handlers of personal pages: home, a module, light or live."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cxwidgets.parts import for_audience
from cxwidgets.server import assets
from cxwidgets.server.bootstrap import bootstrap
from cxwidgets.server.handler import WIDGET_SCRIPTS, ClassHandler, safe_headers
from cxwidgets.server.templates import page

if TYPE_CHECKING:
    from cxwidgets.parts import Part
    from cxwidgets.server.pages import PageCache

HOME = "welcome"
CONSOLE = "trainer_console"
_PHONES = ("Mobile", "Android", "iPhone")


class HomeHandler(ClassHandler):
    """``/me/<token>/``: the course map for trainees, the console for the trainer."""

    def get(self, token: str) -> None:
        """Lead to the right page; the address stays short enough to bookmark."""
        if self.identify(token):
            target = CONSOLE if self.visitor.is_trainer else HOME
            self.redirect(f"/me/{token}/m/{target}")


class ModuleHandler(ClassHandler):
    """``/me/<token>/m/<module>``: one page for everybody, to which laptops attach a kernel."""

    async def get(self, token: str, module: str) -> None:
        """Show a module the visitor may see."""
        if not self.identify(token):
            return
        if module not in self._allowed():
            self.message(404, "page.not_found")
            return
        lang = self.language()
        if self.get_query_argument("lang", "") in self.session.texts:
            self.set_cookie("cx_lang", lang, httponly=True, samesite="Lax")
        kind = self._kind(module)
        if kind == "voila":
            self.redirect(f"/me/{token}/live/{module}?lang={lang}")
            return
        cache = cast("PageCache", self.settings["cx_pages"])
        made = await cache.parts(module, lang)
        shown = for_audience(made, self.visitor.role, self.session.room.pacing.revealed)
        if kind == "live" and any(part.foreign for part in shown):
            self.redirect(f"/me/{token}/live/{module}?lang={lang}")
            return
        self._draw(token, module, kind, shown)

    def _allowed(self) -> set[str]:
        shown = {m.id for m in self.session.outline.modules}
        return shown | {CONSOLE} if self.visitor.is_trainer else shown

    def _kind(self, module: str) -> str:
        """Decide between ``light``, ``live`` and ``voila``."""
        wish = self.get_query_argument("page", "")
        if self._full():
            return "light"  # for this once; the next page may be live again
        if wish == "voila":
            return wish  # never remembered: it is the slower road
        if module == CONSOLE:  # says nothing about the pages of whoever shares this browser
            return "live" if wish == "live" else "light"
        if wish in ("light", "live"):
            self.set_cookie("cx_page", wish, httponly=True, samesite="Lax")
        else:
            wish = self.get_cookie("cx_page", "") or ""
        if module == HOME and wish != "live":
            return "light"  # it computes nothing: a kernel would only cost time
        if wish in ("light", "live"):
            return wish
        agent = self.request.headers.get("User-Agent", "")
        hint = self.request.headers.get("Sec-CH-UA-Mobile", "")
        phone = hint == "?1" or any(word in agent for word in _PHONES)
        return "light" if phone else "live"

    def _full(self) -> bool:
        """Say whether the visitor comes from the kernel cap."""
        return bool(self.get_query_argument("full", ""))

    def _draw(self, token: str, module: str, kind: str, shown: list[Part]) -> None:
        if kind == "live":
            safe_headers(self, WIDGET_SCRIPTS)
        text = self.text(self.language())
        entry = next((m for m in self.session.outline.modules if m.id == module), None)
        self.finish(
            page(
                "light",
                text=text,
                lang=text.lang,
                assets=assets.address(),
                title=text.pick(entry.title) if entry else text("page.console"),
                parts=shown,
                notice=text("page.kernel_cap") if self._full() else "",
                bootstrap=bootstrap(self.session, self.visitor, token, module, kind, text),
            )
        )
