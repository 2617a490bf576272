"""The committed front end is what its sources build, and the sources' own tests pass."""

import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def npm(root):
    found = shutil.which("npm")
    if found is None:
        pytest.skip("Node is not installed; it is needed only to change the front end")

    def run(*arguments):
        # Windows finds npm.cmd only by its full path.
        return subprocess.run(
            [found, *arguments],
            cwd=root / "frontend",
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "CI": "1"},
            check=False,
        )

    installed = run("ci", "--no-audit", "--no-fund")
    assert installed.returncode == 0, installed.stderr
    return run


@pytest.mark.parametrize("script", [["check"], ["test"], ["build", "--", "--check"]], ids=str)
def test_the_front_end(npm, script):
    done = npm("run", *script)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_the_lock_file_names_no_address(root):
    lock = (root / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
