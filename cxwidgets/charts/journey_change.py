"""Two states of one journey on one axis: as it is, and as it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.journey import emotion_scale, neutral, step_scale
from cxwidgets.charts.layers import layered
from cxwidgets.methods import curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.text import Text


def comparison(
    before: pd.DataFrame, after: pd.DataFrame, names: Sequence[str], sentence: str, text: Text
) -> Any:
    """Draw two states of one journey: as it is, and as it could be.

    Parameters
    ----------
    before, after
        ``position`` and ``value``; a step that a state does not have is absent, one that is not
        rated has the value NaN and breaks the line.
    names
        All steps of both, in order.
    sentence
        The alternative text.
    """
    labels = [text("journey.as_is"), text("journey.to_be")]
    states = pd.concat(
        [state.assign(state=label) for label, state in zip(labels, (before, after), strict=True)]
    )
    drawn = pd.concat(
        [
            curve.draw(state["position"].tolist(), state["value"].tolist()).assign(state=label)
            for label, state in zip(labels, (before, after), strict=True)
        ]
    )
    colour = alt.Color(
        "state:N", scale=alt.Scale(domain=labels, range=[theme.MUTED, theme.accent()])
    ).legend(title=None, symbolStrokeWidth=0)
    dash = alt.StrokeDash(
        "state:N", scale=alt.Scale(domain=labels, range=[[5, 4], [1, 0]]), legend=None
    )
    line = (
        alt.Chart(drawn)
        .mark_line(strokeWidth=2.5)
        .encode(detail=alt.Detail("piece:N"), color=colour, strokeDash=dash)
    )
    rated = states.dropna(subset=["value"])
    dots = (
        alt.Chart(rated)
        .mark_point(size=110, strokeWidth=2, opacity=1, filled=True)
        .encode(
            color=colour,
            shape=alt.Shape(
                "state:N", scale=alt.Scale(domain=labels, range=["circle", "diamond"]), legend=None
            ),
            tooltip=[
                alt.Tooltip("state:N", title=text("journey.column.state")),
                alt.Tooltip("value:Q", title=text("journey.column.median"), format="+.1f"),
            ],
        )
    )
    drawing = layered(neutral(), line, dots).encode(
        x=step_scale(list(names)), y=emotion_scale(text, top=3.4, bottom=-3.4)
    )
    return theme.themed(drawing, sentence, 340)
