"""What a report says of results that leave the respondents' weights out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.panels.panel import TextBlock

if TYPE_CHECKING:
    from cxwidgets.client import Client
    from cxwidgets.text import Text


def unweighted(client: Client, text: Text) -> tuple[TextBlock, ...]:
    """Return the remark that a result is not weighted, where the client's scores are."""
    scores = client.toml.scores
    weighted = scores is not None and scores.weight
    return (TextBlock(text("report.unweighted"), "note"),) if weighted else ()
