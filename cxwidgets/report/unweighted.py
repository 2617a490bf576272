"""What a report says of results that leave the respondents' weights out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.panels.panel import TextBlock
from cxwidgets.survey.columns import SURVEY_WEIGHT

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.text import Text


def unweighted(answers: pd.DataFrame, text: Text) -> tuple[TextBlock, ...]:
    """Return the remark that a result is not weighted, where its answers have weights."""
    weighted = SURVEY_WEIGHT in answers  # only where client.toml names it
    return (TextBlock(text("report.unweighted"), "note"),) if weighted else ()
