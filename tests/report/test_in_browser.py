"""The report opened from disk: nothing is fetched, nothing runs, it fits a phone, it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[1] / "browser" / "axe.min.js"
SIZES = {"laptop": (1440, 900), "phone": (390, 844)}
NAMES = ("index", "client_report", "kano", "service_blueprint", "three_one_toolkit")
both = pytest.mark.parametrize("slug", ["bus", "hotel"])


@pytest.fixture
def opened(browser, reports):
    """Open a page: ``opened("bus", "kano", "phone")``; any other address fails the test."""
    contexts, asked = [], []

    def open_(slug, name, size="laptop", *, scripts=False):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            bypass_csp=scripts,
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((reports / slug / f"{name}.html").as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    folder = reports.as_uri()
    assert [url for url in asked if not url.startswith((folder, "data:image/"))] == []


@both
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_it_fits_the_window_without_a_script(opened, slug, name, size):
    page = opened(slug, name, size)
    assert page.locator("h1").first.is_visible()
    root = page.locator("html")
    wide = root.evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide <= 0, "the page scrolls sideways"


@both
def test_each_size_shows_its_own_drawing(opened, slug):
    for size, shown, hidden in (("laptop", ".wide", ".narrow"), ("phone", ".narrow", ".wide")):
        page = opened(slug, "client_report", size)
        figures = page.locator("figure")
        assert figures.count() >= 6
        for number in range(figures.count()):
            assert figures.nth(number).locator(f"{shown} svg").is_visible()
            assert not figures.nth(number).locator(f"{hidden} svg").is_visible()


@both
def test_links_lead_to_pages_and_sections_that_are_there(opened, slug):
    page = opened(slug, "index")
    link = page.locator(".contents ol a").nth(1)
    title = link.inner_text()
    link.click()
    page.wait_for_url("**/client_report.html#s2")
    assert page.locator("#s2 h2").inner_text() == title


@both
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious(opened, slug, name):
    page = opened(slug, name, scripts=True)
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run()")["violations"]
    assert [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ] == []


def test_it_prints(opened, tmp_path):
    page = opened("bus", "client_report")
    page.emulate_media(media="print")
    assert page.locator("figure .wide svg").first.is_visible()
    assert not page.locator(".toc").is_visible()
    file = tmp_path / "report.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    assert file.read_bytes().startswith(b"%PDF")
    assert file.read_bytes().count(b"/Type /Page\n") > 5
