"""What the join page asks, checked: a nickname, a team, a role, a language."""

from __future__ import annotations

from dataclasses import dataclass

from cxwidgets.text import LANGUAGES

LONGEST = {"nickname": 20, "team": 20, "role": 30}


class JoinError(ValueError):
    """A join form that cannot be used; ``key`` names the words for the page."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class JoinForm:
    """A checked join form."""

    nickname: str
    team: str
    role: str
    lang: str


def _line(value: str, most: int) -> str:
    printable = "".join(c for c in value if c.isprintable())
    return " ".join(printable.split())[:most]


def checked(nickname: str, team: str, role: str, lang: str) -> JoinForm:
    """Return the form with its texts on one line and cut to length.

    Raises
    ------
    JoinError
        If there is no nickname, or the language is unknown.
    """
    form = JoinForm(
        _line(nickname, LONGEST["nickname"]),
        _line(team, LONGEST["team"]),
        _line(role, LONGEST["role"]),
        lang,
    )
    if not form.nickname:
        raise JoinError("page.nickname_missing")
    if lang not in LANGUAGES:
        raise JoinError("page.language_unknown")
    return form
