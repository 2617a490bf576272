"""The Kano page of a report: classes of all answers together, then by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.kano import kano, tally
from cxwidgets.methods.kano_continuous import kano_continuous
from cxwidgets.methods.kano_robust import kano_robustness
from cxwidgets.methods.kano_segments import kano_segments
from cxwidgets.panels import kano as classes
from cxwidgets.panels import kano_robust
from cxwidgets.panels import kano_segments as by
from cxwidgets.panels.panel import Panel
from cxwidgets.report import no_segments
from cxwidgets.report.once import once
from cxwidgets.report.unweighted import unweighted
from cxwidgets.survey.columns import (
    DYSFUNCTIONAL,
    FUNCTIONAL,
    RESPONDENT,
    SURVEY_WEIGHT,
)

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.kano_result import KanoResult
    from cxwidgets.methods.kano_segments import KanoSegmentsResult
    from cxwidgets.text import Text


_counted = once(tally)


@once
def result(answers: pd.DataFrame) -> KanoResult:
    """Return the classes of all answers together."""
    return kano(_counted(answers, weights=_weights(answers)))


def panel(answers: pd.DataFrame, text: Text) -> Panel:
    """Return the classes with their intervals, and what is not settled."""
    weights = _weights(answers)
    needed = [FUNCTIONAL, DYSFUNCTIONAL, *([weights] if weights else [])]
    complete = answers.dropna(subset=needed)
    return classes.summary(result(answers), text, int(complete[RESPONDENT].nunique()))


def second_opinions(answers: pd.DataFrame, text: Text) -> Panel:
    """Return the class of each feature under every table and rule, and by its means."""
    counted = _counted(answers)
    made = kano_robust.summary(kano_robustness(counted), kano_continuous(counted), text)
    return Panel(made.n, (*made.blocks, *unweighted(answers, text)))


def by_segment(answers: pd.DataFrame, text: Text) -> Panel:
    """Return the classes within each segment; a sentence where there are not two to compare."""
    if not no_segments.are_to_compare(answers):
        return no_segments.sentence(answers, text)
    return by.summary(_segments(answers), text)


@once
def _segments(answers: pd.DataFrame) -> KanoSegmentsResult:
    return kano_segments(answers, weights=_weights(answers))


def _weights(answers: pd.DataFrame) -> str | None:
    """Return the column of the weights; the frame has it only where client.toml names one."""
    return SURVEY_WEIGHT if SURVEY_WEIGHT in answers else None
