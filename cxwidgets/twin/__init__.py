"""Static twins: what a component says where no script runs. Everything is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(kind: str, **values: Any) -> str:
    """Return the twin of one kind: ``exercise``, ``panel``, ``course`` or ``note``."""
    return _environment().get_template(f"{kind}.html.j2").render(values)
