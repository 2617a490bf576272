"""From a chart's specification to SVG that can stand in a page beside others."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxwidgets.report import letters

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

WIDE, NARROW = PLACES = 816, 358
"""Widths in pixels: for a page, and for a phone."""
SCRIPT = Path(__file__).with_name("paper.js")
"""Vega as the pages have it, with words measured by `letters`; made from ``frontend/src/paper``."""
SECONDS = 60
_KEPT = 256
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
ET.register_namespace("", _SVG)
_aside = ThreadPoolExecutor(1, "draw")


def svg(spec: dict[str, Any], words: str, name: str, width: int = WIDE) -> str:
    """Return a chart as inline SVG.

    Parameters
    ----------
    spec
        Vega-Lite. A width of ``"container"`` becomes ``width``; nothing is loaded from outside.
    words
        The alternative text.
    name
        Unique in the page: ids are prefixed with it, for in one page a chart would otherwise be
        clipped by the frame of another.
    width
        Pixels.
    """
    widths: tuple[int, ...] = PLACES if width in PLACES else (width,)
    if spec.get("width", "container") != "container":
        widths = ()
    drawings = _drawn(json.dumps(spec), widths)
    drawing = drawings[widths.index(width) if widths else 0]
    picture = ET.fromstring(drawing)  # noqa: S314 - our own copy of Vega wrote it
    for element in picture.iter():
        _own_ids(element, name)
        for attribute in [a for a in element.attrib if a.startswith("aria-") or a == "role"]:
            del element.attrib[attribute]
    picture.set("role", "img")
    picture.set("aria-label", words)
    return ET.tostring(picture, encoding="unicode")


def warm() -> None:
    """Load Vega by drawing a point, so that the first picture need not."""
    _drawn(json.dumps({"data": {"values": [{}]}, "mark": "point"}), ())


@lru_cache(maxsize=1)
def _machine() -> MiniRacer:
    """Return V8 with Vega in it: loaded by the one process that draws, for it starts threads."""
    from py_mini_racer import MiniRacer

    machine = MiniRacer()
    machine.eval(SCRIPT.read_text(encoding="utf-8"))
    machine.eval(f"paper.measure({json.dumps(letters.advances())})")
    return machine


@lru_cache(maxsize=_KEPT)
def _drawn(spec: str, widths: tuple[int, ...]) -> tuple[str, ...]:
    """Return a chart as SVG in each width; the same chart is drawn once, whoever's it is."""
    # The engine gives nothing up in a thread with an event loop, such as a notebook's own.
    told = _aside.submit(_told, spec, widths).result()
    if "error" in told:
        raise ValueError(f"the chart cannot be drawn: {told['error']}")
    return tuple(told["drawn"])


def _told(spec: str, widths: tuple[int, ...]) -> dict[str, Any]:
    from py_mini_racer import JSEvalException

    try:
        told: dict[str, Any] = _machine().call("paper.draw", spec, widths, timeout_sec=SECONDS)
    except JSEvalException as error:  # too long, or too large
        return {"error": type(error).__name__}
    return told


def _own_ids(element: ET.Element, name: str) -> None:
    for attribute, value in list(element.attrib.items()):
        if attribute == "id":
            element.set(attribute, f"{name}-{value}")
        elif attribute in ("href", _XLINK):
            if value.startswith("#"):
                element.set(attribute, f"#{name}-{value[1:]}")
            else:  # a link, or a picture from elsewhere: a report refers to nothing outside
                del element.attrib[attribute]
        elif "url(#" in value:
            element.set(attribute, _REFERENCE.sub(rf"url(#{name}-\1)", value))
