"""The map: every municipality, no gaps, no overlaps, light enough for a page."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from samlet.data import read_bytes, table
from samlet.data.map import AKERSHUS, county_of, map_lines, municipal_map, ring_area

COUNTIES = [row["number"] for row in table("counties")]


def uses(lines):
    return Counter(
        ref if ref >= 0 else ~ref
        for rings in lines.rings.values()
        for ring in rings
        for ref in ring
    )


def test_every_municipality_has_an_outline_in_both_maps():
    today = {row["number"] for row in table("councils")}

    assert set(municipal_map().shapes) == today
    assert {n for county in COUNTIES for n in municipal_map(county).shapes} == today
    for county in COUNTIES:
        assert {county_of()[number] for number in municipal_map(county).shapes} == {county}


@pytest.mark.parametrize("county", [None, *COUNTIES])
def test_a_line_between_neighbours_is_one_line_used_once_each_way(county):
    lines = map_lines(county)
    directions = Counter(ref for rings in lines.rings.values() for ring in rings for ref in ring)

    assert set(uses(lines).values()) <= {1, 2}
    for arc, times in uses(lines).items():
        if times == 2:
            assert directions[arc] == directions[~arc] == 1


@pytest.mark.parametrize("county", [None, *COUNTIES])
def test_arcs_hang_together_in_closed_rings(county):
    lines = map_lines(county)

    for rings in lines.rings.values():
        for ring in rings:
            ends = [(lines.arcs[ref] if ref >= 0 else lines.arcs[~ref][::-1]) for ref in ring]
            for one, next_one in pairwise([*ends, ends[0]]):
                assert one[-1] == next_one[0]


@pytest.mark.parametrize("county", [None, *COUNTIES])
def test_the_municipalities_fill_their_outline_without_overlap(county):
    lines = map_lines(county)
    signed = [
        sum(ring_area(lines.points(ring)) for ring in rings) for rings in lines.rings.values()
    ]
    once = {arc for arc, times in uses(lines).items() if times == 1}
    # The shoelace sum over the arcs used once is twice the area of the outline.
    outline = sum(
        (a[0] * b[1] - b[0] * a[1]) * (1 if ref >= 0 else -1)
        for rings in lines.rings.values()
        for ring in rings
        for ref in ring
        if (ref if ref >= 0 else ~ref) in once
        for a, b in pairwise(lines.arcs[ref if ref >= 0 else ~ref])
    )

    assert all(area < 0 for area in signed)  # every municipality runs the same way round
    assert sum(signed) == outline


def crossings(lines):
    """Pairs of segments that cross in their inner parts, found on a grid."""
    grid = {}
    for arc in uses(lines):
        for a, b in pairwise(lines.arcs[arc]):
            for x in range(min(a[0], b[0]) // 64, max(a[0], b[0]) // 64 + 1):
                for y in range(min(a[1], b[1]) // 64, max(a[1], b[1]) // 64 + 1):
                    grid.setdefault((x, y), set()).add((a, b))
    found = set()
    for segments in grid.values():
        ordered = sorted(segments)
        for place, (a, b) in enumerate(ordered):
            for c, d in ordered[place + 1 :]:
                if c[0] > max(a[0], b[0]):
                    break
                if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                    found.add((a, b, c, d))
    return found


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def test_no_lines_cross_in_the_drawing_of_akershus():
    assert crossings(map_lines(AKERSHUS)) == set()


@pytest.mark.parametrize("county", [None, "46", "18"])
def test_hardly_any_lines_cross_where_the_coast_is_finest(county):
    lines = map_lines(county)
    segments = sum(len(lines.arcs[arc]) - 1 for arc in uses(lines))

    assert len(crossings(lines)) <= segments // 500


def test_the_drawn_area_is_that_of_norway():
    drawn = municipal_map()
    square_kilometres = sum(s.area for s in drawn.shapes.values()) * drawn.metres**2 / 1e6

    assert 315_000 < square_kilometres < 330_000


@pytest.mark.parametrize("county", [None, "32", "03", "56"])
def test_paths_are_whole_numbers_inside_the_view_box_with_a_label_inside(county):
    drawn = municipal_map(county)
    _, _, width, height = drawn.view_box

    for shape in drawn.shapes.values():
        assert re.fullmatch(r"(M\d+,\d+l(-?\d+,-?\d+ ?)+z)+", shape.path), shape.number
        assert 0 <= shape.label[0] <= width
        assert 0 <= shape.label[1] <= height
        assert shape.area > 0
        assert shape.room >= 0


def test_counties_have_outlines():
    assert set(municipal_map().outlines) == set(COUNTIES)
    assert set(municipal_map(AKERSHUS).outlines) == {AKERSHUS}
    assert all(path.startswith("M") for path in municipal_map().outlines.values())


def test_an_unknown_county_is_refused():
    with pytest.raises(KeyError):
        municipal_map("99")


def test_the_map_is_light():
    assert len(read_bytes("map.json")) <= 500_000
    assert sum(len(shape.path) for shape in municipal_map().shapes.values()) <= 100_000
    assert sum(len(shape.path) for shape in municipal_map(AKERSHUS).shapes.values()) <= 20_000
