"""The words platforms write into their exports, by dialect."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from cxwidgets.survey.wording import folded


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return the table of words, one section a dialect."""
    with Path(__file__).with_name("dialects").joinpath("words.toml").open("rb") as stream:
        return tomllib.load(stream)


@lru_cache(maxsize=64)
def known(dialect: str, name: str) -> frozenset[str]:
    """Return one list of words of a dialect, folded for comparison."""
    return frozenset(folded(word) for word in words()[dialect][name])


@lru_cache(maxsize=1)
def written_by_platform() -> re.Pattern[str]:
    """Return a pattern for words that only a platform writes, and writes in Chinese."""
    return re.compile("|".join(map(re.escape, words()["chinese"]["certain"])))
