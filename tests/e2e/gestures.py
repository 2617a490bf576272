"""How people answer one exercise of each component, by touch or mouse."""

from __future__ import annotations


def feel_about(card, index: int = 0, functional: int = 1, dysfunctional: int = 5) -> None:
    """Answer the Kano pair number ``index``."""
    radios = card.locator("[data-question]").nth(index).get_by_role("radio")
    radios.nth(functional - 1).check(force=True)
    radios.nth(5 + dysfunctional - 1).check(force=True)


def put(card, name: str, zone: str) -> None:
    """Choose a card, then its zone."""
    card.locator(f"[data-card='{name}'] [role=button]").click()
    dock = card.locator(".cx-board-dock")
    target = dock if dock.count() else card
    target.get_by_role("button", name=zone).first.click()


def rate(card, index: int, level: int) -> None:
    """Rate step number ``index`` from −3 to +3: taps on a phone, arrow keys on a laptop."""
    card.locator("[role=radiogroup], [role=slider]").first.wait_for()
    groups = card.get_by_role("radiogroup")
    if groups.count():
        groups.nth(index).get_by_role("radio").nth(level + 3).click()
        return
    slider = card.get_by_role("slider").nth(index)
    slider.focus()
    slider.press("Home")
    for _ in range(level + 3):
        slider.press("ArrowUp")


def fill_cell(card, line: str, column: str, value: str) -> None:
    """Type into a cell of a sheet."""
    cell = card.locator(f"[data-line='{line}'][data-column='{column}']").first
    cell.fill(value)
    cell.blur()
