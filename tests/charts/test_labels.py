"""Names on a map: in their area, or beside it, never on top of each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from samlet.charts.labels import Grid, Placed, Wish, nearest, overlap, place, rings
from samlet.charts.labels import crosses as lines_cross
from samlet.data import table
from samlet.data.map import county_of, municipal_map

NAMES = {row["number"]: row["name"] for row in table("municipalities")}


def placed(county: str) -> tuple[Placed, int]:
    drawing = municipal_map(county)
    _, _, width, height = drawing.view_box
    size = width / 46
    wishes = [
        Wish(index, len(NAMES[number]) * size * 0.62, size * 2.5)
        for index, number in enumerate(drawing.shapes)
    ]
    shapes = [rings(shape.path) for shape in drawing.shapes.values()]
    grid = Grid(shapes, (-width * 0.3, -size, width * 1.3, height + size))
    return place(grid, wishes, scales=(1.0, 0.86), longest=width * 0.3), len(wishes)


@pytest.mark.parametrize("county", sorted(set(county_of().values())))
def test_every_area_of_every_county_has_a_name_or_a_number_and_no_names_collide(
    county: str,
) -> None:
    found, wished = placed(county)

    assert len(found.spots) + len(found.left_over) == wished
    assert not any(overlap(a.box, b.box) for a, b in combinations(found.spots, 2))
    lines = [(s.anchor, nearest(s.box, s.anchor)) for s in found.spots if s.anchor]
    assert not any(lines_cross(*a, *b) for a, b in combinations(lines, 2))


def test_path_is_read_in_either_case() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 5.0)]

    assert rings("M0 0H10V5H0Z") == [square]
    assert rings("m0,0 10,0 0,5 -10,0z") == [square]
    assert rings("M0 0h10v5h-10zM20 0l1 1-1 0z")[1] == [(20.0, 0.0), (21.0, 1.0), (20.0, 1.0)]


def test_curve_is_refused() -> None:
    with pytest.raises(ValueError, match="straight"):
        rings("M0 0C1 1 2 2 3 3Z")


def test_islet_smaller_than_a_square_still_has_a_point() -> None:
    grid = Grid([[[(50.0, 50.0), (50.1, 50.0), (50.1, 50.1)]]], (0, 0, 100, 100))

    assert grid.inside(0) == pytest.approx((50.07, 50.03), abs=0.01)
