"""One blueprint to look at: the drawing, and what counting it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.blueprint import blueprint
from cxwidgets.panels.blueprint import HEADLINE, readouts, shown_value
from cxwidgets.panels.panel import Figure, FiguresBlock, MapBlock, Panel

if TYPE_CHECKING:
    from cxwidgets.artifacts.service_map import ServiceMap
    from cxwidgets.text import Text


def panel_of(service: ServiceMap, text: Text) -> Panel:
    """Return a service map, drawn as a blueprint that cannot be changed, with its readouts.

    Nobody's answers are in it, so its ``n`` is 0.
    """
    result = blueprint(service)
    drawing = MapBlock(
        {"id": "blueprint_picture", "view": "blueprint", "mode": "edit", "variants": ["as_is"]},
        {"maps": {"as_is": service.as_json()}},
    )
    figures = tuple(
        Figure(text(f"blueprint.measure.{m}"), shown_value(m, result.readouts[m], text))
        for m in HEADLINE
    )
    table = readouts({text("blueprint.given"): result}, text)
    return Panel(0, (drawing, FiguresBlock(figures), table))
