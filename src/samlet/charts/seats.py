"""Seats: the hemicycle of a council and the small bar of a table row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from samlet.charts.colour import text_on
from samlet.charts.svg import INK, MUTED, PAPER, TRACK, element, frame, text_width, words

WIDTH = 400.0
RING = 0.13  # of a seat: the dark ring of the bloc, and within it a white one half as wide
MOST_ROWS = 9
LARGEST_PITCH = 50.0  # a council of eleven would else have seats like plates


@dataclass(frozen=True)
class Seats:
    """A list's seats. `label` stands in every seat; `name` is read by a pointer resting there."""

    code: str
    label: str
    colour: str
    count: int
    in_bloc: bool = False
    name: str = ""


@dataclass(frozen=True)
class Place:
    row: int
    angle: float  # radians, pi (left end) to 0 (right end)
    radius: float


def hemicycle(
    groups: Sequence[Seats],
    *,
    id: str,
    majority: int,
    title: str,
    desc: str,
    majority_label: str = "",
    note: str = "",
) -> str:
    """A council seen from the chair: the bloc from the left, ringed; a line after seat `majority`.

    groups: left to right within the bloc and outside it; lists without seats may be given.
    majority: seats needed; the dotted line has exactly that many seats on its left.
    majority_label: small words above the line. note: small words over the big number.
    Raises ValueError when there are no seats.
    """
    ordered = [g for g in groups if g.in_bloc] + [g for g in groups if not g.in_bloc]
    total = sum(group.count for group in ordered)
    if total < 1:
        raise ValueError("a hemicycle needs at least one seat")
    places, pitch = seating(total)
    size = pitch / 2 * 0.92
    top = 22.0 if majority_label else 4.0
    centre_y = WIDTH / 2 + top
    bottom = centre_y + size + 3
    parts = [*seat_marks(ordered, places, size, centre_y)]
    parts += boundary(places, majority, pitch, centre_y, majority_label)
    has = sum(group.count for group in ordered if group.in_bloc)
    parts += middle(f"{has} / {total}", note, places, pitch, centre_y + size)
    return frame(
        parts, id=id, title=title, desc=desc, width=WIDTH, height=bottom, class_="s-hemicycle"
    )


def seating(total: int) -> tuple[list[Place], float]:
    """Where `total` seats stand, from left to right, and the distance between neighbours.

    Rows are chosen so that seats become as large as they can, with room for the number inside.
    """
    rows, pitch = max(
        ((rows, pitch_of(total, rows)) for rows in range(1, MOST_ROWS + 1)),
        key=lambda choice: (round(choice[1], 3), -choice[0]),
    )
    radii = radii_of(rows, pitch)
    counts = shared(total, radii, room_in(radii, pitch, total))
    places = [
        Place(row, math.pi * (1 - index / (count - 1)) if count > 1 else math.pi / 2, radii[row])
        for row, count in enumerate(counts)
        for index in range(count)
    ]
    places.sort(key=lambda place: (-round(place.angle, 9), -place.radius))
    return places, pitch


def radii_of(rows: int, pitch: float) -> list[float]:
    outer = WIDTH / 2 - pitch / 2 - 1
    return [outer - row * pitch for row in range(rows)]


def room_in(radii: Sequence[float], pitch: float, total: int) -> list[int]:
    """The most seats each row can take when only the outermost may have one in the very middle.

    Two middle seats would stand behind each other, and the majority line between them.
    """
    most = [int(math.pi * radius / pitch + 1e-9) + 1 for radius in radii]
    return [count - (count - (total if row == 0 else 0)) % 2 for row, count in enumerate(most)]


def pitch_of(total: int, rows: int) -> float:
    """The largest distance between seats at which `rows` rows hold `total` seats; 0 if none do."""
    low, high = 0.0, LARGEST_PITCH
    for _ in range(40):
        pitch = (low + high) / 2
        radii = radii_of(rows, pitch)
        # The number inside needs about a third of the width; else the innermost row is too tight.
        roomy = radii[-1] - pitch / 2 >= WIDTH * 0.15
        if roomy and sum(room_in(radii, pitch, total)) >= total:
            low = pitch
        else:
            high = pitch
    return low


def shared(total: int, radii: Sequence[float], room: Sequence[int]) -> list[int]:
    """Seats per row, in proportion to its length; inner rows take an even number."""
    whole = sum(radii)
    wished = [total * radius / whole for radius in radii]
    counts = [min(2 * round(wish / 2), most) for wish, most in zip(wished, room, strict=True)]
    counts[0] = total - sum(counts[1:])
    while not 1 <= counts[0] <= room[0]:
        step = 2 if counts[0] > room[0] else -2
        row = max(
            (r for r in range(1, len(radii)) if 0 <= counts[r] + step <= room[r]),
            key=lambda r: step * (wished[r] - counts[r]),
        )
        counts[row] += step
        counts[0] -= step
    return counts


def point(radius: float, angle: float, centre_y: float) -> tuple[float, float]:
    return WIDTH / 2 + radius * math.cos(angle), centre_y - radius * math.sin(angle)


def seat_marks(
    groups: Sequence[Seats], places: Sequence[Place], size: float, centre_y: float
) -> Iterator[str]:
    """Each list's seats: circles first, then their letters, so that attributes are said once."""
    start = 0
    for group in groups:
        taken = places[start : start + group.count]
        start += group.count
        if not taken:
            continue
        # White between ring and colour: in greyscale a dark ring on a dark party is no ring.
        ring = size * RING if group.in_bloc else 0.0
        inner = size - ring * 1.5
        letters = min(inner * 0.95, inner * 1.7 / max(text_width(group.label, 1, bold=True), 0.1))
        spots = [point(place.radius, place.angle, centre_y) for place in taken]
        rings = "".join(element("circle", cx=x, cy=y, r=size - ring / 2) for x, y in spots)
        circles = "".join(element("circle", cx=x, cy=y, r=inner) for x, y in spots)
        label = escape(group.label, quote=False)
        texts = "".join(element("text", label, x=x, y=y + letters * 0.36) for x, y in spots)
        hover = escape(f"{group.name or group.label}: {group.count}", quote=False)
        yield element(
            "g",
            element("title", hover)
            + (
                element("g", rings, fill=PAPER, stroke=INK, stroke_width=ring, class_="s-rings")
                if ring
                else ""
            )
            + element("g", circles, fill=group.colour)
            + element(
                "g",
                texts,
                fill=text_on(group.colour),
                font_size=letters,
                font_weight="700",
                text_anchor="middle",
            ),
            class_="s-seats s-seats-bloc" if group.in_bloc else "s-seats",
        )


def boundary(
    places: Sequence[Place], majority: int, pitch: float, centre_y: float, label: str
) -> list[str]:
    """A dotted line with seats 1 to `majority` on its left, row by row."""
    if not 0 < majority <= len(places):
        return []
    rows: dict[int, list[tuple[float, bool]]] = {}
    for index, place in enumerate(places):
        rows.setdefault(place.row, []).append((place.angle, index < majority))
    radii = {place.row: place.radius for place in places}
    turns = []
    for row in sorted(rows):
        left = min((angle for angle, inside in rows[row] if inside), default=math.pi)
        right = max((angle for angle, inside in rows[row] if not inside), default=0.0)
        turns.append((radii[row], (left + right) / 2))
    outer, inner = turns[0], turns[-1]
    steps = [(outer[0] + pitch * 0.62, outer[1]), *turns, (inner[0] - pitch * 0.6, inner[1])]
    line = [point(radius, angle, centre_y) for radius, angle in steps]
    drawn = element(
        "polyline",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in line),
        class_="s-majority",
        fill="none",
        stroke=INK,
        stroke_width=2,
        stroke_dasharray="1 4.5",
        stroke_linecap="round",
        stroke_linejoin="round",
    )
    x, y = line[0]
    half = text_width(label, 12) / 2
    x = min(max(x, half), WIDTH - half)
    return [drawn, words(label, x, y - 5, 12, anchor="middle")] if label else [drawn]


def middle(text: str, note: str, places: Sequence[Place], pitch: float, bottom: float) -> list[str]:
    """The big number, as large as the innermost row leaves room for, standing on the floor."""
    inner = min(place.radius for place in places) - pitch / 2
    size = min(52.0, 2 * inner * 0.86 / text_width(text, 1, bold=True))
    parts = [words(text, WIDTH / 2, bottom - 2, size, anchor="middle", weight="700")]
    if note and inner > size * 1.5:
        parts.append(words(note, WIDTH / 2, bottom - size, 13, anchor="middle", fill=MUTED))
    return parts


def seat_bar(
    groups: Sequence[Seats],
    *,
    id: str,
    majority: int,
    title: str,
    width: float = 160,
    height: float = 18,
) -> str:
    """A council in a table row: the bloc's seats, the rest pale, a tick at `majority`.

    The bar is filled from the left up to the bloc's seats; it has a majority when it passes the
    tick, which stands in the middle of seat number `majority`.
    """
    total = sum(group.count for group in groups)
    if total < 1:
        raise ValueError("a seat bar needs at least one seat")
    scale = width / total
    top, thick = 4.0, height - 8
    parts = [
        element("rect", x=0, y=top, width=width, height=thick, rx=2, fill=TRACK, class_="s-track")
    ]
    x = 0.0
    for group in groups:
        if group.in_bloc and group.count:
            parts.append(
                element(
                    "rect",
                    x=x,
                    y=top,
                    width=max(group.count * scale - 0.8, 0.6),
                    height=thick,
                    fill=group.colour,
                )
            )
            x += group.count * scale
    tick = (majority - 0.5) * scale
    parts.append(
        element(
            "path",
            d=f"M{tick:.1f} 0V{height:g}",
            stroke=PAPER,
            stroke_width=4,
            class_="s-tick-halo",
        )
    )
    parts.append(
        element("path", d=f"M{tick:.1f} 0V{height:g}", stroke=INK, stroke_width=2, class_="s-tick")
    )
    return frame(
        parts, id=id, title=title, desc="", width=width, height=height, class_="s-seat-bar"
    )
