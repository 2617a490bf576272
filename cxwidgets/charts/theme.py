"""The look of every chart: colours, marks, type; the same values as the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

INK = "#1f2933"
MUTED = "#616e7c"
LINE = "#cbd2d9"
PAPER = "#ffffff"
WASH = "#f5f7fa"
ACCENT = "#0b7285"

FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif'
SIZES = (14, 16, 20, 28, 40)
WHISKER = 1.5
"""Stroke width of an interval, in pixels."""
STATIC_WIDTH = 720
"""Width of a chart where no page gives it one (reports), in pixels."""
SIGNED = "datum.value > 0 ? '+' + datum.label : datum.label"
"""Axis labels with a plus sign above zero and none at zero."""

_STAR = (
    "M0,-1.1L0.26,-0.36L1.05,-0.34L0.42,0.14L0.65,0.89L0,0.44L-0.65,0.89L-0.42,0.14"
    "L-1.05,-0.34L-0.26,-0.36Z"
)


@dataclass(frozen=True)
class Mark:
    """How one class is drawn: colour and shape together, so that it survives grey printing."""

    colour: str
    shape: str
    filled: bool = True


KANO = {
    "M": Mark("#b83b3b", "square"),
    "O": Mark("#2c6fbb", "circle"),
    "A": Mark("#2b8a3e", _STAR),
    "I": Mark("#868e96", "stroke"),
    "R": Mark("#9c36b5", "cross"),
    "Q": Mark("#e67700", "circle", filled=False),
}
EMOTION = ("#b2182b", "#ef8a62", "#fddbc7", "#e0e0e0", "#d1e5f0", "#67a9cf", "#2166ac")
"""Colours of emotion −3 … +3."""
POINTS = {
    "pain": Mark("#b2182b", "triangle-down"),
    "joy": Mark("#2166ac", "triangle-up"),
    "itch": Mark("#b7791f", "diamond"),
}

_accent = [ACCENT]


def accent() -> str:
    """Return the accent colour: the client's, or ours."""
    return _accent[0]


def use_accent(colour: str | None) -> None:
    """Take a client's brand colour as accent for this process; None returns to ours.

    A process serves one client (a class, or one report), so this is set once at its start.

    Raises
    ------
    ValueError
        If the colour is not ``#rrggbb`` or stands out from white by less than 3 to 1.
    """
    if colour is None:
        _accent[0] = ACCENT
        return
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"the colour is {colour!r}; it must look like {ACCENT}")
    if contrast(colour) < 3:  # noqa: PLR2004 - WCAG 2.2, 1.4.11: graphics need 3 to 1
        raise ValueError(f"the colour {colour} is too pale on white; a contrast of 3 is needed")
    _accent[0] = colour


def check_when_shown() -> None:
    """Have this process check a chart whole, as it is shown, and not at each step of its making.

    Checking each step takes a quarter of a notebook's time and finds nothing else.
    """
    from altair.utils import schemapi

    schemapi.DEBUG_MODE = False


def contrast(colour: str, ground: str = PAPER) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def themed(chart: Any, description: str, height: int | Any = 320) -> Any:
    """Give a chart our type and colours, the width of its place, and its sentence.

    Parameters
    ----------
    chart
        A finished single or layered chart (a concatenation cannot follow its container's width)
        whose encodings name their types; it is changed in place and returned.
    description
        What the chart shows, in a sentence made from the result: its alternative text.
    height
        Pixels, or an ``altair.Step``.
    """
    import altair as alt  # here, for who only asks for a colour draws nothing

    from cxwidgets.charts.rows import with_rows

    with_rows(chart)
    # Set here rather than by `properties` and `configure`, each of which copies every layer.
    chart.width, chart.height, chart.description = "container", height, description
    chart.config = alt.Config(**config())
    return chart


def config() -> dict[str, Any]:
    """Return the Vega-Lite configuration shared by all charts."""
    small = SIZES[0]
    label = {"labelFontSize": small, "labelColor": INK, "titleFontSize": small}
    title = {"titleColor": MUTED, "titleFontWeight": "normal"}
    return {
        "font": FONT,
        "background": PAPER,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 4,
        "view": {"stroke": None, "continuousWidth": STATIC_WIDTH, "discreteWidth": STATIC_WIDTH},
        "axis": {
            **label,
            **title,
            "labelAngle": 0,
            "labelLimit": 220,
            "gridColor": "#e4e7eb",
            "domainColor": LINE,
            "tickColor": LINE,
        },
        # On a phone a long title reaches back under the names on the left instead of out of the
        # picture, and long numbers do not touch.
        "axisXQuantitative": {"titleAnchor": "end", "labelSeparation": 8},
        "legend": {**label, **title, "orient": "bottom", "symbolSize": 140, "labelLimit": 200},
        "title": {"fontSize": SIZES[1], "fontWeight": 600, "anchor": "start", "color": INK},
        "text": {"fontSize": small, "color": INK},
        "rule": {"color": INK, "strokeWidth": WHISKER},
        "bar": {"color": accent()},
        "point": {"size": 140, "color": accent(), "filled": True},
        "line": {"color": accent(), "strokeWidth": 2.5},
    }
