"""What became of the rows of a client's survey files: read, used, left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.panels.panel import table

if TYPE_CHECKING:
    from cxwidgets.client import Client
    from cxwidgets.panels.panel import TableBlock
    from cxwidgets.survey.account import Account, Aside
    from cxwidgets.text import Text

_NAMED = 8


def block(client: Client, text: Text) -> TableBlock:
    """Return a table of all surveys of a client: their files, their rows, what was left out."""
    rows: list[tuple[str, str, str]] = []
    for kind in client.kinds:
        _, account = client.survey_with_account(kind, text.lang)
        rows += _of(kind, account, text)
    columns = [text("report.rows.survey"), text("report.rows.what"), text("report.rows.n")]
    return table(text("report.rows.title"), [(label, "left") for label in columns], rows)


def _of(kind: str, account: Account, text: Text) -> list[tuple[str, str, str]]:
    name = text(f"report.kind.{kind}")
    counted = text(
        "report.rows.used", used=text.number(account.used), read=text.number(account.read)
    )
    rows = [(name, text("report.rows.counted"), counted)]
    for file, seen in account.recognised:
        dialect = text(f"report.dialect.{seen.name}")
        rows.append((name, text("report.rows.dialect", file=file), dialect))
    for file, hidden in account.hidden:
        what = text("report.rows.hidden", file=file)
        rows.append((name, what, _how_many(len(hidden), hidden, text)))
    return rows + [
        (name, _why(aside, text), _how_many(aside.n, aside.rows, text)) for aside in account.aside
    ]


def _why(aside: Aside, text: Text) -> str:
    reason = text(f"report.left_out.{aside.reason}")
    return text("report.rows.left_out", file=aside.file, reason=reason)


def _how_many(n: int, rows: tuple[int, ...], text: Text) -> str:
    numbers = text("report.rows.between").join(map(str, rows[:_NAMED]))
    more = " …" if len(rows) > _NAMED else ""
    return text("report.rows.which", n=text.number(n), rows=numbers + more)
