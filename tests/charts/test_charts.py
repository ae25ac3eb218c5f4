"""Drawings: what they say is in them, readable, safe, and the same every time."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.charts import (
    Area,
    Level,
    Rung,
    Seats,
    Share,
    choropleth,
    contrast,
    hemicycle,
    mix,
    party_badge,
    quotient_ladder,
    ramp,
    seat_bar,
    share_bars,
    standalone,
    steps_legend,
    swatch,
    text_on,
)
from samlet.charts.colour import luminance
from samlet.charts.png import MissingFontError, to_png
from samlet.charts.seats import WIDTH, seating
from samlet.charts.svg import number

SVG = "{http://www.w3.org/2000/svg}"
VENDOR = Path(__file__).parents[2] / "src/samlet/web/ui/static/vendor"
FONTS = [VENDOR / "inter-400.ttf", VENDOR / "inter-700.ttf"]
# The county council of Akershus, elected 2023.
AKERSHUS = (
    Seats("H", "H", "#1e5ea8", 19),
    Seats("RØDT", "R", "#8f0d22", 2, True),
    Seats("SV", "SV", "#c3195d", 3, True),
    Seats("A", "Ap", "#d8243c", 10, True),
    Seats("SP", "Sp", "#2e7d32", 2, True),
    Seats("MDG", "MDG", "#5b8f22", 3, True),
    Seats("INP", "INP", "#8d6e3f", 1),
    Seats("PP", "Pp", "#6b4c9a", 1),
    Seats("KRF", "KrF", "#e0a100", 1),
    Seats("V", "V", "#117c7c", 3),
    Seats("FRP", "FrP", "#0d2a57", 6),
)
LEVELS = (
    Level("majority", "Majority", "#b32035", "hatch"),
    Level("short", "One seat short", "#e79aa3", "dots"),
    Level("far", "Far", "#e3e7ec"),
)
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def council(**changes: object) -> str:
    texts = {"title": "20 of 51", "desc": "The council.", "majority_label": "Majority 26"}
    return hemicycle(AKERSHUS, id="council", majority=26, **{**texts, **changes})  # type: ignore[arg-type]


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def every_chart() -> dict[str, str]:
    rungs = [
        Rung("28", "Ap", "#d8243c", 205.2, "205,2", True),
        Rung("29", "KrF", "#e0a100", 205.0, "205,0", True, "last seat"),
        Rung("–", "H", "#1e5ea8", 204.9, "204,9", False, "first outside"),
    ]
    return {
        "hemicycle": council(),
        "bar": seat_bar(AKERSHUS, id="bar", majority=26, title="20 of 51"),
        "ladder": quotient_ladder(rungs, id="ladder", title="Quotients", desc="KrF last."),
        "shares": share_bars(
            [Share("Ap", "#d8243c", 0.2, "20 %", True, 0.25), Share("H", "#1e5ea8", 0.3, "30 %")],
            id="shares",
            title="Shares",
            desc="",
        ),
        "map": county(),
        "legend": steps_legend(LEVELS, id="legend", title="Levels"),
    }


def county(*, labels: bool = True, legend: bool = False, href: str = "/h/") -> str:
    areas = [
        Area("1", "M0 0h150v120h-150z", "Hurdal", "short", "8/17", href),
        Area("2", "M150 0H330V120H150Z", "Eidsvoll", "far", "15/35", href),
        Area("3", "M0,120L20,120L20,220L0,220Z", "Rælingen", "majority", "18/35 ✓", href),
        Area("4", "m20 120 310 0 0 100 -310 0z", "Lillestrøm", "far", "23/55", href),
    ]
    return choropleth(
        areas,
        LEVELS,
        id="map",
        title="Councils",
        desc="By distance.",
        view_box=(0, 0, 330, 220),
        labels=labels,
        legend=legend,
    )


@pytest.mark.parametrize("name", every_chart())
def test_chart_is_named_described_and_well_formed(name: str) -> None:
    root = tree(every_chart()[name])

    assert root.get("role") in {"img", "group"}
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text
    assert root.get("aria-labelledby") == title.get("id")
    desc = root.find(f"{SVG}desc")
    assert root.get("aria-describedby") == (desc.get("id") if desc is not None else None)


@pytest.mark.parametrize("name", every_chart())
def test_chart_needs_no_inline_style_and_no_other_host(name: str) -> None:
    svg = every_chart()[name]

    assert "style" not in svg
    assert "<script" not in svg
    assert svg.count("http") == 1  # the SVG namespace


@pytest.mark.parametrize("name", every_chart())
def test_chart_is_the_same_every_time_and_its_ids_are_its_own(name: str) -> None:
    svg = every_chart()[name]

    assert svg == every_chart()[name]
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(used in ids for used in re.findall(r"url\(#([^)]+)\)", svg))


def test_hemicycle_has_a_seat_and_a_letter_for_everyone() -> None:
    root = tree(council())

    letters = [text.text for text in root.findall(f".//{SVG}text")]
    assert len(root.findall(f".//{SVG}circle")) == 51 + 20  # and a ring for each of the bloc's
    assert len(root.findall(f"{SVG}g//{SVG}text")) == 51
    assert letters.count("Ap") == 10
    assert "20 / 51" in letters
    assert "Majority 26" in letters


def test_bloc_sits_from_the_left_and_wears_dark_rings() -> None:
    root = tree(council())

    groups = root.findall(f"{SVG}g")
    bloc = ["s-seats-bloc" in group.get("class", "") for group in groups]
    assert bloc == [True] * 5 + [False] * 6
    rings = [group.find(f"{SVG}g[@class='s-rings']") is not None for group in groups]
    assert rings == bloc


@given(st.integers(1, 150))
def test_seats_stand_apart_inside_the_picture_with_room_for_the_number(total: int) -> None:
    places, pitch = seating(total)

    spots = [(p.radius * math.cos(p.angle), p.radius * math.sin(p.angle)) for p in places]
    assert len(spots) == total
    assert all(abs(x) <= WIDTH / 2 - pitch / 2 for x, _ in spots)
    assert min((math.dist(a, b) for a, b in combinations(spots, 2)), default=99) >= pitch * 0.99
    assert min(place.radius for place in places) - pitch / 2 >= WIDTH * 0.14
    assert [p.angle for p in places] == sorted((p.angle for p in places), reverse=True)


@given(st.integers(1, 150))
def test_at_most_one_seat_stands_in_the_very_middle(total: int) -> None:
    places, _pitch = seating(total)

    assert sum(abs(place.angle - math.pi / 2) < 1e-9 for place in places) == total % 2


def test_council_without_seats_is_refused() -> None:
    empty = [Seats("A", "Ap", "#d8243c", 0)]

    with pytest.raises(ValueError, match="seat"):
        hemicycle(empty, id="x", majority=1, title="", desc="")
    with pytest.raises(ValueError, match="seat"):
        seat_bar(empty, id="x", majority=1, title="")


@pytest.mark.parametrize(("has", "passes"), [(14, False), (15, True)])
def test_seat_bar_passes_its_tick_only_with_a_majority(has: int, passes: bool) -> None:
    groups = [Seats("A", "Ap", "#d8243c", has, True), Seats("H", "H", "#1e5ea8", 29 - has)]

    root = tree(seat_bar(groups, id="bar", majority=15, title=f"{has} of 29"))

    filled = float(root.findall(f"{SVG}rect")[1].get("width", ""))
    tick = float(re.match(r"M([\d.]+)", root.findall(f"{SVG}path")[0].get("d", ""))[1])  # type: ignore[index]
    assert (filled > tick) is passes


@given(colours)
def test_letters_are_readable_on_any_colour(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    with pytest.raises(ValueError, match="#rrggbb"):
        contrast("red", "#ffffff")


def test_ramp_differs_in_greyscale() -> None:
    tones = [luminance(colour) for colour in ramp("#b32035", 4)]

    assert tones == sorted(tones)
    assert min(b - a for a, b in pairwise(tones)) > 0.05
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_map_tells_its_levels_by_pattern_as_well() -> None:
    root = tree(county())

    fills = {group.get("fill") for group in root.findall(f"{SVG}g") if group.get("fill")}
    assert fills == {"url(#map-majority)", "url(#map-short)", "#e3e7ec"}
    assert len(root.findall(f".//{SVG}pattern")) == 2


def test_map_with_links_is_a_group_whose_links_have_names() -> None:
    root = tree(county())

    links = root.findall(f".//{SVG}a")
    assert root.get("role") == "group"
    assert [link.get("aria-label") for link in links] == [
        "Rælingen: 18/35 ✓",
        "Hurdal: 8/17",
        "Eidsvoll: 15/35",
        "Lillestrøm: 23/55",
    ]
    assert tree(county(href="")).get("role") == "img"


def test_name_that_does_not_fit_stands_beside_with_a_line() -> None:
    svg = county()

    assert svg.count('class="s-leader"') == 1
    assert "Rælingen</text>" in svg
    left = float(tree(svg).get("viewBox", "").split()[0])
    assert left < 0  # the picture grew to hold it


def test_map_without_names_has_none_and_unknown_level_is_refused() -> None:
    assert "<text" not in county(labels=False)
    with pytest.raises(ValueError, match="nowhere"):
        choropleth(
            [Area("1", "M0 0h1v1z", "A", "nowhere")],
            LEVELS,
            id="m",
            title="",
            desc="",
            view_box=(0, 0, 1, 1),
        )


def test_legend_can_be_part_of_the_map_and_a_swatch_is_silent() -> None:
    assert "One seat short</text>" in county(legend=True)
    assert tree(swatch(LEVELS[0], id="s")).get("aria-hidden") == "true"


def test_badge_is_a_picture_only_when_no_name_stands_beside_it() -> None:
    assert tree(party_badge("Ap", "#d8243c")).get("aria-hidden") == "true"
    named = tree(party_badge("Ap", "#d8243c", name="Arbeiderpartiet"))
    assert (named.get("role"), named.get("aria-label")) == ("img", "Arbeiderpartiet")


def test_ladder_cuts_between_the_last_winner_and_the_first_loser() -> None:
    svg = every_chart()["ladder"]

    assert svg.count('class="s-majority"') == 1
    assert svg.index("last seat") < svg.index("s-majority") or "s-majority" in svg
    with pytest.raises(ValueError, match="quotient"):
        quotient_ladder([], id="x", title="", desc="")
    with pytest.raises(ValueError, match="list"):
        share_bars([], id="x", title="", desc="")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_no_text_becomes_markup(text: str) -> None:
    groups = [Seats("A", text, "#d8243c", 3, True, text)]

    root = tree(hemicycle(groups, id="c", majority=2, title=text, desc=text, majority_label=text))

    assert root.find(f"{SVG}title").text in {text, None}  # type: ignore[union-attr]
    assert len(root.findall(f".//{SVG}circle")) == 6


def test_downloaded_file_stands_alone() -> None:
    svg = standalone(county(), heading="Who has a majority", source="Source: official result 2023")

    assert svg.startswith("<?xml")
    root = tree(svg.encode().decode().split("\n", 1)[1])
    assert "Who has a majority" in svg
    assert "Source: official result 2023" in svg
    assert all(link.get("href") is None for link in root.findall(f".//{SVG}a"))
    assert float(root.get("height", "")) > 220
    with pytest.raises(ValueError, match="chart"):
        standalone("<p>no</p>")


@pytest.mark.parametrize("name", every_chart())
def test_picture_has_the_width_asked_for(name: str) -> None:
    png = to_png(standalone(every_chart()[name], heading="Heading"), 400, fonts=FONTS)

    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 400


def test_picture_draws_its_letters_without_the_fonts_of_the_machine() -> None:
    with_letters = to_png(steps_legend(LEVELS, id="l", title="Levels"), 400, fonts=FONTS)
    silent = [Level(level.key, " " * len(level.label), level.colour) for level in LEVELS]

    without = to_png(steps_legend(silent, id="l", title="Levels"), 400, fonts=FONTS)

    assert len(with_letters) > 2 * len(without)


def test_picture_without_fonts_is_refused_rather_than_drawn_without_letters(tmp_path: Path) -> None:
    with pytest.raises(MissingFontError, match="script/setup"):
        to_png(council(), 400, fonts=[tmp_path / "inter-400.ttf"])
    with pytest.raises(MissingFontError):
        to_png(council(), 400, fonts=[])
    with pytest.raises(ValueError, match="wide"):
        to_png(council(), 1_000_000, fonts=FONTS)


def test_part_of_a_page_is_refused_since_its_letters_would_vanish() -> None:
    with pytest.raises(ValueError, match="namespace"):
        to_png(party_badge("Ap", "#d8243c"), 400, fonts=FONTS)


def test_numbers_are_short() -> None:
    assert [number(value) for value in (1.0, 0.125, -0.001, 20.5)] == ["1", "0.12", "0", "20.5"]
