"""Chart: Altair in, one shared Vega in the page, words and a table for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets as t

from cxwidgets.twin import render
from cxwidgets.widgets.component import Component, labels_for

if TYPE_CHECKING:
    from altair import TopLevelMixin

    from cxwidgets.text import Text


class Chart(Component):
    """A chart that can be given a new picture in place.

    Parameters
    ----------
    chart
        An Altair chart; its ``description`` is the alternative text.
    text
        The reader's words.
    table
        The same facts as a table block, shown on demand and to screen readers.

    Raises
    ------
    ValueError
        If the chart has no description: a picture without words leaves somebody out.
    """

    kind = t.Unicode("chart").tag(sync=True)
    spec = t.Dict().tag(sync=True)
    alt = t.Unicode().tag(sync=True)
    table = t.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(
        self, chart: TopLevelMixin, text: Text, table: dict[str, Any] | None = None
    ) -> None:
        super().__init__(labels=labels_for(text, "shell", "chart", "panel"))
        self.show(chart, table)

    def __repr__(self) -> str:
        return f"Chart({self.alt!r})"

    def show(self, chart: TopLevelMixin, table: dict[str, Any] | None = None) -> None:
        """Draw another chart in the same place."""
        spec = chart.to_dict()
        described = spec.get("description")
        if not described:
            raise ValueError("the chart has no description; add .properties(description=…)")
        with self.hold_sync():
            self.spec, self.alt, self.table = spec, described, table  # type: ignore[assignment]

    def page_state(self) -> dict[str, Any]:
        """Return the chart's specification, words and table."""
        return super().page_state() | {"spec": self.spec, "alt": self.alt, "table": self.table}

    def twin(self) -> str:
        """Return the words and the table."""
        block = {"type": "chart", "spec": self.spec, "alt": self.alt, "table": self.table}
        return render("panel", panel={"n": 0, "blocks": [block]})
