"""Forms for the browser tests: one question of each kind, and ways to draw and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.text import Text

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.harness import Bare, Mounted

TEXT = Text("en")
CHOICES = [{"id": i, "label": f"Choice {i}"} for i in ("a", "b", "c")]
PAIR = {"kind": "pair", "low": 1, "high": 7, "dimension": "empathy"}
QUESTIONS: dict[str, dict[str, Any]] = {
    "rating": {"low": 1, "high": 7, "low_label": "not at all", "high_label": "fully"},
    "single": {"choice": CHOICES},
    "multiple": {"choice": CHOICES},
    "number": {"low": 0, "high": 100, "step": 5, "unit": "minutes"},
    "text": {"max_length": 20, "rows": 2},
    "kano": {"functional": "It is there.", "dysfunctional": "It is not.", "importance": True},
    "pair": PAIR,
    "points": {"items": CHOICES, "total": 100},
    "vote": {"pick": 2, "choice": CHOICES},
}
TINY = 43.5  # a target of 44 pixels may measure a little less after rounding


def asked(kind: str, name: str = "q", **changes: object) -> dict[str, Any]:
    """Return one question as the page receives it."""
    return {"id": name, "kind": kind, "prompt": f"Question {name}"} | QUESTIONS[kind] | changes


def one_of_each(**changes: object) -> list[dict[str, Any]]:
    return [asked(kind, kind, **changes) for kind in QUESTIONS]


def mount(page: Bare, labels: Any, *questions: dict[str, Any], **traits: Any) -> Mounted:
    """Draw a form of these questions; ``section`` and ``picture`` go into its definition."""
    definition = {"id": "form", "module": "m", "component": "form", "title": "A form", "task": ""}
    definition |= {"section": traits.pop("section", []), "picture": traits.pop("picture", None)}
    return mount_definition(page, labels, definition | {"question": list(questions)}, **traits)


def mount_definition(
    page: Bare, labels: Any, definition: dict[str, Any], lang: str = "en", **traits: Any
) -> Mounted:
    if page.page.url == "about:blank":
        page.open(lang=lang)
    given = {"value": {}, "status": {"state": "idle"}, "panels": {"own": None, "room": None}}
    return page.mount(
        "exercise", definition=definition, labels=labels(lang, "form"), **(given | traits)
    )


def settled(card: Mounted, value: object) -> None:
    """Wait until the kernel would hold this answer."""
    card.page.wait_for_function(
        "([i, v]) => JSON.stringify(shim.mounted[i].model.get('value')) === v",
        arg=[card.index, card.page.evaluate("(v) => JSON.stringify(v)", value)],
    )


def question(card: Mounted, name: str = "q") -> Locator:
    return card.el.locator(f"[data-question={name}]")
