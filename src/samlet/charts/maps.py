"""Maps of councils: a colour and a pattern for each level, names that never collide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from samlet.charts.colour import text_on
from samlet.charts.labels import Box, Grid, Placed, Point, Spot, Wish, nearest, place, rings
from samlet.charts.svg import INK, PAPER, element, frame, number, text_width, words

Pattern = Literal["", "hatch", "dots", "cross"]
PATTERNS: dict[str, str] = {
    "hatch": "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "dots": "M2 2h.01M6 6h.01",
    "cross": "M0 0L8 8M8 0L0 8",
}
LABELS_PER_WIDTH = 46  # letters of label size that go on the map's width
BORDER = "#5a6168"  # 3:1 against the palest level, as WCAG 1.4.11 asks
SCALES = (1.0, 0.86)
LONGEST_LINE = 0.3  # of the map's width


@dataclass(frozen=True)
class Level:
    """What an area's colour says: its words stand in the legend, its pattern in greyscale."""

    key: str
    label: str
    colour: str
    pattern: Pattern = ""


@dataclass(frozen=True)
class Area:
    """A place on the map. `d` is its outline; `sublabel` stands under the name ("13/27 ✓").

    `level` is the key of a Level; `says` is what a pointer or a screen reader hears besides
    the name; without `href` it is no link.
    """

    number: str
    d: str
    label: str
    level: str
    sublabel: str = ""
    href: str = ""
    says: str = ""


def choropleth(
    areas: Sequence[Area],
    levels: Sequence[Level],
    *,
    id: str,
    title: str,
    desc: str,
    view_box: tuple[float, float, float, float],
    labels: bool = True,
    legend: bool = False,
    tab_stops: bool = True,
) -> str:
    """Areas coloured by level. `view_box` is left, top, width, height of the outlines.

    labels: names inside their areas, or beside the map with a line, or a number with the name
    beneath (a county; not the country).
    legend: drawn beneath, for a file that stands alone; on a page use `swatch` in a list.
    tab_stops: whether every area can be reached by the tab key; for the whole country say no,
    since the table beneath has the same links.
    Raises ValueError for an area whose level is not given.
    """
    by_key = {level.key: level for level in levels}
    unknown = sorted({area.level for area in areas} - set(by_key))
    if unknown:
        raise ValueError(f"no level called {unknown[0]!r}")
    left, top, width, height = view_box
    box: Box = (left, top, left + width, top + height)
    size = width / LABELS_PER_WIDTH
    found, box = placed(areas, box, size) if labels else (Placed([], {}), box)
    unit = width / 500
    parts = [definitions(levels, id, unit)]
    parts += shapes(areas, by_key, id, unit * (0.8 if labels else 0.4), tab_stops)
    parts += [leader(spot, unit) for spot in found.spots if spot.anchor]
    parts += [name(areas[s.area], by_key[areas[s.area].level], s, size) for s in found.spots]
    if found.left_over:
        drawn, added = numbered(areas, found.left_over, box, size)
        parts.append(drawn)
        box = (box[0], box[1], box[2], box[3] + added)
    if legend:
        row, added = legend_row(levels, id, box, size)
        parts.append(row)
        box = (box[0], box[1], box[2], box[3] + added)
    return frame(
        parts,
        id=id,
        title=title,
        desc=desc,
        left=box[0],
        top=box[1],
        width=box[2] - box[0],
        height=box[3] - box[1],
        class_="s-map" if labels else "s-map s-map-plain",
        role="group" if any(area.href for area in areas) else "img",
    )


def definitions(levels: Sequence[Level], id: str, unit: float) -> str:
    """The patterns, each a tile of its level's colour with strokes that stand out from it."""
    tiles = []
    for level in levels:
        if not level.pattern:
            continue
        stroke = element(
            "path",
            d=PATTERNS[level.pattern],
            stroke=text_on(level.colour),
            stroke_opacity=0.55,
            stroke_width=2 if level.pattern == "dots" else 1.3,
            stroke_linecap="round" if level.pattern == "dots" else None,
            fill="none",
        )
        tiles.append(
            element(
                "pattern",
                element("rect", width=8, height=8, fill=level.colour) + stroke,
                id=f"{id}-{level.key}",
                width=8,
                height=8,
                patternUnits="userSpaceOnUse",
                patternTransform=f"scale({number(unit)})",
            )
        )
    return element("defs", "".join(tiles)) if tiles else ""


def paint(level: Level, id: str) -> str:
    return f"url(#{id}-{level.key})" if level.pattern else level.colour


def shapes(
    areas: Sequence[Area], levels: Mapping[str, Level], id: str, line: float, tab_stops: bool
) -> Iterator[str]:
    """Outlines, a group for each level so that its paint is said once."""
    for level in levels.values():
        group = []
        for area in areas:
            if area.level != level.key:
                continue
            said = escape(f"{area.label}: {area.says or area.sublabel or level.label}")
            shape = element("path", element("title", said), d=area.d)
            if area.href:
                shape = element(
                    "a",
                    shape,
                    href=area.href,
                    aria_label=f"{area.label}: {area.says or area.sublabel or level.label}",
                    tabindex=None if tab_stops else "-1",
                )
            group.append(shape)
        if group:
            yield element(
                "g",
                "".join(group),
                fill=paint(level, id),
                fill_rule="evenodd",
                stroke=BORDER,
                stroke_width=round(line, 3),
                stroke_linejoin="round",
                class_="s-areas",
            )


def placed(areas: Sequence[Area], box: Box, size: float) -> tuple[Placed, Box]:
    """Where names stand, and the box widened to those beside the map."""
    sizes = []
    for area in areas:
        wide = max(text_width(area.label, size, bold=True), text_width(area.sublabel, size * 0.92))
        rows = 2 if area.sublabel else 1
        sizes.append((wide + size * 0.4, rows * size * 1.18 + size * 0.2))
    found = placement(tuple(area.d for area in areas), tuple(sizes), box, size)
    beside = [spot.box for spot in found.spots if spot.anchor]
    return found, (
        min([box[0], *(b[0] for b in beside)]),
        min([box[1], *(b[1] for b in beside)]),
        max([box[2], *(b[2] for b in beside)]),
        max([box[3], *(b[3] for b in beside)]),
    )


@lru_cache(maxsize=64)
def placement(
    outlines: tuple[str, ...], sizes: tuple[tuple[float, float], ...], box: Box, size: float
) -> Placed:
    """Finding places takes 0.03 to 0.35 s a county; the same names on the same map are kept."""
    room = max((width for width, _ in sizes), default=0) + size
    wide_box = (box[0] - room, box[1] - size, box[2] + room, box[3] + size)
    grid = Grid([rings(d) for d in outlines], wide_box)
    wishes = [Wish(index, width, height) for index, (width, height) in enumerate(sizes)]
    return place(grid, wishes, scales=SCALES, longest=(box[2] - box[0]) * LONGEST_LINE)


def numbered(
    areas: Sequence[Area], left_over: Mapping[int, Point], box: Box, size: float
) -> tuple[str, float]:
    """Numbers in the areas without a name, and the names beneath the map, in columns."""
    texts = [f"{areas[i].label} {areas[i].sublabel}".rstrip() for i in left_over]
    column = max(text_width(text, size) for text in texts) + size * 3.2
    columns = max(int((box[2] - box[0]) / column), 1)
    parts = []
    for index, ((x, y), text) in enumerate(zip(left_over.values(), texts, strict=True)):
        left = box[0] + index % columns * column + size
        line = box[3] + size * (1.6 + 1.9 * (index // columns))
        parts += [
            disc(str(index + 1), x, y, size * 0.8),
            disc(str(index + 1), left, line, size),
            words(text, left + size * 1.5, line + size * 0.36, size),
        ]
    rows = -(-len(texts) // columns)
    drawn = element("g", "".join(parts), aria_hidden="true", pointer_events="none")
    return drawn, size * (1.2 + 1.9 * rows)


def disc(text: str, x: float, y: float, size: float) -> str:
    return element(
        "circle", cx=x, cy=y, r=size * 0.85, fill=PAPER, stroke=INK, stroke_width=size / 10
    ) + words(text, x, y + size * 0.33, size * 0.9, anchor="middle", weight="700")


def leader(spot: Spot, unit: float) -> str:
    """A line from a dot in the area to its name beside the map."""
    assert spot.anchor is not None
    (x1, y1), (x2, y2) = spot.anchor, nearest(spot.box, spot.anchor)
    d = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
    return (
        element("path", d=d, stroke=PAPER, stroke_width=round(3.2 * unit, 2))
        + element("path", d=d, stroke=INK, stroke_width=round(1.1 * unit, 2), class_="s-leader")
        + element(
            "circle",
            cx=x1,
            cy=y1,
            r=round(2.6 * unit, 2),
            fill=INK,
            stroke=PAPER,
            stroke_width=round(unit, 2),
        )
    )


def name(area: Area, level: Level, spot: Spot, size: float) -> str:
    """The name and what stands under it, in the ink that is readable there."""
    ink = INK if spot.anchor else text_on(level.colour)
    halo = level.colour if level.pattern and not spot.anchor else None
    scaled = size * spot.scale
    left, top, right, _ = spot.box
    middle = (left + right) / 2
    lines = words(
        area.label, middle, top + scaled * 1.02, scaled, anchor="middle", fill=ink, weight="700",
        halo=halo,
    )  # fmt: skip
    if area.sublabel:
        lines += words(
            area.sublabel, middle, top + scaled * 2.14, scaled * 0.92, anchor="middle", fill=ink,
            halo=halo,
        )  # fmt: skip
    return element("g", lines, aria_hidden="true", pointer_events="none", class_="s-name")


def legend_row(levels: Sequence[Level], id: str, box: Box, size: float) -> tuple[str, float]:
    """The levels in rows beneath the map, and how much height they take."""
    x, y = box[0], box[3] + size * 2
    parts = []
    for level in levels:
        wide = size * 1.6 + text_width(level.label, size) + size * 1.4
        if x > box[0] and x + wide > box[2]:
            x, y = box[0], y + size * 1.7
        parts.append(
            element(
                "rect", x=x, y=y - size * 0.9, width=size * 1.2, height=size * 1.1,
                fill=paint(level, id), stroke=INK, stroke_width=round(size / 16, 2),
            )
            + words(level.label, x + size * 1.6, y, size)
        )  # fmt: skip
        x += wide
    return "".join(parts), y + size - box[3]


def swatch(level: Level, *, id: str) -> str:
    """A level's colour and pattern as a small picture, hidden from screen readers: words follow."""
    fill = paint(level, id)
    box = element("rect", x=0.5, y=0.5, width=19, height=15, rx=2, fill=fill, stroke=INK)
    return element(
        "svg",
        definitions([level], id, 1.0) + box,
        viewBox="0 0 20 16",
        width=20,
        height=16,
        aria_hidden="true",
        focusable="false",
        class_="s-svg s-swatch",
    )


def steps_legend(levels: Sequence[Level], *, id: str, title: str) -> str:
    """The levels as a picture of its own, one line each."""
    parts = [definitions(levels, id, 1.0)]
    for row, level in enumerate(levels):
        y = row * 22
        parts.append(
            element(
                "rect", x=0.5, y=y + 3.5, width=19, height=15, rx=2, fill=paint(level, id),
                stroke=INK,
            )
            + words(level.label, 28, y + 15.5, 13)
        )  # fmt: skip
    wide = max((text_width(level.label, 13) for level in levels), default=0)
    return frame(
        parts,
        id=id,
        title=title,
        desc="",
        width=round(wide + 30),
        height=22 * len(levels),
        class_="s-steps-legend",
    )
