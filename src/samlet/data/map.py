"""A light map of the municipalities of 2024, drawn so that neighbours share their lines.

Borders: Kartverket, redrawn by us (docs/data.md#map). The file holds three drawings, each a
topology: *arcs* run between the points where three areas meet, and every ring of a municipality is
a chain of arc references, where `~i` means arc `i` backwards. A line between two neighbours is one
arc used twice, so there are no gaps and no overlaps to fill. The plane is EUREF89 / UTM zone 33 N
with y downwards, in whole steps of `step` metres. For pictures, not for measuring.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from samlet.data import read_bytes, table

Point = tuple[int, int]
Ring = tuple[int, ...]

AKERSHUS = "32"  # the county with a drawing of its own, in finer detail


@dataclass(frozen=True, slots=True)
class MapLines:
    """The lines of one drawing: arcs as points, and per municipality its rings of references.

    labels: per municipality the middle of its widest part and how far it is from there to the
    nearest border, in steps. step: metres.
    """

    step: int
    arcs: tuple[tuple[Point, ...], ...]
    rings: Mapping[str, tuple[Ring, ...]]
    labels: Mapping[str, tuple[int, int, int]]

    def points(self, ring: Ring) -> list[Point]:
        """The corners of a ring, the first not repeated at the end."""
        corners: list[Point] = []
        for ref in ring:
            arc = self.arcs[ref] if ref >= 0 else self.arcs[~ref][::-1]
            corners.extend(arc[:-1])
        return corners


@dataclass(frozen=True, slots=True)
class Shape:
    """One municipality on a map. path: SVG path data in whole units (fill-rule evenodd or nonzero).

    label: the middle of its widest part; room: the distance from there to the nearest border.
    area: square units.
    """

    number: str
    path: str
    label: Point
    room: int
    area: int


@dataclass(frozen=True, slots=True)
class MunicipalMap:
    """A map ready to draw. view_box: x, y, width, height in whole units, always from 0 0.

    shapes by municipality number, outlines by county number. borders: every line between two
    municipalities once, to stroke without doubling. metres: the length of one unit.
    """

    view_box: tuple[int, int, int, int]
    shapes: Mapping[str, Shape]
    outlines: Mapping[str, str]
    borders: str
    metres: int


@cache
def county_of() -> Mapping[str, str]:
    """County number by municipality number, for the municipalities of today."""
    return {row["number"]: row["county"] for row in table("municipalities") if row["county"]}


@cache
def map_lines(county: str | None = None) -> MapLines:
    """The lines of a county's map, or of the whole country's when `county` is None.

    Raises KeyError for an unknown county.
    """
    name = "country" if county is None else "akershus" if county == AKERSHUS else "county"
    drawing = json.loads(read_bytes("map.json"))["layers"][name]
    wanted = {
        number: entry
        for number, entry in drawing["municipalities"].items()
        if county is None or county_of()[number] == county
    }
    if not wanted:
        raise KeyError(county)
    return MapLines(
        step=drawing["step"],
        arcs=tuple(_points(steps) for steps in drawing["arcs"]),
        rings={n: tuple(tuple(ring) for ring in e["rings"]) for n, e in wanted.items()},
        labels={n: (e["label"][0], e["label"][1], e["label"][2]) for n, e in wanted.items()},
    )


@cache
def municipal_map(county: str | None = None) -> MunicipalMap:
    """The map of a county, or of the whole country when `county` is None, ready to draw.

    Raises KeyError for an unknown county.
    """
    lines = map_lines(county)
    corners = [point for rings in lines.rings.values() for r in rings for point in lines.points(r)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
    origin = (left, top)
    shapes = {number: _shape(lines, number, origin) for number in lines.rings}
    uses = Counter(_arc(ref) for rings in lines.rings.values() for ring in rings for ref in ring)
    shared = [lines.arcs[arc] for arc, times in sorted(uses.items()) if times > 1]
    return MunicipalMap(
        view_box=(0, 0, width, height),
        shapes=shapes,
        outlines=_outlines(lines, origin),
        borders="".join(_line(arc, origin) for arc in shared),
        metres=lines.step,
    )


def ring_area(points: Iterable[Point]) -> int:
    """Twice the area of a ring, with sign: the shoelace sum, exact in whole units."""
    corners = list(points)
    closed = [*corners, corners[0]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(closed))


def _shape(lines: MapLines, number: str, origin: Point) -> Shape:
    rings = [lines.points(ring) for ring in lines.rings[number]]
    x, y, room = lines.labels[number]
    return Shape(
        number=number,
        path="".join(_line(ring, origin, closed=True) for ring in rings),
        label=(x - origin[0], y - origin[1]),
        room=room,
        area=abs(sum(ring_area(ring) for ring in rings)) // 2,
    )


def _outlines(lines: MapLines, origin: Point) -> dict[str, str]:
    """Each county as one path: the arcs that only one of its municipalities uses, chained."""
    by_county: dict[str, list[int]] = defaultdict(list)
    for number, rings in lines.rings.items():
        by_county[county_of()[number]].extend(ref for ring in rings for ref in ring)
    return {
        county: "".join(
            _line(lines.points(ring), origin, closed=True) for ring in _chains(lines, refs)
        )
        for county, refs in sorted(by_county.items())
    }


def _chains(lines: MapLines, refs: list[int]) -> list[Ring]:
    """The references used once, joined head to tail into rings.

    Every ring runs the same way round its municipality, so the outline's arcs already point the
    right way; where rings touch in a point any continuation gives the same area.
    """
    uses = Counter(_arc(ref) for ref in refs)
    leaving: dict[Point, list[int]] = defaultdict(list)
    for ref in refs:
        if uses[_arc(ref)] == 1:
            leaving[_end(lines, ref, first=True)].append(ref)
    rings: list[Ring] = []
    for start in list(leaving):
        while leaving[start]:
            chain = [leaving[start].pop()]
            while (here := _end(lines, chain[-1], first=False)) != start:
                chain.append(leaving[here].pop())
            rings.append(tuple(chain))
    return rings


def _arc(ref: int) -> int:
    return ref if ref >= 0 else ~ref


def _end(lines: MapLines, ref: int, *, first: bool) -> Point:
    arc = lines.arcs[_arc(ref)]
    return arc[0] if (ref >= 0) == first else arc[-1]


def _points(steps: list[int]) -> tuple[Point, ...]:
    """An arc as stored (first point, then differences) as points."""
    x = y = 0
    points: list[Point] = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)


def _line(points: Iterable[Point], origin: Point, *, closed: bool = False) -> str:
    """SVG path data in relative whole steps, which is a third of the length of absolute ones."""
    corners = list(points)
    start = f"M{corners[0][0] - origin[0]},{corners[0][1] - origin[1]}"
    moves = " ".join(f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(corners))
    return f"{start}l{moves}{'z' if closed else ''}"
