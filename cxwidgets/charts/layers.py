"""Layers over each other, without the copies that Altair makes of them.

``alt.layer`` looks for parameters (things a reader can select) in a deep copy of every layer, twice
for each chart and again whenever the chart itself is copied, as showing it does: a fifth of a
report's computing. Our charts have none.
"""

from __future__ import annotations

from typing import Any

import altair as alt


class Layers(alt.LayerChart):
    """A layered chart whose layers have no parameters and no size of their own."""

    def __init__(self, data: Any = alt.Undefined, layer: Any = (), **more: Any) -> None:
        # Past LayerChart's own, which would copy, to what it is made of.
        super(alt.LayerChart, self).__init__(data=data, layer=list(layer), **more)


def layered(*layers: Any) -> Layers:
    """Return one chart of several, the first at the bottom; data they share stands in it once."""
    shared = layers[0].data
    if shared is alt.Undefined or any(one.data is not shared for one in layers):
        return Layers(layer=layers)
    return Layers(data=shared, layer=[_without_data(one) for one in layers])


def _without_data(layer: Any) -> Any:
    bare = layer.copy(deep=False)
    bare.data = alt.Undefined
    return bare
