"""Making a client folder from survey files: untouched copies and a proposed ``client.toml``."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cxwidgets.client import FILE, SLUG, ClientError
from cxwidgets.client_survey import FILE_NAME
from cxwidgets.survey import tabular
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.proposal import propose
from cxwidgets.survey.proposal.entry import quote
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.proposal import Proposal
    from cxwidgets.survey.tabular import Table

_CHINESE = re.compile("[\u4e00-\u9fff]")
_HEAD = """\
# Proposed from {files}.
# Every line is yours to change; `cxw client check {slug}` says whether it fits.
# Short names read best in charts: a few words for each feature, item or segment.
# The name as it should stand on the report, in Chinese and in English:
name = {{ zh = {name}, en = {name} }}
language = {language}
colour = "#0b7285"
"""


def create(
    root: Path,
    slug: str,
    sources: Sequence[Path],
    kind: str | Sequence[str] = "",
    *,
    accept: bool = False,
    tables: Sequence[Table] | None = None,
) -> tuple[Path, Proposal]:
    """Make ``data/clients/<slug>``, whole or not at all.

    Parameters
    ----------
    root
        The course's folder.
    slug
        Small ASCII letters, digits, ``_`` and ``-``.
    sources
        The survey files; several with the same columns become segments of one survey.
    kind
        ``kano``, ``scores``, ``servqual``, ``transactions`` or ``retention``, or several of them;
        found out when empty.
    accept
        Take unsure lines as proposed.
    tables
        The files as `opened` returned them, where they have been read already.

    Returns
    -------
    tuple
        The new folder and the proposal it was made from.

    Raises
    ------
    ClientError
        If the slug is not allowed or taken, or two files have the same name.
    cxwidgets.survey.problems.SurveyError
        If a file cannot be read, or nothing in it looks like this kind of survey.
    """
    clients = root / "data" / "clients"
    _refuse(clients, slug, sources)
    tables = opened(sources) if tables is None else tables
    proposal = propose(tables, kind)
    clients.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".new-", dir=clients))
    try:
        for source in sources:
            shutil.copyfile(source, draft / source.name)
        (draft / FILE).write_text(_toml(slug, tables, proposal, accept=accept), encoding="utf-8")
        draft.chmod(0o755)
        draft.rename(clients / slug)
    except OSError:
        if (clients / slug).exists():
            raise ClientError([_taken(slug)]) from None
        raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return clients / slug, proposal


def opened(sources: Sequence[Path], sheet: str = "") -> list[Table]:
    """Read survey files; what is wrong with any of them is raised together.

    Parameters
    ----------
    sources
        The files.
    sheet
        Of those that are workbooks; the first that is not hidden when empty.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If a file cannot be read.
    """
    tables: list[Table] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            own = sheet if source.suffix.lower() == ".xlsx" else ""
            tables.append(tabular.read(source, sheet=own))
        except SurveyError as error:
            problems += error.problems
    if problems:
        raise SurveyError(problems)
    return tables


def doubt(table: Table) -> str:
    """Return what to decide on the encoding of a file, with a word to judge by; or ``""``."""
    if table.is_sure:
        return ""
    cells = (c for column in table.frame for c in (column, *table.frame[column].unique()))
    example = next((cell for cell in cells if not cell.isascii()), "")
    return f"{table.file}: not Unicode, read as {table.encoding}: is {quoted(example)} right?"


def _refuse(clients: Path, slug: str, sources: Sequence[Path]) -> None:
    if not SLUG.fullmatch(slug):
        wanted = "small letters a-z, digits, _ and -"
        raise ClientError([Problem("not a client's short name", value=slug, accepted=wanted)])
    if (clients / slug).exists():
        raise ClientError([_taken(slug)])
    names = [source.name for source in sources]
    twice = [name for name in names if names.count(name) > 1 or name == FILE]
    if twice:
        raise ClientError([Problem("two files of a client cannot have the same name", twice[0])])
    odd = [name for name in names if not FILE_NAME.fullmatch(name)]
    if odd:
        wanted = "a name that does not begin with a dot and has no / \\ : or control characters"
        raise ClientError(
            Problem("not a name for a file", value=name, accepted=wanted) for name in odd
        )


def _taken(slug: str) -> Problem:
    return Problem("there is a client of this name already", value=slug, accepted="another name")


def _toml(slug: str, tables: Sequence[Table], proposal: Proposal, *, accept: bool) -> str:
    named = ", ".join(quote(table.file) for table in tables)
    lang = "zh" if any(_CHINESE.search(c) for t in tables for c in t.frame.columns) else "en"
    head = _HEAD.format(files=named, slug=slug, name=quote(slug), language=quote(lang))
    open_ = [*filter(None, map(doubt, tables)), *(str(d) for t in tables for d in t.doubts)]
    undecided = [] if accept else [*open_, *proposal.undecided()]
    if undecided:
        head += "# Decide each of these below, then take it off this list:\nundecided = [\n"
        head += "".join(f"  {quote(what)},\n" for what in undecided) + "]\n"
    return f"{head}\n{proposal.toml(accept=accept)}\n"
