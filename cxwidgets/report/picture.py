"""From a chart's specification to SVG that can stand in a page beside others."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import Any

from cxwidgets.report import letters

WIDE, NARROW = 816, 358
"""Widths in pixels: for a page, and for a phone."""
VEGA_LITE = "6.4"
_KEPT = 256
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
ET.register_namespace("", _SVG)


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
    fixed = {**spec, "width": width} if spec.get("width", "container") == "container" else spec
    stack = str(fixed.get("config", {}).get("font", ""))
    if letters.MEASURED in stack:
        fixed = {**fixed, "config": {**fixed["config"], "font": letters.FAMILY}}
    picture = ET.fromstring(_drawn(json.dumps(fixed)))  # noqa: S314 - our own converter wrote it
    for element in picture.iter():
        _own_ids(element, name)
        if element.get("font-family") == letters.FAMILY:
            element.set("font-family", stack)
        for attribute in [a for a in element.attrib if a.startswith("aria-") or a == "role"]:
            del element.attrib[attribute]
    picture.set("role", "img")
    picture.set("aria-label", words)
    return ET.tostring(picture, encoding="unicode")


def warm() -> None:
    """Load the converter by drawing a point: the first picture costs half a second more."""
    _drawn(json.dumps({"data": {"values": [{}]}, "mark": "point"}))


@lru_cache(maxsize=1)
def _converter() -> Any:
    """Return the converter: loaded by the one process that draws, for it starts threads."""
    import vl_convert

    vl_convert.register_font_directory(str(letters.FILE.parent))
    return vl_convert


@lru_cache(maxsize=_KEPT)
def _drawn(spec: str) -> str:
    """Return a chart as SVG; the same chart is drawn once, whoever's report it stands in."""
    converter = _converter()
    drawing: str = converter.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return drawing


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
