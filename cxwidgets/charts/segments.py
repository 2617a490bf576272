"""Groups of customers drawn: how large they are, and how they differ from everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.charts.shares import shares
from cxwidgets.methods.style import STYLES

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.personas import PersonasResult
    from cxwidgets.methods.rfm import RfmResult
    from cxwidgets.methods.style import StyleResult
    from cxwidgets.text import Text

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
COLOURS = ("#616e7c", "#1f2933", "#9aa5b1", "#b7791f", "#7b8794")


def rfm(result: RfmResult, text: Text) -> Any:
    """Draw the share of customers in each group with its interval."""
    return _shares(result.table.rename(columns={"segment": "key"}), "rfm.group", text)


def styles(result: StyleResult, text: Text) -> Any:
    """Draw how many people have each style, with its interval."""
    return _shares(result.table.rename(columns={"style": "key"}), "style.kind", text)


def _shares(table: pd.DataFrame, names: str, text: Text) -> Any:
    words = [text(f"{names}.{key}") for key in table["key"]]
    total = int(table["n"].sum())
    parts = [
        text("loyalty.chart.part", cell=name, share=text.percent(share))
        for name, share in zip(words, table["share"], strict=True)
    ]
    sentence = text("segments.chart.shares", n=total, parts=text("panel.semicolon").join(parts))
    return shares(table.assign(n=total), words, text("loyalty.chart.share"), sentence)


def profile(means: pd.DataFrame, text: Text, own: bool = False) -> Any:
    """Draw the mean of each style on the scale 1-5, with its interval.

    Parameters
    ----------
    means
        ``style, mean`` and, for a room, ``low, high``, in the order of `STYLES`.
    own
        Whether it is one person's profile, which has no interval.
    """
    names = [text(f"style.kind.{kind}") for kind in STYLES]
    data = means.assign(place=range(len(means)), name=names)
    x = alt.X("mean:Q", scale=alt.Scale(domain=[0.8, 5.2], nice=False, zero=False)).axis(
        title=text("style.axis"), values=[1, 2, 3, 4, 5], format="d"
    )
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names)))
    points = base.mark_point(size=150, filled=True, opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("mean:Q", title=text("style.axis"), format=".1f"),
        ],
    )
    layers = [points]
    if not own:
        layers.insert(
            0,
            base.mark_rule(strokeWidth=theme.WHISKER).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        )
    parts = [
        text("style.chart.part", kind=name, mean=text.number(mean, 1))
        for name, mean in zip(names, data["mean"], strict=True)
    ]
    sentence = text("style.chart.profile", parts=text("panel.semicolon").join(parts))
    return theme.themed(layered(*layers), sentence, alt.Step(row_height(names)))


def personas(result: PersonasResult, names: dict[str, str], text: Text) -> Any:
    """Draw the mean of each group on every item with its interval.

    Parameters
    ----------
    names
        Column → what the reader calls it.

    Raises
    ------
    ValueError
        For more than six groups.
    """
    groups = list(result.table["persona"])
    if len(groups) > len(SHAPES):
        raise ValueError(f"{len(groups)} groups; up to {len(SHAPES)} can be told apart")
    items = list(dict.fromkeys(result.profiles["item"]))
    sizes = result.table.set_index("persona")["n"]
    keys = {g: text("personas.key", persona=g, n=text.number(sizes[g])) for g in groups}
    shown = [names.get(item, item) for item in items]
    spots = {g: (i - (len(groups) - 1) / 2) * 9 for i, g in enumerate(groups)}
    data = result.profiles.assign(
        place=result.profiles["item"].map(items.index),
        name=result.profiles["item"].map(dict(zip(items, shown, strict=True))),
        key=result.profiles["persona"].map(keys),
    )
    colours = [theme.accent(), *COLOURS][: len(groups)]
    order = list(keys.values())
    legend = alt.Legend(title=None, columns=2)
    colour = alt.Color("key:N", scale=alt.Scale(domain=order, range=colours), legend=legend)
    shape = alt.Shape(
        "key:N", scale=alt.Scale(domain=order, range=list(SHAPES[: len(groups)])), legend=legend
    )
    layers = []
    for group, offset in spots.items():
        base = alt.Chart(data[data["persona"] == group]).encode(
            y=alt.Y("place:O", axis=row_axis(shown)), color=colour
        )
        layers += [
            base.mark_rule(strokeWidth=theme.WHISKER, yOffset=offset).encode(
                x=alt.X("low:Q"), x2=alt.X2("high:Q")
            ),
            base.mark_point(size=110, filled=True, opacity=1, yOffset=offset).encode(
                x=alt.X("mean:Q", scale=alt.Scale(zero=False)).axis(
                    title=text("personas.axis"), tickCount=6
                ),
                shape=shape,
                tooltip=[
                    alt.Tooltip("key:N", title=" "),
                    alt.Tooltip("name:N", title=" "),
                    alt.Tooltip("mean:Q", title=text("personas.axis"), format=".2f"),
                ],
            ),
        ]
    sentence = text(
        "personas.chart", k=len(groups), n=text.number(sizes.sum()),
        stability=text.number(result.stability, 2),
    )  # fmt: skip
    height = max(row_height(shown), 14 + 10 * len(groups))
    return theme.themed(layered(*layers), sentence, alt.Step(height))
