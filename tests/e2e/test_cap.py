"""Beyond the cap of kernels a laptop gets the light page, and the page says so."""

import pytest
from playwright.sync_api import expect

from cxwidgets.text import Text
from tests.e2e.gestures import feel_about
from tests.e2e.klass import ClassServer


@pytest.fixture
def small(root, tmp_path):
    started = ClassServer(root, tmp_path / "class.sqlite", "--kernels", "1")
    yield started
    started.stop()


def test_the_second_laptop_gets_the_light_page(small, people):
    people(at=small).join("Anna").open("three_one_toolkit", "live")
    bo = people(at=small).join("Bo").open("three_one_toolkit", "live")
    expect(bo.page.get_by_text(Text("zh")("page.kernel_cap"))).to_be_visible()
    feel_about(bo.exercise("kano_bus"))
    bo.until_saved("kano_bus")
    cookies = {cookie["name"]: cookie["value"] for cookie in bo.context.cookies()}
    assert cookies.get("cx_page") != "light", "the next page may be live again"
