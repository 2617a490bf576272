"""Which column of a client's files answers which question: none answers two of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_shared(roles: Iterable[tuple[str, str, str]]) -> None:
    """Refuse a column that is named for two questions.

    A copied line that kept its column would answer a question with the answers to another.

    Parameters
    ----------
    roles
        The entry (``feature 'tea'``), the key in it (``functional``) and the column of each
        question; an empty column stands for none.

    Raises
    ------
    ValueError
        Naming every such column, with both entries and keys.
    """
    first: dict[str, tuple[str, str]] = {}
    found = []
    for entry, key, column in roles:
        if not column:
            continue
        if column not in first:
            first[column] = (entry, key)
            continue
        where, other = first[column]
        both = f"{other} and {key}" if where == entry else f"{key}, and {other} of {where}"
        found.append(f"{entry}: column {quoted(column)} is {both}")
    if found:
        raise ValueError(f"{'; '.join(found)}; each needs a column of its own")
