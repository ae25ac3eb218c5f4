"""The few parts every chart is made of: escaped elements, short numbers, the named root.

Charts carry their looks as presentation attributes, never as `style`: the page's policy forbids
inline style, a downloaded file has no stylesheet, and a stylesheet may still override attributes
(print, forced colours).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONTS = "Inter, 'Inter Variable', 'DejaVu Sans', Arial, sans-serif"
INK = "#1e2328"
MUTED = "#565c63"
TRACK = "#d9dcdf"
PAPER = "#ffffff"


def number(value: float) -> str:
    """At most two decimals, no trailing zeros: charts are sent over telephone networks."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(tag: str, content: str = "", **attributes: str | float | None) -> str:
    """One element; `content` is markup already, attribute values are escaped here.

    A trailing underscore is dropped (`class_`), inner ones become hyphens (`stroke_width`);
    None leaves the attribute out.
    """
    parts = [tag]
    for name, value in attributes.items():
        if value is None:
            continue
        shown = escape(value) if isinstance(value, str) else number(value)
        key = name.rstrip("_").replace("_", "-") if name != "viewBox" else name
        parts.append(f'{key}="{shown}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{tag}>" if content else f"<{opening}/>"


def words(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    anchor: str = "start",
    fill: str = INK,
    weight: str | None = None,
    halo: str | None = None,
    class_: str | None = None,
) -> str:
    """A line of text; `halo` is a colour drawn behind the letters, to read them on a pattern."""
    return element(
        "text",
        escape(text, quote=False),
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor if anchor != "start" else None,
        fill=fill,
        font_weight=weight,
        stroke=halo,
        stroke_width=round(size / 4, 1) if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
        class_=class_,
    )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is in Inter, rounded up so that what fits here fits on screen."""
    per_letter = {"narrow": 0.31, "wide": 0.9, "capital": 0.7, "digit": 0.63, "other": 0.58}
    total = 0.0
    for letter in text:
        if letter in " .,:;'|!iljtfrI/()-":
            total += per_letter["narrow"]
        elif letter in "mwMWÆ@%✓":
            total += per_letter["wide"]
        elif letter.isupper():
            total += per_letter["capital"]
        elif letter.isdigit():
            total += per_letter["digit"]
        else:
            total += per_letter["other"]
    return total * size * (1.07 if bold else 1.0)


def frame(
    parts: Iterable[str],
    *,
    id: str,
    title: str,
    desc: str,
    width: float,
    height: float,
    class_: str,
    left: float = 0,
    top: float = 0,
    role: str = "img",
) -> str:
    """The root: named by its title and described by its desc, both with ids made from `id`."""
    named = element("title", escape(title, quote=False), id=f"{id}-title")
    described = element("desc", escape(desc, quote=False), id=f"{id}-desc") if desc else ""
    return element(
        "svg",
        named + described + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        id=id,
        class_=f"s-svg {class_}",
        role=role,
        aria_labelledby=f"{id}-title",
        aria_describedby=f"{id}-desc" if desc else None,
        viewBox=" ".join(number(value) for value in (left, top, width, height)),
        width=width,
        height=height,
        font_family=FONTS,
    )
