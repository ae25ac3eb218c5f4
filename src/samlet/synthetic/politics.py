"""Party branches that stood, groups of the elected councils, and invented politicians in them.

Which lists won how many seats is official; every person, and who holds which office, is invented.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from samlet.data import table
from samlet.synthetic.dice import Dice
from samlet.synthetic.draft import Draft
from samlet.synthetic.ground import ELECTED, counties, county_name
from samlet.synthetic.names import politician_name
from samlet.synthetic.rows import INVENTED, PositionRow, UnitRow

BEFORE = date(2019, 10, 15)
COMMITTEES = ("oppvekst", "helse og omsorg", "plan og miljø")
STOOD = "stilte i 2023 (valgresultat.no); navnet på laget er et forslag"
WON = "mandatene i 2023 (valgresultat.no)"
# Of the branches' leaders, this part also sits in the council.
LEADER_IN_COUNCIL = 0.6


def elect(draft: Draft) -> None:
    """Add parties, groups and committees, and the people in them."""
    names = {row["code"]: row["nb"] for row in table("party_names") if not row["to_year"]}
    shorts = {row["code"]: row["short"] for row in table("parties")}
    dice = Dice(draft.seed, "politics")
    for number, rows in _lists(draft).items():
        council = draft.units[f"council-{number}"]
        sitting: dict[str, list[str]] = {}
        for row in rows:
            code = row["code"]
            party = _party_branch(draft, council, code, names) if code in names else ""
            members: list[str] = []
            if int(row["seats"] or 0):
                members = _group(draft, dice, council, row, shorts)
                sitting[code] = members
            if party:
                _leader(draft, dice, party, council, members)
        _offices(draft, dice, council, sitting)


def _lists(draft: Draft) -> dict[str, list[dict[str, str]]]:
    """The lists of 2023 by council: municipal ones by municipality, county ones by county."""
    lists: dict[str, list[dict[str, str]]] = defaultdict(list)
    municipal = (row for row in table("results_municipal") if row["year"] == "2023")
    county = (
        r for r in table("results_county") if r["year"] == "2023" and r["council"] == "county"
    )
    for row in (*county, *municipal):
        if row["row_kind"] != "aggregate" and f"council-{row['number']}" in draft.units:
            lists[row["number"]].append(row)
    return lists


def _party_branch(draft: Draft, council: UnitRow, code: str, names: dict[str, str]) -> str:
    national = f"party-{code}"
    if national not in draft.units:
        draft.add(
            UnitRow(
                key=national,
                kind="party",
                name=names[code],
                party_code=code,
                synthetic=False,
                basis="official",
                source="koder og navn i de offisielle resultatfilene",
            )
        )
    local = bool(council.municipality_number)
    above = f"party-{code}-{council.county_number}"
    place = council.name.rsplit(" ", 1)[0]
    return draft.add(
        UnitRow(
            key=f"party-{code}-{council.key.removeprefix('council-')}",
            kind="municipal_party" if local else "county_party",
            name=f"{names[code].split(' - ')[-1]} i {place}",
            party_code=code,
            municipality_number=council.municipality_number,
            county_number=council.county_number,
            belongs_to=(above if local and above in draft.units else national,),
            synthetic=False,
            basis="proposal",
            source=STOOD,
        )
    )


def _group(
    draft: Draft, dice: Dice, council: UnitRow, row: dict[str, str], shorts: dict[str, str]
) -> list[str]:
    """Add the group, and as many of its members as the size fills; answer them.

    A local or a joint list is no party's, so its group has no party's code.
    """
    code = row["code"] if row["code"] in shorts else ""
    group = draft.add(
        UnitRow(
            key=f"group-{council.key.removeprefix('council-')}-{row['code']}",
            kind="council_group",
            name=f"{shorts.get(code, row['name'])} i {council.name}",
            party_code=code,
            municipality_number=council.municipality_number,
            county_number=council.county_number,
            belongs_to=(council.key,),
            valid_from=ELECTED,
            synthetic=False,
            basis="official",
            source=WON,
        )
    )
    count = max(1, round(int(row["seats"]) * draft.amounts.seats_filled))
    members = [_politician(draft, dice, council) for _ in range(count)]
    seat = "councillor" if council.kind == "council" else "county_councillor"
    for number, member in enumerate(members):
        _hold(draft, dice, member, council.key, seat, party=code)
        if dice.chance(0.3):
            end = ELECTED - timedelta(days=1)
            _hold(draft, dice, member, council.key, seat, party=code, span=(BEFORE, end))
        if number == 0:
            _hold(draft, dice, member, group, "group_leader", party=code)
    return members


def _politician(draft: Draft, dice: Dice, council: UnitRow) -> str:
    home = council.municipality_number
    if not home:
        places = [u for u in draft.of_kind("council") if u.county_number == council.county_number]
        home = dice.pick(places).municipality_number
    fields = {"home_municipality_number": home, "language": "nn" if dice.chance(0.08) else "nb"}
    return draft.person(politician_name(dice), fields)


def _hold(
    draft: Draft,
    dice: Dice,
    person: str,
    unit: str,
    kind: str,
    *,
    party: str = "",
    span: tuple[date, date | None] = (ELECTED, None),
) -> None:
    seen = None if span[1] else dice.day(max(span[0], ELECTED), draft.as_of)
    draft.positions.append(
        PositionRow(person, unit, kind, span[0], span[1], party, seen, source=INVENTED)
    )


def _leader(draft: Draft, dice: Dice, party: str, council: UnitRow, members: list[str]) -> None:
    """A branch has a leader: somebody from the group, or one who sits in no council."""
    if members and dice.chance(LEADER_IN_COUNCIL):
        leader = dice.pick(members)
    else:
        leader = _politician(draft, dice, council)
    since = dice.day(date(2022, 1, 1), date(2026, 3, 31))
    _hold(draft, dice, leader, party, "party_leader", span=(since, None))


def _offices(draft: Draft, dice: Dice, council: UnitRow, sitting: dict[str, list[str]]) -> None:
    """A mayor from the largest group, a deputy from another, and the committees."""
    everyone = [member for members in sitting.values() for member in members]
    largest = max(sitting, key=lambda code: len(sitting[code]))
    mayor = "mayor" if council.kind == "council" else "county_mayor"
    others = [m for code, members in sitting.items() if code != largest for m in members]
    _hold(draft, dice, sitting[largest][0], council.key, mayor)
    if others:
        _hold(draft, dice, dice.pick(others), council.key, "deputy_mayor")
    place = council.key.removeprefix("council-")
    for theme in COMMITTEES:
        committee = draft.add(
            UnitRow(
                key=f"committee-{place}-{theme.split()[0]}",
                kind="committee",
                name=f"Prøveutvalg for {theme}, {council.name}",
                municipality_number=council.municipality_number,
                county_number=council.county_number,
                belongs_to=(council.key,),
                valid_from=ELECTED,
            )
        )
        for number, member in enumerate(dice.some(everyone, min(7, len(everyone)))):
            kind = "committee_member" if number else "committee_leader"
            _hold(draft, dice, member, committee, kind)


def cooperate(draft: Draft) -> None:
    """Joint committees of unions and a party, one for each packaged local organisation."""
    for county in counties(draft):
        area = [u for u in draft.of_kind("local_organisation") if not u.synthetic]
        for unit in area:
            if unit.county_number == county["number"]:
                draft.add(
                    UnitRow(
                        key=f"joint-{unit.key}",
                        kind="joint_committee",
                        name=f"Prøveutvalg for fagligpolitisk samarbeid, {unit.name}",
                        county_number=county["number"],
                        belongs_to=(unit.key,),
                        short_name=f"FPU {county_name(county)}",
                    )
                )
