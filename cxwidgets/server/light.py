"""The handlers of personal pages: home, a module, light or live."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cxwidgets.parts import for_audience
from cxwidgets.server.handler import WIDGET_SCRIPTS, ClassHandler, safe_headers

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
            lang = self.get_query_argument("lang", "")
            wish = f"?lang={lang}" if lang in self.session.texts else ""
            self.redirect(f"/me/{token}/m/{target}{wish}")


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
        made = await cache.made(module, lang)
        if kind == "live":
            shown = for_audience(made.parts, self.visitor.role, self.session.room.pacing.revealed)
            if any(part.foreign for part in shown):
                self.redirect(f"/me/{token}/live/{module}?lang={lang}")
                return
            safe_headers(self, WIDGET_SCRIPTS)
        notice = "page.kernel_cap" if self._full() else ""
        text = self.text(lang)
        self.send(
            self.session.drawn.page(
                made, self.visitor, token, module, kind=kind, text=text, notice=notice
            )
        )

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
