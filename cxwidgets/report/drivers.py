"""The pages of a report that bring two surveys together: what goes along with satisfaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.charts.servqual import dimension_name
from cxwidgets.methods import drivers as method
from cxwidgets.methods import prca as contrasts
from cxwidgets.methods.ipa import ipa_derived
from cxwidgets.methods.servqual_items import ordered
from cxwidgets.panels import drivers as shown
from cxwidgets.panels import ipa as shown_ipa
from cxwidgets.panels import prca as shown_prca
from cxwidgets.panels.panel import Panel, TextBlock
from cxwidgets.report.once import once
from cxwidgets.report.unweighted import unweighted
from cxwidgets.survey.columns import (
    DIMENSION,
    ITEM,
    PERCEPTION,
    RESPONDENT,
    SCORE,
    SURVEY_WEIGHT,
)

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.client import Client
    from cxwidgets.client_toml import ScoreItem
    from cxwidgets.text import Text

OUTCOME = "outcome"


@dataclass(frozen=True)
class Matched:
    """Respondents of both surveys: one row each, a column for each dimension, and the outcome.

    ``item`` is the question that is explained; ``names`` are the dimensions' names; ``weights`` is
    the column of the respondents' weights, those of the score survey, if it has any.
    """

    rows: pd.DataFrame
    item: ScoreItem
    names: dict[str, str]
    scale: tuple[int, int]
    weights: str | None = None

    @property
    def weightless(self) -> bool:
        """Whether those who have a weight all weigh nothing."""
        given = self.rows.dropna()
        return bool(self.weights and len(given) and not (given[self.weights] > 0).any())


def panel(quality: pd.DataFrame, scores: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return the share of each dimension of service in what explains satisfaction."""
    matched = match(quality, scores, client, text)
    if matched is None:
        return _no_match(text)
    if matched.weightless:
        return _weightless(text)
    result = method.drivers(matched.rows, OUTCOME, list(matched.names), weights=matched.weights)
    return shown.summary(result, text, matched.names, matched.item[text.lang])


def ipa(quality: pd.DataFrame, scores: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return derived importance against performance of each dimension."""
    matched = match(quality, scores, client, text)
    if matched is None:
        return _no_match(text)
    if matched.weightless:
        return _weightless(text)
    named = matched.rows.rename(columns=matched.names)
    parts, scale, weights = list(matched.names.values()), matched.scale, matched.weights
    result = ipa_derived(named, OUTCOME, parts, scale=scale, weights=weights)
    return shown_ipa.summary(result, text)


def prca(quality: pd.DataFrame, scores: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return what low ratings of each dimension cost and what high ones earn."""
    matched = match(quality, scores, client, text)
    if matched is None:
        return _no_match(text)
    low, high = sum(matched.scale) / 2, matched.scale[1] - 1
    result = contrasts.prca(matched.rows, OUTCOME, list(matched.names), low, high)
    made = shown_prca.summary(result, text, matched.names)
    cuts = text("prca.cuts", low=text.number(low, 1), high=text.number(high, 1))
    return Panel(made.n, (*made.blocks, TextBlock(cuts, "note"), *unweighted(scores, text)))


@once
def match(
    quality: pd.DataFrame, scores: pd.DataFrame, client: Client, text: Text
) -> Matched | None:
    """Bring the answers of the same people together; None where the surveys do not name them.

    The outcome is the client's satisfaction question, or else its recommendation question.
    """
    asked, rated = client.toml.servqual, client.toml.scores
    if asked is None or rated is None or not (asked.respondent and rated.respondent):
        return None
    wanted = {measure: i for i, measure in enumerate(("csat", "nps", "ces"))}
    single = [one for one in rated.item if one.measure in wanted]
    if not single:
        return None
    item = min(single, key=lambda one: wanted[one.measure])
    weights = SURVEY_WEIGHT if SURVEY_WEIGHT in scores else None
    asked_of = scores[scores[ITEM] == item[text.lang]].set_index(RESPONDENT)
    outcome = asked_of[[SCORE, *([weights] if weights else [])]].rename(columns={SCORE: OUTCOME})
    if item.measure == "ces" and item.best == "low":
        outcome[OUTCOME] = item.low + item.high - outcome[OUTCOME]
    dimensions = quality.pivot_table(index=RESPONDENT, columns=DIMENSION, values=PERCEPTION)
    rows = dimensions.join(outcome, how="inner").reset_index(drop=True)
    if rows.empty:
        return None
    names = {d: dimension_name(d, text) for d in ordered(dimensions.columns)}
    return Matched(rows, item, names, (asked.low, asked.high), weights)


def _no_match(text: Text) -> Panel:
    return Panel(0, (TextBlock(text("drivers.no_match"), "note"),))


def _weightless(text: Text) -> Panel:
    return Panel(0, (TextBlock(text("drivers.weightless"), "note"),))
