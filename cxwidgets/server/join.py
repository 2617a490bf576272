"""The join page: a nickname in, a personal secret link out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.server import assets, joining
from cxwidgets.server.handler import ClassHandler
from cxwidgets.server.templates import page
from cxwidgets.server.visitor import Refused

if TYPE_CHECKING:
    from cxwidgets.server.visitor import Visitor

COOKIE_DAYS = 30


class JoinHandler(ClassHandler):
    """``/``: show the form, take the form."""

    @property
    def cookie(self) -> str:
        """The name of this class's cookie: a convenience beside the link, never needed."""
        return f"cx_{self.session.store.classroom}"

    def get(self) -> None:
        """Show the form, and the way back for somebody who was here before."""
        self._show({"nickname": "", "team": "", "role": ""})

    async def post(self) -> None:
        """Take the form and lead to the personal link."""
        filled = {name: self.get_body_argument(name, "") for name in ("nickname", "team", "role")}
        try:
            form = joining.checked(**filled, lang=self.get_body_argument("lang", ""))
            token = await self.session.join(form)
        except (joining.JoinError, Refused) as problem:
            self.set_status(422)
            self._show(filled, problem.key)
            return
        self.set_cookie(self.cookie, token, expires_days=COOKIE_DAYS, httponly=True, samesite="Lax")
        self.redirect(f"/me/{token}/", status=303)

    def _show(self, filled: dict[str, str], problem: str = "") -> None:
        lang = self.language()
        text = self.text(lang)
        self.finish(
            page(
                "join",
                text=text,
                lang=lang,
                assets=assets.address(),
                client=self.session.client.name[lang],
                languages=[(code, self.text(code)("page.language_name")) for code in ("zh", "en")],
                resume=self._resume(),
                filled=filled,
                teams=self.session.teams(),
                problem=text(problem) if problem else "",
            )
        )

    def _resume(self) -> dict[str, Any] | None:
        token = self.get_cookie(self.cookie, "") or ""
        visitor: Visitor | None = self.session.visitor(token)
        if visitor is None or visitor.is_trainer:
            return None
        return {"nickname": visitor.nickname, "href": f"/me/{token}/"}
