"""Invented people with offices in unions, local organisations and clubs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from samlet.data import table
from samlet.synthetic import contacts
from samlet.synthetic.dice import Dice, Wheel
from samlet.synthetic.draft import Draft
from samlet.synthetic.names import person_name
from samlet.synthetic.rows import PositionRow
from samlet.synthetic.sizes import AKERSHUS

BOARD = (
    "leader",
    "deputy_leader",
    "treasurer",
    "secretary",
    "board_member",
    "board_member",
    "deputy_member",
    "youth_steward",
)
IN_CLUBS = Wheel(
    {
        "shop_steward": 42,
        "board_member": 18,
        "deputy_leader": 10,
        "chief_shop_steward": 8,
        "workplace_shop_steward": 8,
        "treasurer": 4,
        "secretary": 4,
        "youth_steward": 3,
        "joint_shop_steward": 2,
        "education_officer": 1,
    }
)
# Offices a club has one of; a second draw becomes an ordinary steward.
ONE_OF = {"deputy_leader", "chief_shop_steward", "treasurer", "secretary", "youth_steward"}
# The part of boards that comes from the clubs below, so that one human has many offices.
FROM_BELOW = 0.55
HAS_ENDED = 0.06
HAD_ANOTHER = 0.25
NO_EMAIL = 0.08
NO_MOBILE = 0.15
LIVES_WHERE_SHE_WORKS = 0.62
LIVES_IN_OSLO = 0.05
NYNORSK = {"46": 0.5, "15": 0.4, "11": 0.2, "34": 0.1, "39": 0.0}
# Of the leaders of Fagforbundet's clubs, this part stands in the union's own register too.
IN_BOTH_REGISTERS = 0.3


def appoint(draft: Draft) -> None:
    """Fill the offices until the register has its number of people."""
    dice = Dice(draft.seed, "people")
    homes = _neighbours()
    clubs = [club for club in draft.of_kind("club") if not club.valid_to]
    of_branch: dict[str, list[str]] = defaultdict(list)
    for club in clubs:
        leader = _member(draft, dice, club.key, homes)
        _hold(draft, dice, leader, club.key, "club_leader")
        of_branch[club.belongs_to[0]].append(leader)
    of_area = _boards(draft, dice, of_branch, homes)
    _areas(draft, dice, of_area, homes)
    twins = _twins(draft, dice)
    held: set[tuple[str, str]] = set()
    while len(draft.people) < draft.amounts.people - len(twins):
        _steward(draft, dice, dice.pick(clubs).key, held, homes)
    for twin in twins:
        _copy(draft, dice, twin)


def _neighbours() -> dict[str, Wheel[str]]:
    """For each county its municipalities, weighted by inhabitants: where people live."""
    county = {row["number"]: row["county"] for row in table("municipalities") if row["county"]}
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for row in table("councils"):
        weights[county[row["number"]]][row["number"]] = int(row["population"])
    return {number: Wheel(places) for number, places in weights.items()}


def _member(
    draft: Draft, dice: Dice, unit_key: str, homes: dict[str, Wheel[str]], controller: str = ""
) -> str:
    """A person who works where the club is, and lives there or not far away."""
    unit = draft.units[unit_key]
    county = unit.county_number or AKERSHUS
    home = unit.municipality_number
    if not home or not dice.chance(LIVES_WHERE_SHE_WORKS):
        home = "0301" if dice.chance(LIVES_IN_OSLO) else dice.turn(homes[county])
    nynorsk = dice.chance(NYNORSK.get(county, 0.03))
    fields = {
        "home_municipality_number": home,
        "works_at": unit.located_at,
        "language": "nn" if nynorsk else "en" if dice.chance(0.02) else "nb",
        "controller": controller or (f"lo-{county}" if f"lo-{county}" in draft.units else "lo"),
    }
    key = draft.person(person_name(dice), fields)
    if dice.chance(NO_EMAIL):
        draft.people[-1] = replace(draft.people[-1], email="")
    if dice.chance(NO_MOBILE):
        draft.people[-1] = replace(draft.people[-1], mobile="")
    return key


def _hold(draft: Draft, dice: Dice, person: str, unit: str, kind: str) -> None:
    """An office of today, elected at an annual meeting; and perhaps one that the person had."""
    year = draft.as_of.year
    since = dice.day(date(year - 5, 2, 1), date(year, 3, 31))
    until = None
    if kind != "club_leader" and dice.chance(HAS_ENDED):
        until = dice.day(max(since, date(year - 1, 1, 1)), draft.as_of)
    seen = None
    if until is None and dice.chance(0.8):
        seen = dice.day(max(since, date(year - 3, 6, 1)), draft.as_of)
    draft.positions.append(PositionRow(person, unit, kind, since, until, "", seen))
    if dice.chance(HAD_ANOTHER):
        end = since - timedelta(days=1)
        start = dice.day(end - timedelta(days=8 * 365), end - timedelta(days=300))
        before = "shop_steward" if kind != "shop_steward" else "board_member"
        draft.positions.append(PositionRow(person, unit, before, start, end))


def _boards(
    draft: Draft, dice: Dice, of_branch: dict[str, list[str]], homes: dict[str, Wheel[str]]
) -> dict[str, list[str]]:
    """The branches' boards; answers who of them can be elected in each area."""
    of_area: dict[str, list[str]] = defaultdict(list)
    for branch in draft.of_kind("union_branch"):
        if branch.valid_to:
            continue
        below = dice.shuffled(of_branch[branch.key])
        for kind in BOARD[: 8 if below else 4]:
            if below and dice.chance(FROM_BELOW):
                person = below.pop()
            else:
                person = _member(draft, dice, branch.key, homes)
            _hold(draft, dice, person, branch.key, "branch_leader" if kind == "leader" else kind)
            of_area[branch.lies_in[0]].append(person)
    return of_area


def _areas(
    draft: Draft, dice: Dice, of_area: dict[str, list[str]], homes: dict[str, Wheel[str]]
) -> None:
    """The boards of local organisations, the regions' committees and the joint committees."""
    for unit in draft.of_kind("local_organisation", "region", "board", "joint_committee"):
        area = unit.belongs_to[0] if unit.kind == "joint_committee" else unit.key
        below = dice.shuffled(of_area[area])
        for kind in BOARD:
            person = below.pop() if below and dice.chance(0.7) else ""
            person = person or _member(draft, dice, unit.key, homes)
            _hold(draft, dice, person, unit.key, kind)


def _steward(
    draft: Draft,
    dice: Dice,
    club: str,
    held: set[tuple[str, str]],
    homes: dict[str, Wheel[str]],
) -> None:
    kind = dice.turn(IN_CLUBS)
    if (club, kind) in held and kind in ONE_OF:
        kind = "shop_steward"
    held.add((club, kind))
    person = _member(draft, dice, club, homes)
    _hold(draft, dice, person, club, kind)
    if dice.chance(0.08):
        # Safety representatives are elected by all who work there: no office of the club's.
        workplace = draft.units[club].located_at
        _hold(draft, dice, person, workplace, "safety_rep")


def _twins(draft: Draft, dice: Dice) -> list[PositionRow]:
    """Club leaders of Fagforbundet in Akershus who stand in their union's register as well."""
    if f"fagforbundet-{AKERSHUS}" not in draft.units:
        return []
    unions = {
        unit.key: unit.belongs_to[0] for unit in draft.of_kind("union_branch") if unit.belongs_to
    }
    return [
        position
        for position in draft.positions
        if position.kind == "club_leader"
        and unions[draft.units[position.unit].belongs_to[0]] == f"fagforbundet-{AKERSHUS}"
        and dice.chance(IN_BOTH_REGISTERS)
    ]


def _copy(draft: Draft, dice: Dice, position: PositionRow) -> None:
    """The same human again, in another controller's register: two rows that nothing joins."""
    by_key = draft.people[int(position.person[1:])]
    count = len(draft.people)
    row = replace(by_key, key=f"p{count}", controller="fagforbundet", twin_of=by_key.key)
    if dice.chance(0.5):
        row = replace(row, email=contacts.email(row.given_name, row.family_name, count))
    draft.people.append(row)
    draft.positions.append(replace(position, person=row.key))
