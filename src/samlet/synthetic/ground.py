"""What is real: the confederation, unions, regions, councils and parties, each with its source."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from samlet.data import manifest, table
from samlet.synthetic.draft import Draft
from samlet.synthetic.rows import OtherName, UnitRow
from samlet.synthetic.sizes import AKERSHUS

# The councils sit until the next ones are constituted, by the end of October 2027.
ELECTED = date(2023, 10, 15)
COUNCIL_LAW = "Kommuneloven § 5-1"
REGION_NOTE = "Navnet på regionen er et forslag; LO i fylket bekrefter det"


def lay(draft: Draft) -> None:
    """The real structure of the counties that the register covers."""
    draft.add(
        UnitRow(
            key="lo",
            kind="confederation",
            name="Landsorganisasjonen i Norge",
            short_name="LO",
            own_controller=True,
            synthetic=False,
            basis="verified",
            source="lo.no, Hvem vi er, lest 24. november 2026",
        )
    )
    for county in counties(draft):
        _region(draft, county)
    _local_organisations(draft)
    _unions(draft)


def counties(draft: Draft) -> list[dict[str, str]]:
    """The counties covered, by number."""
    wanted = draft.amounts.counties
    return [row for row in table("counties") if not wanted or row["number"] in wanted]


def municipalities(county: str) -> list[dict[str, str]]:
    """The municipalities of today in a county, by number."""
    rows = (row for row in table("municipalities") if row["county"] == county)
    return sorted(rows, key=lambda row: row["number"])


def county_name(county: dict[str, str]) -> str:
    """The first of a county's names: "Troms – Romsa – Tromssa" is called Troms here."""
    return county["name"].split(" - ")[0].split(" – ")[0]


def _region(draft: Draft, county: dict[str, str]) -> None:
    number = county["number"]
    places = [row["number"] for row in municipalities(number)]
    draft.add(
        UnitRow(
            key=f"lo-{number}",
            kind="region",
            name=f"LO i {county_name(county)}",
            short_name=f"LO {county_name(county)}",
            county_number=number,
            belongs_to=("lo",),
            covers=tuple(places),
            own_controller=True,
            synthetic=False,
            basis="proposal",
            source=REGION_NOTE,
        )
    )
    draft.areas.update(dict.fromkeys(places, f"lo-{number}"))
    for key, name in (("council", "Regionrådet"), ("youth", "Ungdomsutvalget")):
        draft.add(
            UnitRow(
                key=f"lo-{number}-{key}",
                kind="board",
                name=f"{name} i LO i {county_name(county)}",
                county_number=number,
                belongs_to=(f"lo-{number}",),
                synthetic=False,
                basis="proposal",
                source="LOs råd og utvalg i fylkene: lo.no og fo.no",
            )
        )


def _local_organisations(draft: Draft) -> None:
    covers = defaultdict(list)
    for row in table("local_organisation_municipalities"):
        covers[row["local_organisation"]].append(row["municipality"])
    for row in table("local_organisations"):
        if f"lo-{row['county']}" not in draft.units:
            continue
        key = draft.add(
            UnitRow(
                key=row["key"],
                kind="local_organisation",
                name=row["name"],
                county_number=row["county"],
                belongs_to=(f"lo-{row['county']}",),
                covers=tuple(covers[row["key"]]),
                other_names=tuple(OtherName(name) for name in row["abbreviations"].split("|")),
                synthetic=False,
                basis=row["basis"],
                source=row["source"],
            )
        )
        draft.areas.update(dict.fromkeys(covers[row["key"]], key))


def _unions(draft: Draft) -> None:
    for row in table("unions"):
        if row["confederation"] != "LO" or row["kind"] != "union":
            continue
        unclear = {"", row["short"], *row["ambiguous"].split("|")}
        called = (*row["former_names"].split("|"), *row["abbreviations"].split("|"))
        names = [one for one in dict.fromkeys(called) if one not in unclear]
        draft.add(
            UnitRow(
                key=row["key"],
                kind="union",
                name=row["name"],
                short_name=row["short"],
                belongs_to=("lo",),
                other_names=tuple(map(OtherName, names)),
                own_controller=True,
                synthetic=False,
                basis=row["basis"],
                source=row["source"],
            )
        )
    if "lo-" + AKERSHUS in draft.units:
        for union in ("fagforbundet", "fo"):
            short = draft.units[union].short_name
            draft.add(
                UnitRow(
                    key=f"{union}-{AKERSHUS}",
                    kind="union_region",
                    name=f"{short} Akershus",
                    county_number=AKERSHUS,
                    belongs_to=(union,),
                    synthetic=False,
                    basis="proposal",
                    source="etter skikken; regionen retter det",
                )
            )


def seat_councils(draft: Draft) -> None:
    """Municipalities and counties, as employers and with their councils."""
    for county in counties(draft):
        number, name = county["number"], county_name(county)
        if county["seats_2023"]:
            _public_body(draft, f"county-{number}", f"{name} fylkeskommune", county=number)
            _council(draft, f"{name} fylkesting", f"county-{number}", county=number)
        for place in municipalities(number):
            code, called = place["number"], place["name"].split(" (")[0]
            body = f"municipality-{code}"
            _public_body(draft, body, f"{called} kommune", county=number, municipality=code)
            kind = "bystyre" if code == "0301" else "kommunestyre"
            _council(draft, f"{called} {kind}", body, county=number, municipality=code)
    _public_body(draft, "state", "Staten")


def _public_body(
    draft: Draft, key: str, name: str, *, county: str = "", municipality: str = ""
) -> None:
    draft.add(
        UnitRow(
            key=key,
            kind="employer",
            name=name,
            municipality_number=municipality,
            county_number=county,
            lies_in=_areas(draft, county, municipality),
            sector="public",
            synthetic=False,
            basis="official",
            source=manifest()["municipalities"].publisher,
        )
    )


def _areas(draft: Draft, county: str, municipality: str) -> tuple[str, ...]:
    """The area of LO that a body lies in: the State lies in all of those covered."""
    if municipality:
        return (draft.areas[municipality],)
    return tuple(
        unit.key for unit in draft.of_kind("region") if not county or unit.county_number == county
    )


def _council(draft: Draft, name: str, body: str, *, county: str, municipality: str = "") -> None:
    draft.add(
        UnitRow(
            key=f"council-{municipality or county}",
            kind="council" if municipality else "county_council",
            name=name,
            municipality_number=municipality,
            county_number=county,
            belongs_to=(body,),
            synthetic=False,
            basis="official",
            source=COUNCIL_LAW,
        )
    )
