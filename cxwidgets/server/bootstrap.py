"""What a page of the class carries in its ``#cx-class`` element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.server import assets

if TYPE_CHECKING:
    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor
    from cxwidgets.text import Text


def bootstrap(
    session: ClassSession, visitor: Visitor, token: str, module: str, kind: str, text: Text
) -> dict[str, Any]:
    """Return the page's address, words and first state.

    Parameters
    ----------
    module
        The module the page shows.
    kind
        ``"light"``, ``"live"`` (the light page, to which a kernel is attached), or ``"voila"``
        (which its renderer has connected to a kernel already).
    """
    kernel = {"kernel": {"url": f"/me/{token}/api/kernel/{module}?lang={text.lang}"}}
    return {
        "base": f"/me/{token}/",
        "assets": assets.address(),
        "role": visitor.role,
        "lang": text.lang,
        "module": module,
        "page": "light" if kind == "light" else "live",
        **(kernel if kind == "live" else {}),
        "labels": text.section("ui"),
        "modules": [{"id": m.id, "title": text.pick(m.title)} for m in session.outline.modules],
        "state": session.state(visitor),
    }
