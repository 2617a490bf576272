"""The handlers of personal pages: home, a module, light or live."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cxwidgets.parts import for_audience
from cxwidgets.server import assets
from cxwidgets.server.bootstrap import bootstrap
from cxwidgets.server.handler import ClassHandler
from cxwidgets.server.templates import page

if TYPE_CHECKING:
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
    """``/me/<token>/m/<module>``: decide which kind of page, draw the light one."""

    async def get(self, token: str, module: str) -> None:
        """Show a module the visitor may see; lead laptops to the live page."""
        if not self.identify(token):
            return
        if module not in self._allowed():
            self.message(404, "page.not_found")
            return
        if self.get_query_argument("lang", "") in self.session.texts:
            self.set_cookie("cx_lang", self.language(), httponly=True, samesite="Lax")
        if self._wants_live(module):
            self.redirect(f"/me/{token}/live/{module}?lang={self.language()}")
            return
        await self._light(token, module)

    def _allowed(self) -> set[str]:
        shown = {m.id for m in self.session.outline.modules}
        return shown | {CONSOLE} if self.visitor.is_trainer else shown

    def _wants_live(self, module: str) -> bool:
        wish = self.get_query_argument("page", "")
        if module == CONSOLE:
            return wish == "live"  # says nothing about the pages of whoever shares this browser
        if self._full():
            return False  # for this once; the next page may be live again
        if wish in ("light", "live"):
            self.set_cookie("cx_page", wish, httponly=True, samesite="Lax")
        else:
            wish = self.get_cookie("cx_page", "") or ""
        if module == HOME and wish != "live":
            return False  # it computes nothing: a kernel would only cost time
        if wish in ("light", "live"):
            return wish == "live"
        agent = self.request.headers.get("User-Agent", "")
        hint = self.request.headers.get("Sec-CH-UA-Mobile", "")
        return not (hint == "?1" or any(word in agent for word in _PHONES))

    def _full(self) -> bool:
        """Say whether the visitor comes from the kernel cap."""
        return bool(self.get_query_argument("full", ""))

    async def _light(self, token: str, module: str) -> None:
        lang = self.language()
        text = self.text(lang)
        cache = cast("PageCache", self.settings["cx_pages"])
        made = await cache.parts(module, lang)
        shown = for_audience(made, self.visitor.role, self.session.room.pacing.revealed)
        entry = next((m for m in self.session.outline.modules if m.id == module), None)
        self.finish(
            page(
                "light",
                text=text,
                lang=lang,
                assets=assets.address(),
                title=text.pick(entry.title) if entry else text("page.console"),
                parts=shown,
                notice=text("page.kernel_cap") if self._full() else "",
                bootstrap=bootstrap(self.session, self.visitor, token, module, "light", text),
            )
        )
