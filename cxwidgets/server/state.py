"""What a page may know of the class: the part everybody shares is made once a change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cxwidgets.classroom.store import now
from cxwidgets.server.packed import Piece, piece
from cxwidgets.server.templates import script_safe

if TYPE_CHECKING:
    from cxwidgets.server.session import ClassSession
    from cxwidgets.server.visitor import Visitor


class States:
    """The state for each visitor.

    Parameters
    ----------
    session
        The class. Whatever is shared here must change ``session.room.changes`` when it changes.
    """

    def __init__(self, session: ClassSession) -> None:
        self._session = session
        self._made = -1
        self._texts: dict[tuple[str, str], str] = {}
        self._pieces: dict[tuple[str, str], Piece] = {}

    def shared(self, role: str, lang: str) -> dict[str, Any]:
        """Return what everybody with one role and language may know."""
        session, room = self._session, self._session.room
        known = room.state(session.exercises, [m.id for m in session.outline.modules])
        if role != "trainer":
            for exercise, entry in known["exercises"].items():
                if not session.open_for(exercise):
                    entry["state"] = "locked"
                if not entry["revealed"]:
                    entry["version"] = 0  # nothing to fetch before the reveal
        for exercise in session.ballots.exercises:
            known["exercises"][exercise]["choices"] = session.ballots.choices(exercise)
        return {
            "seq": sum(room.versions.values()),
            "class": {
                "title": session.client.name[lang],
                "client": session.client.slug,
                "ended": room.pacing.ended,
                "names": room.pacing.names,
                "people": len(room.people),
            },
            **known,
        }

    def personal(self, visitor: Visitor, *, answers: bool) -> dict[str, Any]:
        """Return what only one visitor may know."""
        own: dict[str, Any] = {
            "now": now(),
            "me": {
                "id": visitor.id,
                "nickname": visitor.nickname,
                "team": visitor.team,
                "role": visitor.role,
                "lang": visitor.lang,
            },
        }
        if answers:
            own["answers"] = {
                a.exercise: {
                    "value": a.value,
                    "round": a.round,
                    "at": a.at,
                    "submission": a.submission,
                }
                for a in self._session.room.own(visitor.id).values()
            }
        return own

    def opening(self, visitor: Visitor) -> str:
        """Return the state's JSON without its personal end, safe inside a script element."""
        self._refresh()
        key = (visitor.role, visitor.lang)
        if key not in self._texts:
            self._texts[key] = compact(self.shared(*key))[:-1] + ","
        return self._texts[key]

    def opening_piece(self, visitor: Visitor) -> Piece:
        """Return the same, compressed."""
        opening = self.opening(visitor)
        key = (visitor.role, visitor.lang)
        if key not in self._pieces:
            self._pieces[key] = piece(opening)
        return self._pieces[key]

    def ending(self, visitor: Visitor, *, answers: bool) -> str:
        """Return the personal end of the state's JSON, safe inside a script element."""
        return compact(self.personal(visitor, answers=answers))[1:]

    def _refresh(self) -> None:
        changes = self._session.room.changes
        if self._made != changes:
            self._made = changes
            self._texts.clear()
            self._pieces.clear()


def compact(content: object) -> str:
    """Return JSON that may stand in a script element as well as anywhere else."""
    return script_safe(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
