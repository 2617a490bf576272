"""The workbook's door on a machine that has nothing but Python.

    python3 cxw.py class      teach a class
    python3 cxw.py test       run the tests
    python3 cxw.py …          everything else that ``cxw`` knows

At first use it makes the folder ``.venv`` from ``constraints.txt`` and installs the workbook into
it; afterwards it only hands over. Standard library only, on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
LEAST = (3, 11)
# What decides whether the environment is still right.
SOURCES = ("pyproject.toml", "constraints.txt")
# All tests, a file at a time on every core; files keep their order, browsers come last.
EVERYTHING = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", str(HERE / "tests")]


def python() -> Path:
    """Return the environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(extras: str) -> str:
    """Return a digest of everything the environment depends on."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((HERE / name).read_bytes())
    digest.update(f"{sys.version_info[:2]} {extras}".encode())
    return digest.hexdigest()


def stamp(extras: str) -> Path:
    """Return the file that says what was installed."""
    return VENV / f"cxw-{extras or 'plain'}.stamp"


def prepare(extras: str) -> None:
    """Make the environment if it is missing or out of date."""
    mark, digest = stamp(extras), wanted(extras)
    if mark.exists() and mark.read_text(encoding="utf-8") == digest and python().exists():
        return
    if not python().exists():
        print("cxw: making .venv (once; this takes a minute or two)", flush=True)
        venv.create(VENV, with_pip=True, upgrade_deps=False)
    target = f".[{extras}]" if extras else "."
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--constraint", "constraints.txt", "--editable", target]
    failed = subprocess.call(command, cwd=HERE)
    if failed:
        raise SystemExit("cxw: the installation failed; the lines above say why")
    mark.write_text(digest, encoding="utf-8")


def hand_over(arguments: list[str]) -> int:
    """Run a command of the environment and return its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    try:
        return subprocess.call([str(python()), *arguments], cwd=Path.cwd(), env=environment)
    except KeyboardInterrupt:
        return 130


def main() -> int:
    """Prepare the environment and hand over."""
    if sys.version_info < LEAST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SystemExit(f"cxw: Python {found} is too old; 3.11 or newer is needed")
    arguments = sys.argv[1:]
    if arguments[:1] == ["test"]:
        prepare("test")
        return hand_over(
            [
                "-m",
                "pytest",
                "--rootdir",
                str(HERE),
                "-c",
                str(HERE / "pyproject.toml"),
                *(arguments[1:] or EVERYTHING),
            ]
        )
    prepare("")
    if "--root" not in arguments and arguments[:1] not in ([], ["--help"]):
        os.environ.setdefault("CXW_ROOT", str(HERE))
    return hand_over(["-m", "cxwidgets", *arguments])


if __name__ == "__main__":
    sys.exit(main())
