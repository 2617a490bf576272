"""Fixtures of the browser tests: one Chromium a run, one closed-off page a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cxwidgets.text import Text
from tests.browser.harness import Bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}


def _page(browser: Browser, **options: object) -> Iterator[Bare]:
    context = browser.new_context(**options)
    context.set_default_timeout(60_000)
    bare = Bare.on(context)
    yield bare
    context.close()
    assert bare.refused == [], "the page asked for an address outside"
    assert bare.errors == [], "the page reported errors"


@pytest.fixture
def bare(browser: Browser) -> Iterator[Bare]:
    """Return a closed-off page as wide as a laptop."""
    yield from _page(browser, **LAPTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Bare]:
    """Return the same on a phone, with touch."""
    yield from _page(browser, **PHONE)


@pytest.fixture(scope="session")
def labels() -> Callable[..., dict[str, object]]:
    """Return the words a widget gets: ``labels("zh", "form")`` has shell, panel, chart, form."""

    def of(lang: str, *sections: str) -> dict[str, object]:
        text = Text(lang)
        return {name: text.section(f"ui.{name}") for name in ("shell", "panel", "chart", *sections)}

    return of
