"""A module's page as pieces: drawn and compressed once for everybody who sees the same.

Only what follows ``"base"`` in the page's ``#cx-class`` element is a visitor's own; it stands at
the end of the page, so that everything before it is one shared piece.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from markupsafe import Markup

from cxwidgets.edition import visible
from cxwidgets.server import assets
from cxwidgets.server.bootstrap import addresses, shared
from cxwidgets.server.packed import Piece, piece
from cxwidgets.server.state import compact
from cxwidgets.server.templates import page

if TYPE_CHECKING:
    from cxwidgets.parts import Part
    from cxwidgets.server.pages import Made
    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor
    from cxwidgets.text import Text

MOST = 64  # pages kept: what the trainer reveals makes new ones


class Drawn:
    """Pages of a class.

    Parameters
    ----------
    session
        The class.
    """

    def __init__(self, session: ClassSession) -> None:
        self._session = session
        self._known: dict[tuple[object, ...], tuple[Piece, Piece]] = {}

    def page(
        self,
        made: Made,
        visitor: Visitor,
        token: str,
        module: str,
        *,
        kind: str,
        text: Text,
        notice: str = "",
    ) -> list[Piece]:
        """Return one visitor's page.

        Parameters
        ----------
        made
            The parts of the module's page, as the trainer would see all of them.
        kind
            ``"light"`` or ``"live"``.
        text
            The page's words.
        notice
            The name of a line of words on top, if any.
        """
        revealed = self._session.room.pacing.revealed
        # What is shown is the key: whoever may not see a part never shares a page with it.
        places = tuple(
            place
            for place, part in enumerate(made.parts)
            if visible(part.tags, visitor.role, part.asked, revealed)
        )
        key = (made.key, places, visitor.role, module, kind, text.lang, notice, assets.digest())
        if key not in self._known:
            while len(self._known) >= MOST:
                self._known.pop(next(iter(self._known)))
            shown = [made.parts[place] for place in places]
            self._known[key] = self._draw(shown, visitor.role, module, kind, text, notice)
        front, back = self._known[key]
        own = compact(addresses(token, module, kind, text.lang))[1:-1] + ',"state":'
        states = self._session.states
        end = states.ending(visitor, answers=True)
        return [front, piece(own, 1), states.opening_piece(visitor), piece(end + "}", 1), back]

    def _draw(
        self, shown: list[Part], role: str, module: str, kind: str, text: Text, notice: str
    ) -> tuple[Piece, Piece]:
        mark = secrets.token_hex(16)  # no page contains it by chance or on purpose
        words = compact(shared(self._session, role, module, kind, text))[:-1] + "," + mark
        entry = next((m for m in self._session.outline.modules if m.id == module), None)
        drawn = page(
            "light",
            text=text,
            lang=text.lang,
            assets=assets.address(),
            title=text.pick(entry.title) if entry else text("page.console"),
            parts=shown,
            notice=text(notice) if notice else "",
            kind=kind,
            bootstrap=Markup(words),  # noqa: S704 - `compact` leaves nothing to escape
        )
        front, _, back = drawn.partition(mark)
        return piece(front), piece(back)
