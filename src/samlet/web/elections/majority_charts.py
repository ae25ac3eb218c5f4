"""The two drawings of the majorities page: a council's seats, and the map of how near it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from samlet.charts import Area, Level, choropleth, hemicycle, mix
from samlet.data.map import municipal_map
from samlet.web.elections.counting import Standing
from samlet.web.elections.majorities import COUNTRY, Majorities
from samlet.web.elections.sentences import majorities as said
from samlet.web.elections.tables.majorities import council_address, seat_groups

# Size classes of what was missing, as shares of the votes: 2 % is "close", and a council beyond
# 10 % needs another election than the last one.
LIMITS = (Decimal("0.02"), Decimal("0.05"), Decimal("0.10"))
PALE = "#eceef0"
UNKNOWN = "#ffffff"


def levels(page: Majorities) -> list[Level]:
    """What the map's colours and patterns say: darkest where there is a majority."""
    colour = page.bloc.colour
    made = [Level("held", _("has a majority"), colour, "hatch")]
    lows = (None, *LIMITS)
    highs = (*LIMITS, None)
    for step, (low, high) in enumerate(zip(lows, highs, strict=True)):
        tint = mix(colour, PALE, (0.45, 0.68, 0.86, 1.0)[step])
        made.append(
            Level(f"short-{step}", said.share_limit(low, high), tint, "dots" if step == 0 else "")
        )
    made.append(Level("unknown", _("distance not known"), UNKNOWN, "cross"))
    return made if page.county != COUNTRY else [_plain(level) for level in made]


def _plain(level: Level) -> Level:
    """A level of the country's map. Its areas are too small for patterns, which make a print of
    many megabytes: tones tell the levels apart, the majority's the darkest also in grey."""
    if level.key == "held":
        return replace(level, colour=mix(level.colour, "#000000", 0.3), pattern="")
    return replace(level, pattern="" if level.key != "unknown" else level.pattern)


def level_of(at: Standing) -> str:
    """The key of a council's level."""
    if at.has_majority:
        return "held"
    if at.distance is None:
        return "unknown"
    return f"short-{sum(at.distance.share >= limit for limit in LIMITS)}"


@lru_cache(maxsize=96)
def majority_map(page: Majorities, query: str, *, for_file: bool = False) -> str:
    """The map of the county, or of the country without names."""
    county = page.county
    drawing = municipal_map(None if county == COUNTRY else county)
    standings = {at.council.number: at for at in page.standings}
    areas = [
        Area(
            number=number,
            d=shape.path,
            label=standings[number].council.name,
            level=level_of(standings[number]),
            sublabel=_sublabel(standings[number]) if county != COUNTRY else "",
            href=council_address(standings[number].council, query),
            says=said.map_says(standings[number]),
        )
        for number, shape in drawing.shapes.items()
        if number in standings
    ]
    used = {area.level for area in areas}
    return choropleth(
        areas,
        [level for level in levels(page) if level.key in used],
        id="map",
        title=said.map_title(page),
        desc=said.map_text(page),
        view_box=drawing.view_box,
        labels=county != COUNTRY,
        legend=for_file,
        tab_stops=county != COUNTRY,
    )


def used_levels(page: Majorities) -> list[Level]:
    """The levels that some council here has."""
    used = {level_of(at) for at in page.standings}
    return [level for level in levels(page) if level.key in used]


def _sublabel(at: Standing) -> str:
    text = f"{at.has}/{at.council.seats}"
    return f"{text} ✓" if at.has_majority else text


@lru_cache(maxsize=96)
def top_council(page: Majorities) -> str:
    """The hemicycle of the county council, or of Oslo's city council."""
    assert page.top is not None
    at = page.top
    return hemicycle(
        seat_groups(at),
        id="hemicycle",
        majority=at.needs,
        title=said.top_title(page),
        desc=said.seats_sentence(at),
        majority_label=_("majority: %(needs)s") % {"needs": at.needs},
    )
