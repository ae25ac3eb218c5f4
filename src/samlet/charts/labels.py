"""Where the names on a map stand: inside their area if they fit, else beside the map with a line.

Everything is decided on a coarse grid of the map, so a county takes about a tenth of a second;
the finished picture is meant to be kept by whoever serves it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CELLS = 150  # along the longer side
TOKENS = re.compile(r"[MmLlHhVvZz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
NOBODY, EDGE = -1, -2

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Wish:
    """A label that wants a place: the area's index, and the size of its box."""

    area: int
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """A label's place. `anchor` is a point in the area when the label stands outside it."""

    area: int
    box: Box
    scale: float = 1.0
    anchor: Point | None = None


@dataclass(frozen=True)
class Placed:
    """Labels with a spot, and by area the points of those that found none near enough."""

    spots: list[Spot]
    left_over: dict[int, Point]


def rings(d: str) -> list[list[Point]]:
    """The closed lines of a path made of straight strokes (M L H V Z, either case).

    Raises ValueError for curves: borders are drawn with straight strokes only.
    """
    if re.search(r"[a-df-gi-kn-uw-yA-DF-GI-KN-UW-Y]", d):
        raise ValueError("borders are drawn with straight strokes only")
    found: list[list[Point]] = []
    command, x, y = "", 0.0, 0.0
    numbers: list[float] = []
    for token in TOKENS.findall(d):
        if token.isalpha():
            command, numbers = token, []
            if token in "Zz" and found:
                x, y = found[-1][0]
            continue
        numbers.append(float(token))
        relative = command.islower()
        kind = command.upper()
        if kind in "HV":
            value = numbers.pop()
            x, y = (x * relative + value, y) if kind == "H" else (x, y * relative + value)
        elif len(numbers) == 2:
            x, y = x * relative + numbers[0], y * relative + numbers[1]
            numbers = []
        else:
            continue
        if kind == "M":
            found.append([])
            command = "l" if relative else "L"
        elif not found:
            raise ValueError("a path starts with M")
        found[-1].append((x, y))
    return found


class Grid:
    """The map in squares: who owns each, and how far the same owner goes to the right."""

    def __init__(self, shapes: Sequence[Sequence[Sequence[Point]]], view: Box) -> None:
        self.left, self.top, right, bottom = view
        self.cell = max(right - self.left, bottom - self.top) / CELLS
        self.columns = math.ceil((right - self.left) / self.cell)
        self.rows = math.ceil((bottom - self.top) / self.cell)
        self.owner = [[NOBODY] * self.columns for _ in range(self.rows)]
        self.shapes = shapes
        for index, shape in enumerate(shapes):
            self.fill(index, shape)
        for shape in shapes:
            self.mark_edges(shape)
        self.run = [runs(row) for row in self.owner]

    def fill(self, index: int, shape: Sequence[Sequence[Point]]) -> None:
        """Even-odd filling, line by line."""
        crossings: dict[int, list[float]] = {}
        for ring in shape:
            for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
                if y1 == y2:
                    continue
                low, high = (y1, y2) if y1 < y2 else (y2, y1)
                first = max(math.ceil((low - self.top) / self.cell - 0.5), 0)
                last = min(math.ceil((high - self.top) / self.cell - 0.5), self.rows)
                for row in range(first, last):
                    y = self.top + (row + 0.5) * self.cell
                    crossings.setdefault(row, []).append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        for row, crossed in crossings.items():
            crossed.sort()
            for enter, leave in zip(crossed[::2], crossed[1::2], strict=False):
                first = max(math.ceil((enter - self.left) / self.cell - 0.5), 0)
                last = min(math.ceil((leave - self.left) / self.cell - 0.5), self.columns)
                self.owner[row][first:last] = [index] * max(last - first, 0)

    def bounds(self, area: int) -> Box:
        """The smallest box round the area."""
        xs = [x for ring in self.shapes[area] for x, _ in ring]
        ys = [y for ring in self.shapes[area] for _, y in ring]
        return min(xs), min(ys), max(xs), max(ys)

    def mark_edges(self, shape: Sequence[Sequence[Point]]) -> None:
        """Ground with a corner on it is no free ground: islets are smaller than a square."""
        for ring in shape:
            for x, y in ring:
                column, row = int((x - self.left) / self.cell), int((y - self.top) / self.cell)
                if self.owner[row][column] == NOBODY:
                    self.owner[row][column] = EDGE

    def fits(
        self, owner: int, width: float, height: float, *, near: Box | None = None
    ) -> Iterator[Point]:
        """Upper left corners where a box of this size has one owner all over, perhaps in `near`."""
        across = math.ceil(width / self.cell)
        down = math.ceil(height / self.cell)
        first_row, last_row = 0, self.rows - down + 1
        first_column, last_column = 0, self.columns - across + 1
        if near:
            first_column = max(int((near[0] - self.left) / self.cell), 0)
            first_row = max(int((near[1] - self.top) / self.cell), 0)
            last_column = min(int((near[2] - self.left) / self.cell) + 1, last_column)
            last_row = min(int((near[3] - self.top) / self.cell) + 1, last_row)
        for row in range(first_row, last_row):
            owners, lengths = self.owner[row], self.run[row]
            for column in range(first_column, last_column):
                if owners[column] != owner or lengths[column] < across:
                    continue
                if all(
                    self.owner[below][column] == owner and self.run[below][column] >= across
                    for below in range(row + 1, row + down)
                ):
                    yield self.left + column * self.cell, self.top + row * self.cell

    def inside(self, owner: int) -> Point:
        """A point well inside: the middle of a line, where the area is also tall up and down."""
        best: tuple[int, int, int] | None = None
        _, top, _, bottom = self.bounds(owner)
        first, last = (int((y - self.top) / self.cell) for y in (top, bottom))
        for row in range(max(first, 0), min(last + 1, self.rows)):
            column = 0
            while column < self.columns:
                length = self.run[row][column]
                if self.owner[row][column] == owner:
                    middle = column + length // 2
                    free = 2 * min(self.reach(row, middle, -1), self.reach(row, middle, 1))
                    if best is None or min(length, free) > best[0]:
                        best = (min(length, free), row, middle)
                column += length
        if best is None:  # an islet between the squares' middles
            ring = max(self.shapes[owner], key=len)
            return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
        _, row, column = best
        return self.left + (column + 0.5) * self.cell, self.top + (row + 0.5) * self.cell

    def reach(self, row: int, column: int, step: int) -> int:
        """How many squares up (-1) or down (1) have the same owner."""
        owner, count = self.owner[row][column], 0
        while 0 <= row < self.rows and self.owner[row][column] == owner:
            row, count = row + step, count + 1
        return count


def runs(row: Sequence[int]) -> list[int]:
    lengths = [1] * len(row)
    for column in range(len(row) - 2, -1, -1):
        if row[column] == row[column + 1]:
            lengths[column] = lengths[column + 1] + 1
    return lengths


def place(grid: Grid, wishes: Sequence[Wish], *, scales: Sequence[float], longest: float) -> Placed:
    """A spot for every wish that finds one, none on top of another.

    scales: sizes to try inside the area before going outside, largest first. longest: the longest
    line from an area to its name; beyond that the eye loses it.
    """
    spots: list[Spot] = []
    outside: list[tuple[Wish, Point, list[Box]]] = []
    for wish in wishes:
        spot = next((s for scale in scales if (s := within(grid, wish, scale))), None)
        if spot:
            spots.append(spot)
        else:
            anchor = grid.inside(wish.area)
            outside.append((wish, anchor, free_boxes(grid, wish, anchor, longest)))
    # Whoever has the longest way to free ground chooses first: the others have more to choose from.
    outside.sort(key=lambda o: -line_length(o[2][0], o[1]) if o[2] else -math.inf)
    left_over: dict[int, Point] = {}
    for wish, anchor, boxes in outside:
        free = next((b for b in boxes if not any(in_the_way(b, anchor, s) for s in spots)), None)
        if free:
            spots.append(Spot(wish.area, free, 1.0, anchor))
        else:
            left_over[wish.area] = anchor
    return Placed(spots, dict(sorted(left_over.items())))


def within(grid: Grid, wish: Wish, scale: float) -> Spot | None:
    """In the middle of where the box can stand in its own area."""
    width, height = wish.width * scale, wish.height * scale
    corners = list(grid.fits(wish.area, width, height, near=grid.bounds(wish.area)))
    if not corners:
        return None
    mean_x = sum(x for x, _ in corners) / len(corners)
    mean_y = sum(y for _, y in corners) / len(corners)
    x, y = min(corners, key=lambda c: (c[0] - mean_x) ** 2 + (c[1] - mean_y) ** 2)
    slack = (math.ceil(width / grid.cell) * grid.cell - width) / 2
    return Spot(wish.area, (x + slack, y, x + slack + width, y + height), scale)


def free_boxes(grid: Grid, wish: Wish, anchor: Point, longest: float) -> list[Box]:
    """Free ground for a label near `anchor`, nearest first."""
    near = (
        anchor[0] - longest - wish.width,
        anchor[1] - longest - wish.height,
        anchor[0] + longest,
        anchor[1] + longest,
    )
    boxes = (
        (x, y, x + wish.width, y + wish.height)
        for x, y in grid.fits(NOBODY, wish.width, wish.height, near=near)
    )
    by_length = sorted((line_length(box, anchor), box) for box in boxes)
    return [box for length, box in by_length if length <= longest]


def line_length(box: Box, anchor: Point) -> float:
    return math.dist(nearest(box, anchor), anchor)


def in_the_way(box: Box, anchor: Point, spot: Spot) -> bool:
    """Whether a label at `box` with a line to `anchor` would touch `spot` or its line."""
    end = nearest(box, anchor)
    if overlap(box, spot.box) or meets(anchor, end, spot.box):
        return True
    if spot.anchor is None:
        return False
    other_end = nearest(spot.box, spot.anchor)
    return meets(spot.anchor, other_end, box) or crosses(anchor, end, spot.anchor, other_end)


def nearest(box: Box, point: Point) -> Point:
    left, top, right, bottom = box
    return min(max(point[0], left), right), min(max(point[1], top), bottom)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def meets(start: Point, end: Point, box: Box) -> bool:
    """Whether the line goes through the box or along its edge."""
    left, top, right, bottom = box
    (x1, y1), (x2, y2) = start, end
    if (x1 < left and x2 < left) or (x1 > right and x2 > right):
        return False
    if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
        return False
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if any(
        crosses(start, end, one, other)
        for one, other in zip(corners, [*corners[1:], corners[0]], strict=True)
    ):
        return True
    return any(left < x < right and top < y < bottom for x, y in (start, end))


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
