"""Voilà's page templates, compiled once for all pages instead of once a page.

A renderer makes a template environment of its own for every page, as its filters belong to that
page; the compiled code is the same for all, and compiling it is most of what a page costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from voila import notebook_renderer
from voila.exporter import VoilaExporter

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket


class _Memory(BytecodeCache):
    """Compiled templates by name and content."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._code.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_compiled = _Memory()


class SharingExporter(VoilaExporter):
    """Voilà's exporter with the compiled templates of all others."""

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment


def use() -> None:
    """Let Voilà's renderer use compiled templates; it names its exporter nowhere else."""
    notebook_renderer.VoilaExporter = SharingExporter
