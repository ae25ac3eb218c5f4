"""Invented union branches, local organisations where no real ones are known, and clubs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from samlet.synthetic import contacts
from samlet.synthetic.dice import Dice, Wheel
from samlet.synthetic.draft import Draft
from samlet.synthetic.ground import counties, county_name, municipalities
from samlet.synthetic.names import MARKERS
from samlet.synthetic.rows import UnitRow
from samlet.synthetic.work import Trade

# How far a branch reaches; a union that is not named has one branch in each county.
IN_EACH_MUNICIPALITY = ("fagforbundet",)
IN_EACH_AREA = (
    "fellesforbundet",
    "handel_og_kontor",
    "styrke",
    "ntl",
    "el_og_it",
    "arbeidsmandsforbundet",
)
IN_THE_COUNTRY = (
    "apf",
    "dramatikerforbundet",
    "flygerforbundet",
    "niso",
    "nkf",
    "nmf",
    "nof",
    "nlf",
)
# Real branches have numbers of at most four digits; those from 9000 are ours.
FIRST_NUMBER = 9_000


def found_local_organisations(draft: Draft) -> None:
    """Areas for the counties whose local organisations are not packaged."""
    empty = [
        county
        for county in counties(draft)
        if not any(u.county_number == county["number"] for u in draft.of_kind("local_organisation"))
    ]
    places = {county["number"]: municipalities(county["number"]) for county in empty}
    total = sum(map(len, places.values()))
    for county in empty:
        mine = places[county["number"]]
        parts = max(1, round(draft.amounts.local_organisations * len(mine) / total))
        for part in range(parts):
            area = mine[part * len(mine) // parts : (part + 1) * len(mine) // parts]
            covers = tuple(row["number"] for row in area)
            key = draft.add(
                UnitRow(
                    key=f"area-{county['number']}-{part + 1}",
                    kind="local_organisation",
                    name=f"LO i eksempelregion {county_name(county)} {part + 1}",
                    county_number=county["number"],
                    belongs_to=(f"lo-{county['number']}",),
                    covers=covers,
                )
            )
            draft.areas.update(dict.fromkeys(covers, key))


def found_unions(draft: Draft) -> None:
    """Unions that do not exist, to reach the number the pages are tested with."""
    for number in range(draft.amounts.invented_unions):
        draft.add(
            UnitRow(
                key=f"union-{number + 1}",
                kind="union",
                name=f"{MARKERS[number]}forbundet",
                short_name=f"{MARKERS[number]}forb.",
                belongs_to=("lo",),
                own_controller=True,
            )
        )


def found_branches(draft: Draft) -> dict[tuple[str, str], str]:
    """Add the branches, and answer which branch a union has in a municipality."""
    where: dict[tuple[str, str], str] = {}
    regions = [(county, municipalities(county["number"])) for county in counties(draft)]
    for union in draft.of_kind("union"):
        if union.key in IN_THE_COUNTRY or union.synthetic:
            everywhere = [row["number"] for _, rows in regions for row in rows]
            _branch(draft, union, "landet", everywhere, where)
            continue
        for county, rows in regions:
            if union.key in IN_EACH_MUNICIPALITY:
                for row in rows:
                    _branch(draft, union, row["name"].split(" (")[0], [row["number"]], where)
            elif union.key in IN_EACH_AREA:
                for name, covers in _areas(draft, county["number"]).items():
                    _branch(draft, union, name, covers, where)
            else:
                covers = [row["number"] for row in rows]
                _branch(draft, union, county_name(county), covers, where)
    return where


def _areas(draft: Draft, county: str) -> dict[str, list[str]]:
    """The local organisations' areas; what lies in none goes with the first of them."""
    areas: dict[str, list[str]] = defaultdict(list)
    for row in municipalities(county):
        area = draft.units[draft.areas[row["number"]]]
        if area.kind == "local_organisation":
            areas[area.name.removeprefix("LO ").removeprefix("i ").removeprefix("på ")].append(
                row["number"]
            )
    lone = [
        r["number"] for r in municipalities(county) if draft.areas[r["number"]] == f"lo-{county}"
    ]
    next(iter(areas.values())).extend(lone)
    return areas


def _branch(
    draft: Draft,
    union: UnitRow,
    area: str,
    covers: list[str],
    where: dict[tuple[str, str], str],
) -> None:
    number = str(FIRST_NUMBER + len(set(where.values())) + 1)
    reached = {draft.units[f"municipality-{place}"].county_number for place in covers}
    county = reached.pop() if len(reached) == 1 else ""
    region = f"{union.key}-{county}"
    key = draft.add(
        UnitRow(
            key=f"branch-{number}",
            kind="union_branch",
            name=f"{union.short_name or union.name} prøveavdeling {number} {area}",
            short_name=f"{union.short_name or union.name} avd. {number}",
            number=number,
            county_number=county,
            email=contacts.shared_box(f"avd{number}"),
            valid_from=date(1990, 1, 1),
            belongs_to=(region if region in draft.units else union.key,),
            lies_in=tuple(dict.fromkeys(draft.areas[place] for place in covers)),
            covers=tuple(covers),
        )
    )
    where.update({(union.key, place): key for place in covers})


def found_clubs(
    draft: Draft, trades: dict[str, Trade], branches: dict[tuple[str, str], str]
) -> dict[str, str]:
    """Add clubs at workplaces, at most one of a union at each; answer the union of each club."""
    dice = Dice(draft.seed, "clubs")
    wheels = {trade.name: Wheel(trade.unions) for trade in trades.values()}
    workplaces = list(trades)
    turns = [workplaces[number] for number in dice.spread(len(workplaces))] * 3
    unions: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for workplace in turns:
        if len(unions) == draft.amounts.clubs:
            break
        union = dice.turn(wheels[trades[workplace].name])
        if (workplace, union) in taken or dice.chance(0.3):
            continue
        taken.add((workplace, union))
        unions[_club(draft, dice, workplace, union, branches)] = union
    return unions


def _club(
    draft: Draft, dice: Dice, workplace: str, union: str, branches: dict[tuple[str, str], str]
) -> str:
    at = draft.units[workplace]
    short = draft.units[union].short_name
    number = len(draft.units)
    return draft.add(
        UnitRow(
            key=f"club-{number}",
            kind="club",
            name=f"{short} klubb {at.name}",
            short_name=f"{short} {at.name.split()[0]}"[:60],
            municipality_number=at.municipality_number,
            county_number=at.county_number,
            email=contacts.shared_box(f"klubb{number}") if dice.chance(0.4) else "",
            valid_from=dice.day(date(1995, 1, 1), date(2024, 12, 31)),
            belongs_to=(branches[union, at.municipality_number],),
            lies_in=at.lies_in,
            located_at=workplace,
        )
    )
