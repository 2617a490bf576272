"""jsonschema, imported without its grammars of international addresses.

Altair and nbformat check with jsonschema what they make and read. Where the package
``rfc3987_syntax`` is installed, as Jupyter's servers ask for it, importing jsonschema compiles 38
grammars: a second and a half at the start of every process, for two formats (``iri`` and
``iri-reference``) that none of our schemas knows. They stay unknown here; whoever imports
``rfc3987_syntax`` for itself gets it as ever.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

SLOW = "rfc3987_syntax"


def load() -> None:
    """Import jsonschema, unless somebody has."""
    if "jsonschema" in sys.modules or SLOW in sys.modules:
        return
    absent: dict[str, Any] = {SLOW: None}  # Python's way to say: there is no such module
    sys.modules.update(absent)
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[SLOW]
