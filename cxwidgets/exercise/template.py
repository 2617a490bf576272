"""Map templates: a service map in two languages, the start of a map exercise."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from cxwidgets.artifacts.service_map import ServiceMap

if TYPE_CHECKING:
    from pathlib import Path

    from cxwidgets.text import Text


def load(root: Path, name: str, text: Text) -> ServiceMap:
    """Read ``data/course/maps/<name>.toml`` in one language.

    Raises
    ------
    KeyError
        If there is no such template; the message lists those that exist.
    pydantic.ValidationError
        If the template does not fit together.
    """
    folder = root / "data" / "course" / "maps"
    files = {f.stem: f for f in folder.glob("*.toml")}
    if name not in files:
        raise KeyError(f"no map template {name!r}; there are {', '.join(sorted(files))}")
    with files[name].open("rb") as stream:
        table = tomllib.load(stream)
    return ServiceMap.model_validate(
        {
            "steps": [_said(s, text, "name") for s in table.get("step", [])],
            "cards": [_said(c, text, "text") for c in table.get("card", [])],
            "links": table.get("link", []),
            "emotion": table.get("emotion", {}),
            "points": [_said(p, text, "text") for p in table.get("point", [])],
        }
    )


def _said(entry: dict[str, Any], text: Text, words: str) -> dict[str, Any]:
    """Replace ``zh``/``en`` by ``words`` and every other pair by its side in this language."""
    plain = {
        key: text.pick(value) if isinstance(value, dict) else value
        for key, value in entry.items()
        if key not in ("zh", "en")
    }
    if "zh" in entry:
        plain[words] = text.pick(entry)
    return plain
