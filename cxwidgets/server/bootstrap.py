"""What a page of the class carries in its ``#cx-class`` element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.server import assets

if TYPE_CHECKING:
    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor
    from cxwidgets.text import Text


def shared(session: ClassSession, role: str, module: str, kind: str, text: Text) -> dict[str, Any]:
    """Return what every page of one role, language, module and kind carries alike.

    Parameters
    ----------
    role
        ``"trainee"`` or ``"trainer"``.
    module
        The module the page shows.
    kind
        ``"light"``, ``"live"`` (the light page, to which a kernel is attached), or ``"voila"``
        (which its renderer has connected to a kernel already).
    """
    return {
        "assets": assets.address(),
        "role": role,
        "lang": text.lang,
        "module": module,
        "page": "light" if kind == "light" else "live",
        "labels": text.section("ui"),
        "modules": [{"id": m.id, "title": text.pick(m.title)} for m in session.outline.modules],
    }


def addresses(token: str, module: str, kind: str, lang: str) -> dict[str, Any]:
    """Return the addresses below one visitor's link."""
    kernel = {"kernel": {"url": f"/me/{token}/api/kernel/{module}?lang={lang}"}}
    return {"base": f"/me/{token}/", **(kernel if kind == "live" else {})}


def bootstrap(
    session: ClassSession, visitor: Visitor, token: str, module: str, kind: str, text: Text
) -> dict[str, Any]:
    """Return the page's address, words and first state; parameters as above."""
    return {
        **shared(session, visitor.role, module, kind, text),
        **addresses(token, module, kind, text.lang),
        "state": session.state(visitor),
    }
