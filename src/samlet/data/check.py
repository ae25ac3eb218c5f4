"""Checks of the packaged tables: that they are whole, agree with each other and obey the law.

`python -m samlet.data.check` prints what is wrong and exits with 1 when anything is.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from samlet.data import manifest, read_bytes, structure, table

Row = Mapping[str, str]

# Local Government Act § 5-5, read 2026-11-20: most inhabitants → fewest members.
SMALLEST_COUNCIL = ((5_000, 11), (10_000, 19), (50_000, 27), (100_000, 35))
LARGEST_MINIMUM = 43
SMALLEST_COUNTY_COUNCIL = ((150_000, 19), (200_000, 27), (300_000, 35))
# The municipal and county elections of 2023 were held in the numbers of 2024, those of 2019 in the
# numbers of 2020; the others in the numbers of their own year.
NUMBERING = {2019: 2020, 2023: 2024}
# How a row of structure is known: read in the source named, a proposal to be edited, or not at all.
BASES = ("verified", "proposal", "unknown")
# Rounding that sums of published figures may show: five or two decimals of a per cent each.
SHARE_SLACK = Decimal("0.0006")
COUNTY_SHARE_SLACK = Decimal("0.005")


def problems() -> list[str]:
    """Everything wrong with the packaged data, as sentences; empty when all is well."""
    checks = (
        _files,
        _councils,
        _municipal_seats,
        _shares,
        _county_results,
        _list_votes,
        _numbers,
        _codes,
        _parties,
        _joint_lists,
        _populations,
        _storting,
        _map,
        _unions,
        _local_organisations,
    )
    return [problem for check in checks for problem in check()]


def smallest_council(population: int) -> int:
    """Fewest members a municipal council may have (Local Government Act § 5-5)."""
    return next((least for most, least in SMALLEST_COUNCIL if population <= most), LARGEST_MINIMUM)


def smallest_county_council(population: int) -> int:
    """Fewest members a county council may have (Local Government Act § 5-5)."""
    steps = SMALLEST_COUNTY_COUNCIL
    return next((least for most, least in steps if population <= most), LARGEST_MINIMUM)


def must_grow_2027() -> dict[str, int]:
    """Councils of 2023 that are too small for their population on 1 January 2026: number → least.

    That day decides the size for 2027. If the council decides nothing it grows to the minimum.
    """
    return {
        row["number"]: smallest_council(int(row["population"]))
        for row in table("councils")
        if int(row["seats_2023"]) < smallest_council(int(row["population"]))
    }


def _files() -> Iterator[str]:
    for source in (*manifest().values(), *structure().values()):
        content = read_bytes(source.file)
        found = hashlib.sha256(content).hexdigest()
        if found != source.sha256:
            yield f"{source.file}: the checksum is {found}, not {source.sha256}."
        if source.file.endswith(".csv"):
            rows = len(table(source.name))
        else:
            rows = len(json.loads(content)["municipalities"])
        if rows != source.rows:
            yield f"{source.file}: {rows} rows, not {source.rows}."


def _councils() -> Iterator[str]:
    for row in table("councils"):
        for year in ("2023", "2019"):
            size = row[f"seats_{year}"]
            if size and int(size) % 2 == 0:
                yield f"{row['number']}: {size} members in {year} is an even number."
        # The population is three years younger than the size, so a council may have been outgrown,
        # but never by two steps.
        growth = smallest_council(int(row["population"])) - int(row["seats_2023"])
        if growth > 8:
            yield f"{row['number']}: {row['seats_2023']} members is far below the legal minimum."
        for turnout in (row["turnout_2023"], row["turnout_2019"]):
            if turnout and not 0 < Decimal(turnout) < 1:
                yield f"{row['number']}: turnout {turnout} is not a share."
    for row in table("counties"):
        if not row["seats_2023"]:
            continue
        members, least = int(row["seats_2023"]), smallest_county_council(int(row["population"]))
        if members % 2 == 0 or members < least:
            yield f"County {row['number']}: {members} members, not an odd number from {least}."


def _municipal_seats() -> Iterator[str]:
    sizes = {row["number"]: row for row in table("councils")}
    for (year, number), rows in _contests("results_municipal").items():
        counted = [row for row in rows if row["row_kind"] != "member"]
        seats = [row["seats"] for row in counted]
        if year == "2023":
            size = sizes[number]["seats_2023"]
        elif year == "2019" and all(seats):
            size = sizes.get(number, {}).get("seats_2019", "")
        else:
            continue
        if not all(seats):
            yield f"{year} {number}: a list without seats."
        elif size and sum(map(int, seats)) != int(size):
            yield f"{year} {number}: {sum(map(int, seats))} seats, but the council has {size}."
    for (_, number), rows in _contests("results_municipal", "2023").items():
        groups = sum(int(row["ballots"]) for row in rows if row["row_kind"] == "aggregate")
        members = sum(int(row["ballots"]) for row in rows if row["row_kind"] == "member")
        if members > groups:
            yield f"2023 {number}: small lists have more ballots than their group."


def _shares() -> Iterator[str]:
    for (year, number), rows in _contests("results_municipal").items():
        if year not in ("2019", "2023"):
            continue
        counted = [row for row in rows if row["row_kind"] != "member"]
        total = _sum(row["share"] for row in counted)
        if abs(total - 1) > SHARE_SLACK:
            yield f"{year} {number}: the shares add up to {total}."
        cast = sum(int(row["ballots"]) for row in counted if row["ballots"])
        if not all(row["ballots"] for row in counted):
            continue
        for row in counted:
            if abs(Decimal(row["ballots"]) / cast - Decimal(row["share"])) > SHARE_SLACK:
                yield f"{year} {number} {row['code']}: {row['ballots']} is not {row['share']}."
    for row in table("results_municipal"):
        if (row["basis"] == "share") == bool(row["ballots"]):
            yield f"{row['year']} {row['number']} {row['code']}: ballots and basis disagree."


def _county_results() -> Iterator[str]:
    sizes = {row["number"]: row["seats_2023"] for row in table("counties")}
    for (year, number), rows in _contests("results_county").items():
        counted = [row for row in rows if row["row_kind"] != "member"]
        if abs(_sum(row["share"] for row in counted) - 1) > COUNTY_SHARE_SLACK:
            yield f"{year} county {number}: the shares do not add up."
        seats = sum(int(row["seats"]) for row in counted)
        if year == "2023" and sizes[number] and seats != int(sizes[number]):
            yield f"{year} county {number}: {seats} seats, not {sizes[number]}."
    city = {r["code"]: r for r in table("results_county") if r["council"] == "city"}
    council = _contests("results_municipal", "2023")["2023", "0301"]
    for row in council:
        other = city.get(row["code"], {})
        if any(row[column] != other.get(column) for column in ("ballots", "share", "seats")):
            yield f"Oslo 2023 {row['code']}: the two tables differ."


def _list_votes() -> Iterator[str]:
    for rows in _grouped(table("list_votes_2019"), "number").values():
        number, size = rows[0]["number"], int(rows[0]["seats"])
        if sum(int(row["won"]) for row in rows) != size:
            yield f"2019 {number}: the protocol's seats do not add up to {size}."
        if sum(int(r["received"]) for r in rows) != sum(int(r["given"]) for r in rows):
            yield f"2019 {number}: cross-list votes received and given differ."
        for row in rows:
            made = int(row["ballots"]) * size + int(row["received"]) - int(row["given"])
            if made != int(row["list_votes"]):
                yield f"2019 {number} {row['code']}: {made} list votes, not {row['list_votes']}."


def _numbers() -> Iterator[str]:
    places = {row["number"]: row for row in table("municipalities")}
    today = {number for number, row in places.items() if row["county"]}
    councils = {row["number"] for row in table("councils")}
    if today != councils:
        yield f"Municipalities of today and councils differ: {sorted(today ^ councils)}."
    changes = defaultdict(list)
    for row in table("municipality_changes"):
        changes[row["old"]].append((int(row["year"]), row["new"]))
        if row["new"] not in places or row["old"] not in places:
            yield f"{row['old']} → {row['new']}: a number that does not exist."
        if (row["weight"] == "") != (row["kind"] == "split"):
            yield f"{row['old']} → {row['new']}: a weight goes with what is not split."
    names = ("results_municipal", "storting")
    used = {(int(row["year"]), row["number"]) for name in names for row in table(name)}
    for year, number in sorted(used):
        end = _chase(number, NUMBERING.get(year, year), changes)
        if not end or end - today:
            yield f"{year} {number}: leads to no municipality of today."
    for number, row in places.items():
        if row["number_2024"] and row["number_2024"] not in today:
            yield f"{number}: {row['number_2024']} is no municipality of today."


def _chase(number: str, year: int, changes: Mapping[str, list[tuple[int, str]]]) -> set[str]:
    """The numbers of today that a number of some year leads to."""
    later = [(when, new) for when, new in changes.get(number, []) if when > year]
    if not later:
        return {number}
    first = min(when for when, _ in later)
    ends = (_chase(new, first, changes) for when, new in later if when == first)
    return set().union(*ends)


def _codes() -> Iterator[str]:
    for name in ("results_municipal", "results_county", "storting", "joint_lists"):
        seen = Counter((row["year"], row["number"], row["code"]) for row in table(name))
        for (year, number, code), times in seen.items():
            if times > 1 or not code:
                yield f"{name} {year} {number}: the code {code!r} stands {times} times."


def _parties() -> Iterator[str]:
    parties = {row["code"]: row for row in table("parties")}
    named = {row["code"] for row in table("party_names")}
    if set(parties) != named:
        yield f"Parties without names, or names without a party: {set(parties) ^ named}."
    orders = [int(row["order"]) for row in parties.values()]
    if sorted(orders) != list(range(1, len(orders) + 1)):
        yield "The order of the parties has gaps or repeats."
    used = {row["code"] for row in table("storting") if row["row_kind"] == "list"}
    used |= {row["code"] for row in table("results_county")} - {"ANDRE"}
    if used - set(parties):
        yield f"Codes without a party: {sorted(used - set(parties))}."
    for rows in _grouped(table("party_names"), "code").values():
        for before, after in pairwise(rows):
            if not before["to_year"] or before["to_year"] >= after["from_year"]:
                yield f"{before['code']}: two names for one year."


def _joint_lists() -> Iterator[str]:
    parties = {row["code"] for row in table("parties")}
    results = {(r["year"], r["number"], r["code"]): r["name"] for r in table("results_municipal")}
    for row in table("joint_lists"):
        key = (row["year"], row["number"], row["code"])
        if results.get(key) != row["name"]:
            yield f"{' '.join(key)}: no list called {row['name']}."
        members = row["members"].split("+")
        if len(members) < 2 or set(members) - parties:
            yield f"{' '.join(key)}: {row['members']} are not two or more parties."


def _populations() -> Iterator[str]:
    county = {row["number"]: row["county"] for row in table("municipalities")}
    for column in ("population", "electorate_2025"):
        totals: Counter[str] = Counter()
        for row in table("councils"):
            totals[county[row["number"]]] += int(row[column])
        for row in table("counties"):
            total = totals[row["number"]]
            if total != int(row[column]):
                yield f"County {row['number']}: {column} {row[column]}, not {total}."


def _storting() -> Iterator[str]:
    for (year, number), rows in _contests("storting").items():
        lists = [row for row in rows if row["row_kind"] == "list"]
        total = _sum(row["share"] for row in lists)
        # Until 2021 shares leave blank ballots out as well, so lists alone make the whole.
        blank = _sum(row["share"] or "0" for row in rows if row["row_kind"] == "blank")
        if min(abs(total - 1), abs(total + blank - 1)) > SHARE_SLACK:
            yield f"Storting {year} {number}: the shares add up to {total}."
        cast = sum(int(row["ballots"]) for row in rows)
        if len({row["electorate"] for row in rows}) != 1 or cast > int(rows[0]["electorate"]):
            yield f"Storting {year} {number}: more ballots than people entitled to vote."


def _map() -> Iterator[str]:
    today = {row["number"] for row in table("councils")}
    drawn = set(json.loads(read_bytes("map.json"))["municipalities"])
    if drawn != today:
        yield f"The map and the municipalities differ: {sorted(drawn ^ today)}."


def _unions() -> Iterator[str]:
    written: Counter[str] = Counter()
    for row in table("unions"):
        own = set(filter(None, row["abbreviations"].split("|")))
        written.update(one.casefold() for one in own)
        if set(filter(None, row["ambiguous"].split("|"))) - own:
            yield f"{row['key']}: an ambiguous form that is no form of the name."
        if row["basis"] not in BASES or not row["source"]:
            yield f"{row['key']}: says neither how it is known nor where it stands."
    for row in table("unions"):
        ambiguous = row["ambiguous"].casefold().split("|")
        for form in row["abbreviations"].split("|"):
            if written[form.casefold()] > 1 and form.casefold() not in ambiguous:
                yield f"{row['key']}: {form} is written for another union too."
    for key, times in Counter(row["key"] for row in table("unions")).items():
        if times > 1:
            yield f"{key}: two unions with one key."


def _local_organisations() -> Iterator[str]:
    known = {row["key"] for row in table("local_organisations")} | {""}
    county = {row["number"]: row["county"] for row in table("municipalities") if row["county"]}
    counties = {row["county"] for row in table("local_organisations")}
    rows = table("local_organisation_municipalities")
    for row in (*rows, *table("local_organisations")):
        if row["basis"] not in BASES or not row["source"]:
            yield f"{row}: says neither how it is known nor where it stands."
    for row in rows:
        if row["local_organisation"] not in known:
            yield f"{row['municipality']}: no local organisation {row['local_organisation']}."
        if not row["local_organisation"] and row["basis"] != "unknown":
            yield f"{row['municipality']}: a local organisation is missing."
    places = Counter(row["municipality"] for row in rows)
    wanted = {number for number, where in county.items() if where in counties}
    if set(places) != wanted or max(places.values()) > 1:
        yield "The local organisations do not share out the municipalities of their counties."


def _contests(name: str, year: str | None = None) -> dict[tuple[str, str], list[Row]]:
    contests: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in table(name):
        if year in (None, row["year"]):
            contests[row["year"], row["number"]].append(row)
    return contests


def _sum(numbers: Iterable[str]) -> Decimal:
    return sum(map(Decimal, numbers), Decimal(0))


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or "The packaged data is whole.")
    sys.exit(1 if found else 0)
