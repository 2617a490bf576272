"""What every component shares: one small loader, one file transfer a page, a static twin.

Python holds state and judges; the front end draws and reports gestures.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

STATIC = Path(__file__).resolve().parent.parent / "static"
MIME = "application/vnd.cxwidgets.v1+json"
ASSETS = frozenset({"cx.js", "vega.js"})
ATTACHED = "CXW_ATTACHED"
"""Set where the page was drawn before its kernel: it has what a component looked like then."""


@lru_cache(maxsize=4)
def _asset(file: Path, _changed: int) -> tuple[bytes, str]:
    content = file.read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


class Component(anywidget.AnyWidget):
    """Base of all components.

    Attributes
    ----------
    kind
        What the front end draws.
    labels
        Every word the component shows, already in the reader's language.

    Raises
    ------
    TypeError
        For a keyword that is no trait; plain widgets swallow a typo in silence.
    """

    _esm = STATIC / "loader.js"
    kind = t.Unicode().tag(sync=True)
    labels = t.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        unknown = sorted(set(traits) - set(self.trait_names()))
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {unknown[0]!r}")
        self._drawn: dict[str, Any] = {}  # before the state is first asked for, by the comm
        super().__init__(**traits)
        self.on_msg(self._send_asset)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def page_state(self) -> dict[str, Any]:
        """Return what a page without a kernel needs to draw this component."""
        return {"kind": self.kind, "labels": self.labels}

    def twin(self) -> str:
        """Return HTML that says the same without a script; every value is escaped."""
        raise TypeError(f"{type(self).__name__} does not say what it looks like on paper")

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> Any:
        """Return the state for a page; one that has drawn the component needs only what is new."""
        state = super().get_state(key, drop_defaults)
        if key is None and os.environ.get(ATTACHED):
            old = self._drawn
            return {k: v for k, v in state.items() if k not in old or old[k] != v}
        return state

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        shown = super()._repr_mimebundle_(**kwargs)
        self._drawn = {k: v for k, v in self.page_state().items() if k != "kind"}
        data, metadata = shown if isinstance(shown, tuple) else (shown or {}, {})
        twins = {"text/plain": repr(self), "text/html": self.twin(), MIME: self.page_state()}
        return {**data, **twins}, metadata

    def _send_asset(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Hand a front-end file to a page that has no server to fetch it from."""
        asked = isinstance(content, dict) and content.get("cx") == "asset"
        name = content.get("name") if asked else None
        if name not in ASSETS:
            return
        file = STATIC / name
        data, digest = _asset(file, file.stat().st_mtime_ns)
        self.send({"cx": "asset", "name": name, "hash": digest}, [data])


def labels_for(text: Any, *sections: str) -> dict[str, Any]:
    """Return the words of some ``ui`` sections, keyed by section."""
    return {name: text.section(f"ui.{name}") for name in sections}
