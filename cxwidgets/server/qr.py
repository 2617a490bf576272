"""QR codes as SVG text."""

from __future__ import annotations

import io

import segno


def svg(address: str) -> str:
    """Return a QR code for an address, as an SVG element that scales."""
    stream = io.BytesIO()
    segno.make(address, error="m").save(
        stream, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True
    )
    return stream.getvalue().decode("utf-8")
