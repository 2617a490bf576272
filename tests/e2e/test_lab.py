"""JupyterLab is a first-class host: every component works there, alone, without a class."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.e2e.klass import free_port

ALLOWED = ("127.0.0.1", "localhost")


@pytest.fixture
def lab(course, tmp_path):
    """Start ``cxw lab`` on a copy of the course."""
    port = free_port()
    command = [sys.executable, "-m", "cxwidgets", "lab", "--root", str(course), "--"]
    command += ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--allow-root"]
    command += ["--IdentityProvider.token=", "--expose-app-in-browser", "--ip=127.0.0.1"]
    with (tmp_path / "lab.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}api", timeout=2).close()
            break
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, (tmp_path / "lab.log").read_text(encoding="utf-8")
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(20)


def test_a_notebook_runs_alone_in_jupyterlab(lab, browser, course):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    refused = []

    def local_only(route, request):
        if urlsplit(request.url).hostname in ALLOWED:
            route.continue_()
        else:
            refused.append(request.url)
            route.abort()

    context.route("**/*", local_only)
    page = context.new_page()
    page.goto(f"{lab}lab/tree/03_three_one_toolkit.ipynb")
    page.locator(".jp-Notebook").first.wait_for()
    page.wait_for_function("window.jupyterapp && jupyterapp.shell.currentWidget")
    page.wait_for_function(
        "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")

    def shown(exercise):
        # JupyterLab draws only what is near the screen: walk down until it is there.
        card = page.locator(f'article[data-exercise="{exercise}"]')
        for _ in range(80):
            if card.count():
                card.first.scroll_into_view_if_needed()
                return card.first
            page.locator(".jp-Notebook .jp-WindowedPanel-outer").first.evaluate(
                "e => e.scrollBy(0, 600)"
            )
            page.wait_for_timeout(250)
        raise AssertionError(f"{exercise} is not on the page")

    form = shown("kano_bus")
    # JupyterLab still moves its cells about: a click by coordinates may land beside the target.
    form.get_by_role("radio").first.dispatch_event("click")
    form.locator(".cx-save--saved").first.wait_for()
    assert (course / ".cxw" / "alone.sqlite").exists()
    assert shown("touchpoint_sort").get_by_role("button").count() > 0
    assert shown("bus_journey").locator("[role=slider], [role=radio]").count() > 0
    assert refused == []
    context.close()
