"""A chart as a PNG, for letters and presentations.

resvg has no fonts of its own and reads neither woff nor woff2, and a fresh machine may have no
fonts at all: letters would then vanish without a word. So the fonts are given (TrueType files of
Inter, fetched by script/setup), the machine's own are never used, and the picture is the same
everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

FAMILY = "Inter"
WIDEST = 4096


class MissingFontError(RuntimeError):
    """No font file to draw the letters with."""


def to_png(svg: str, width: int, *, fonts: Sequence[Path]) -> bytes:
    """`svg` drawn `width` pixels wide, letters in `fonts` (TrueType or OpenType files).

    Raises MissingFontError when a font file is missing, ValueError for a width outside 16 to
    4096 or an SVG that cannot be drawn.
    """
    if not 16 <= width <= WIDEST:
        raise ValueError(f"a picture is 16 to {WIDEST} pixels wide, not {width}")
    if "xmlns=" not in svg[:400]:
        # Without its namespace resvg draws the shapes and leaves the letters out, silently.
        raise ValueError("a part of a page, not a file: it does not name the SVG namespace")
    missing = [path.name for path in fonts if not path.is_file()]
    if missing or not fonts:
        raise MissingFontError(
            f"font files missing ({', '.join(missing) or 'none given'}): run script/setup"
        )
    import resvg_py  # noqa: PLC0415  4 MB of machine code that few requests need

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=[str(path) for path in fonts],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
