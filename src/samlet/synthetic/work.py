"""Invented workplaces and employers, and which unions have members there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samlet.data import table
from samlet.synthetic.dice import Dice, Wheel
from samlet.synthetic.draft import Draft
from samlet.synthetic.names import STEMS
from samlet.synthetic.rows import UnitRow

PRIVATE, MUNICIPAL, COUNTY, STATE = "private", "municipal", "county", "state"


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of workplace: how it is called, who runs it and who organises there.

    short: how people write it in lists. weight: how common; unions: shares of the clubs.
    """

    name: str
    runs: str
    weight: float
    unions: Mapping[str, float] = field(hash=False)
    short: str = ""


_CARE = {"fagforbundet": 86, "fo": 11, "skolenes_landsforbund": 1, "arbeidsmandsforbundet": 2}
_SCHOOL = {"fagforbundet": 70, "skolenes_landsforbund": 28, "fo": 2}
_CRAFT = {"fellesforbundet": 92, "arbeidsmandsforbundet": 4, "styrke": 4}
TRADES = (
    Trade("sykehjem", MUNICIPAL, 9, _CARE, "sykehj."),
    Trade("barnehage", MUNICIPAL, 12, _SCHOOL, "bhg."),
    Trade("skole", MUNICIPAL, 9, _SCHOOL, "sk."),
    Trade("hjemmetjeneste", MUNICIPAL, 6, _CARE, "hj.tj."),
    Trade("barnevern", MUNICIPAL, 3, {"fo": 80, "fagforbundet": 20}),
    Trade("renhold og drift", MUNICIPAL, 3, {"fagforbundet": 95, "el_og_it": 5}),
    Trade("bofellesskap", MUNICIPAL, 4, {"fagforbundet": 62, "fo": 38}),
    Trade("bibliotek", MUNICIPAL, 1, {"fagforbundet": 100}, "bibl."),
    Trade("kulturskole", MUNICIPAL, 1, {"creo": 80, "fagforbundet": 20}),
    Trade(
        "videregående skole", COUNTY, 2, {"skolenes_landsforbund": 55, "fagforbundet": 45}, "vgs."
    ),
    Trade("tannklinikk", COUNTY, 1, {"fagforbundet": 100}),
    Trade("NAV-kontor", STATE, 2, {"ntl": 75, "fo": 25}, "NAV"),
    Trade("skattekontor", STATE, 1, {"ntl": 100}),
    Trade("fengsel", STATE, 0.5, {"nff": 92, "fo": 8}),
    Trade("leir", STATE, 0.5, {"nof": 85, "ntl": 15}),
    Trade("banestasjon", STATE, 1, {"njf": 75, "nlf": 25}, "st."),
    Trade("bygg AS", PRIVATE, 6, _CRAFT),
    Trade("mek AS", PRIVATE, 5, {"fellesforbundet": 80, "styrke": 20}),
    Trade("bilverksted", PRIVATE, 2, _CRAFT),
    Trade("hotell", PRIVATE, 2, {"fellesforbundet": 100}),
    Trade("buss AS", PRIVATE, 2, {"fellesforbundet": 80, "fagforbundet": 20}),
    Trade("lager AS", PRIVATE, 4, {"fellesforbundet": 55, "handel_og_kontor": 45}),
    Trade("butikk", PRIVATE, 5, {"handel_og_kontor": 100}),
    Trade("regnskap AS", PRIVATE, 2, {"handel_og_kontor": 100}),
    Trade("renhold AS", PRIVATE, 2, {"arbeidsmandsforbundet": 100}),
    Trade("vakt AS", PRIVATE, 2, {"arbeidsmandsforbundet": 100}),
    Trade("anlegg AS", PRIVATE, 2, {"arbeidsmandsforbundet": 85, "fellesforbundet": 15}),
    Trade("elektro AS", PRIVATE, 3, {"el_og_it": 100}),
    Trade("data AS", PRIVATE, 1, {"el_og_it": 70, "handel_og_kontor": 30}),
    Trade("meieri", PRIVATE, 2, {"nnn": 100}),
    Trade("bakeri", PRIVATE, 2, {"nnn": 100}),
    Trade("kjemi AS", PRIVATE, 2, {"styrke": 100}),
    Trade("fly AS", PRIVATE, 0.4, {"nkf": 60, "flygerforbundet": 40}),
    Trade("rederi", PRIVATE, 0.4, {"nsf": 100}),
    Trade("teater", PRIVATE, 0.3, {"creo": 60, "dramatikerforbundet": 40}),
    Trade("idrettsklubb", PRIVATE, 0.3, {"niso": 100}),
    Trade("klinikk", PRIVATE, 0.3, {"nmf": 100}),
    Trade("avis", PRIVATE, 0.2, {"apf": 60, "handel_og_kontor": 40}),
)
WHEEL = Wheel({number: trade.weight for number, trade in enumerate(TRADES)})
# Out of ten private workplaces seven are a firm of their own, the rest belong to a chain.
CHAIN_SHARE = 0.3


def open_workplaces(draft: Draft) -> dict[str, Trade]:
    """Add the workplaces, spread as people live, and answer the trade of each."""
    dice = Dice(draft.seed, "workplaces")
    homes = _places(draft)
    chains = _chains(draft, dice)
    trades: dict[str, Trade] = {}
    taken: set[tuple[str, str]] = set()
    for count in range(draft.amounts.workplaces):
        place, trade = dice.turn(homes), TRADES[dice.turn(WHEEL)]
        name = f"{dice.pick(STEMS)} {trade.name}"
        while (place, name) in taken:
            place, name = dice.turn(homes), f"{dice.pick(STEMS)} {trade.name}"
        taken.add((place, name))
        key = f"workplace-{count}"
        county = draft.units[f"municipality-{place}"].county_number
        draft.add(
            UnitRow(
                key=key,
                kind="workplace",
                name=name,
                municipality_number=place,
                county_number=county,
                sector=trade.runs,
                lies_in=(draft.areas[place],),
                operated_by=_employer(draft, dice, trade, (place, name), chains),
            )
        )
        trades[key] = trade
    return trades


def _places(draft: Draft) -> Wheel[str]:
    """Municipalities covered, weighted by inhabitants."""
    return Wheel(
        {
            row["number"]: int(row["population"])
            for row in table("councils")
            if f"municipality-{row['number']}" in draft.units
        }
    )


def _chains(draft: Draft, dice: Dice) -> list[str]:
    """Firms with many workplaces: one for every hundred workplaces, and never fewer than five."""
    count = max(5, draft.amounts.workplaces // 100)
    stems = dice.some(STEMS, min(count, len(STEMS)))
    return [
        draft.add(
            UnitRow(
                key=f"chain-{number + 1}",
                kind="employer",
                name=f"{stems[number % len(stems)]} konsern {number + 1} AS",
                lies_in=tuple(unit.key for unit in draft.of_kind("region")),
                sector=PRIVATE,
            )
        )
        for number in range(count)
    ]


def _employer(
    draft: Draft, dice: Dice, trade: Trade, named: tuple[str, str], chains: list[str]
) -> str:
    """Who runs a workplace of this trade, at this place and of this name."""
    place, name = named
    if trade.runs == MUNICIPAL:
        return f"municipality-{place}"
    county = f"county-{draft.units[f'municipality-{place}'].county_number}"
    if trade.runs == COUNTY:
        return county if county in draft.units else f"municipality-{place}"
    if trade.runs == STATE:
        return "state"
    if dice.chance(CHAIN_SHARE):
        return dice.pick(chains)
    return draft.add(
        UnitRow(
            key=f"firm-{len(draft.units)}",
            kind="employer",
            name=name if name.endswith(" AS") else f"{name} AS",
            municipality_number=place,
            county_number=draft.units[f"municipality-{place}"].county_number,
            lies_in=(draft.areas[place],),
            sector=PRIVATE,
        )
    )
