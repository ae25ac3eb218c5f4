"""A chart as a file of its own: readable without the page, its stylesheet or the network."""

from __future__ import annotations

import re
from html import escape

from samlet.charts.svg import INK, MUTED, PAPER, element, number, text_width, words

ROOT = re.compile(r'^<svg [^>]*?viewBox="([^"]+)"[^>]*>')
SIZE = re.compile(r' (width|height)="[^"]*"')
MARGIN = 16.0
TITLE, SMALL = 16.0, 10.0


def standalone(svg: str, css: str = "", *, heading: str = "", source: str = "") -> str:
    """`svg` as a complete file on a white ground, with its heading above and source line beneath.

    Charts hold their colours themselves, so `css` is for what a page adds; links lose their
    address, since a downloaded file stands on no site. Raises ValueError when `svg` is no chart.
    """
    root = ROOT.match(svg)
    if root is None:
        raise ValueError("not a chart: it does not start with <svg … viewBox>")
    left, top, width, height = (float(part) for part in root[1].split())
    headings, sources = lines(heading, width, TITLE), lines(source, width, SMALL)
    above = MARGIN + len(headings) * TITLE * 1.35
    below = MARGIN + len(sources) * SMALL * 1.45
    box = (left - MARGIN, top - above, width + 2 * MARGIN, height + above + below)
    view = " ".join(number(part) for part in box)
    opening = SIZE.sub("", root[0]).replace(f'viewBox="{root[1]}"', f'viewBox="{view}"')
    opening = opening.replace(">", f' width="{number(box[2])}" height="{number(box[3])}">')
    ground = element("rect", x=box[0], y=box[1], width=box[2], height=box[3], fill=PAPER)
    style = f"<style>{escape(css, quote=False)}</style>" if css else ""
    texts = "".join(
        words(
            line,
            left,
            top - above + MARGIN + TITLE * (0.6 + 1.35 * row),
            TITLE,
            fill=INK,
            weight="700",
        )
        for row, line in enumerate(headings)
    ) + "".join(
        words(
            line, left, top + height + MARGIN * 0.75 + SMALL * 1.45 * (row + 0.6), SMALL, fill=MUTED
        )
        for row, line in enumerate(sources)
    )
    inner = svg[root.end() :].removesuffix("</svg>")
    inner = re.sub(r'(<a [^>]*?)href="[^"]*"', r"\1", inner)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{style}{ground}{inner}{texts}</svg>\n'


def lines(text: str, width: float, size: float) -> list[str]:
    """`text` broken into lines of at most `width`."""
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and text_width(longer, size, bold=True) <= width:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken
