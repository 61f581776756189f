"""Paints an SVG as PNG, with the fonts that ship with the program and, for other scripts, those of the machine."""

from __future__ import annotations

from bot.drawing.lettering import BOLD, REGULAR


def png(svg: str) -> bytes:
    """The picture, pixel for pixel as large as the SVG says."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=[str(REGULAR), str(BOLD)]))
