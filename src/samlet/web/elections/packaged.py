"""Brings the packaged figures of samlet.data into the database. Safe to run again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from samlet import data
from samlet.web.core import access, stamps
from samlet.web.core.actor import Actor
from samlet.web.elections.models import Contest, Election, ListResult, Source
from samlet.web.parties.actions import configure_blocs
from samlet.web.parties.config import configured_blocs
from samlet.web.parties.models import Bloc, JointList, Party, PartyName
from samlet.web.places.models import County, Municipality, NumberChange

Row = dict[str, str]

# Election days: data/README of the packaged tables (docs/data.md#election-days).
DAYS = {
    ("municipal", 2007): date(2007, 9, 10),
    ("municipal", 2011): date(2011, 9, 12),
    ("municipal", 2015): date(2015, 9, 14),
    ("municipal", 2019): date(2019, 9, 9),
    ("municipal", 2023): date(2023, 9, 11),
    ("county", 2019): date(2019, 9, 9),
    ("county", 2023): date(2023, 9, 11),
    ("storting", 2009): date(2009, 9, 14),
    ("storting", 2013): date(2013, 9, 9),
    ("storting", 2017): date(2017, 9, 11),
    ("storting", 2021): date(2021, 9, 13),
    ("storting", 2025): date(2025, 9, 8),
}
VERSION_KEY = "packaged"
KEY = "packaged:"  # how the sources of packaged figures begin


def is_current() -> bool:
    """Whether the database holds the packaged figures of this release."""
    return stamps.stamp(VERSION_KEY) == data.version()


@transaction.atomic
def load(actor: Actor) -> bool:
    """Load what the package holds unless it is there already. Returns whether anything changed.

    Another release's figures replace those that came with the package. Results that were imported
    later stay as they are, and so does a contest with a lot recorded.
    """
    access.require(actor, "figures.import")
    if is_current():
        return False
    _load_places()
    _load_parties()
    Contest.objects.filter(source__key__startswith=KEY, lots=None).delete()
    _load_contests()
    if not Bloc.objects.exists():
        configure_blocs(actor, blocs=configured_blocs())
    stamps.put(VERSION_KEY, data.version())
    stamps.touch()
    return True


def _number(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _load_places() -> None:
    counties = {}
    for row in data.table("counties"):
        counties[row["number"]] = County.objects.update_or_create(
            number=row["number"],
            defaults={
                "name": row["name"],
                "population": _number(row["population"]),
                "parliamentary_source": row["parliamentary"],
            },
        )[0]
    population = {row["number"]: _number(row["population"]) for row in data.table("councils")}
    rows = data.table("municipalities")
    Municipality.objects.bulk_create(
        [
            Municipality(
                number=row["number"],
                name=row["name"],
                county=counties.get(row["county"]),
                valid_from=_number(row["valid_from"]),
                valid_to=_number(row["valid_to"]),
                population=population.get(row["number"]),
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "county", "valid_from", "valid_to", "population"],
    )
    places = {place.number: place for place in Municipality.objects.all()}
    for row in rows:
        places[row["number"]].today = places.get(row["number_2024"])
    Municipality.objects.bulk_update(places.values(), ["today"], batch_size=400)
    NumberChange.objects.bulk_create(
        [
            NumberChange(
                year=int(row["year"]),
                old=places[row["old"]],
                new=places[row["new"]],
                kind=row["kind"],
            )
            for row in data.table("municipality_changes")
        ],
        ignore_conflicts=True,
    )


def _load_parties() -> None:
    parties = {}
    for row in data.table("parties"):
        parties[row["code"]] = Party.objects.update_or_create(
            code=row["code"],
            defaults={
                "short": row["short"],
                "colour": row["colour"].lower(),
                "order": int(row["order"]),
            },
        )[0]
    for row in data.table("party_names"):
        PartyName.objects.update_or_create(
            party=parties[row["code"]],
            from_year=_number(row["from_year"]) or 0,
            defaults={
                "to_year": _number(row["to_year"]) or 9999,
                "nb": row["nb"],
                "nn": row["nn"],
                "en": row["en"],
            },
        )
    places = {place.number: place for place in Municipality.objects.all()}
    for row in data.table("joint_lists"):
        joint, _made = JointList.objects.update_or_create(
            municipality=places[row["number"]],
            year=int(row["year"]),
            code=row["code"],
            defaults={"name": row["name"]},
        )
        joint.members.set([parties[code] for code in row["members"].split("+")])


def _load_contests() -> None:
    places = {place.number: place for place in Municipality.objects.all()}
    counties = {county.number: county for county in County.objects.all()}
    councils = {row["number"]: row for row in data.table("councils")}
    existing = set(Contest.objects.values_list("stable_id", flat=True))
    made = _Batch(existing)

    by_contest = _grouped(data.table("results_municipal"))
    protocols = _grouped_by_number(data.table("list_votes_2019"))
    for (year, number), rows in by_contest.items():
        council = councils.get(number, {})
        protocol = protocols.get(number) if year == 2019 else None
        key = "seats" if protocol else f"seats_{year}"
        lists = [_protocol_list(row) for row in protocol] if protocol else [_list(r) for r in rows]
        made.contest(
            "municipal",
            year,
            made.source("list_votes_2019" if protocol else "results_municipal", year),
            municipality=places[number],
            seats=_number((protocol[0] if protocol else council).get(key, "")),
            turnout=_decimal(council.get(f"turnout_{year}", "")),
            lists=lists,
            complete=_is_complete(year, protocol, lists),
        )
    seats = {row["number"]: _number(row["seats_2023"]) for row in data.table("counties")}
    for (year, number), rows in _grouped(data.table("results_county")).items():
        if rows[0]["council"] != "county":
            continue  # Oslo's city council stands among the municipal results
        official = [_number(row["seats"]) for row in rows if row["row_kind"] != "member"]
        made.contest(
            "county",
            year,
            made.source("results_county", year),
            county=counties[number],
            seats=seats[number] if year == 2023 else sum(won or 0 for won in official),
            turnout=None,
            lists=[_list(row) for row in rows],
        )
    for (year, number), rows in _grouped(data.table("storting")).items():
        made.contest(
            "storting",
            year,
            made.source("storting", year),
            municipality=places[number],
            seats=None,
            turnout=None,
            electorate=_number(rows[0]["electorate"]),
            lists=[_list(row) for row in rows if row["row_kind"] != "blank"],  # blank is no list
        )
    made.save()


def _is_complete(year: int, protocol: list[Row] | None, lists: list[ListResult]) -> bool:
    """Every list is known: 2023 and the protocols of 2019, and 2019 where seats came with them.

    2007 and 2011 lack local lists and 2015 is partial (docs/data.md#gaps).
    """
    return year >= 2019 and (
        bool(protocol) or all(row.seats is not None for row in lists if row.row_kind != "member")
    )


def _grouped(rows: Iterable[Row]) -> dict[tuple[int, str], list[Row]]:
    groups: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[int(row["year"]), row["number"]].append(row)
    return groups


def _grouped_by_number(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["number"]].append(row)
    return groups


def _list(row: Row) -> ListResult:
    basis = row.get("basis") or ("count" if row["ballots"] else "share")
    return ListResult(
        code=row["code"],
        name=row.get("name") or row["code"],
        row_kind=row["row_kind"],
        ballots=_number(row["ballots"]),
        basis=basis,
        share=_decimal(row["share"]),
        seats=_number(row.get("seats", "")),
    )


def _protocol_list(row: Row) -> ListResult:
    return ListResult(
        code=row["code"],
        name=row["name"],
        ballots=int(row["ballots"]),
        seats=int(row["won"]),
        received=int(row["received"]),
        given=int(row["given"]),
        list_votes=int(row["list_votes"]),
    )


class _Batch:
    """Collects contests and their lists, and writes each table once."""

    def __init__(self, existing: set[str]) -> None:
        self.existing = existing
        self.contests: list[Contest] = []
        self.lists: list[tuple[Contest, list[ListResult]]] = []
        self.elections: dict[tuple[str, int], Election] = {}
        self.sources: dict[tuple[str, int], Source] = {}

    def source(self, name: str, year: int) -> Source:
        """Where the figures of one election in a packaged table come from."""
        if (name, year) not in self.sources:
            table = data.manifest()[name]
            publisher, title = table.of(year)
            self.sources[name, year], _made = Source.objects.update_or_create(
                key=f"{KEY}{name}:{year}",
                defaults={
                    "publisher": publisher,
                    "title": title,
                    "day": table.retrieved,
                    "sha256": table.sha256,
                },
            )
        return self.sources[name, year]

    def contest(
        self,
        kind: str,
        year: int,
        source: Source,
        *,
        lists: list[ListResult],
        seats: int | None,
        turnout: Decimal | None,
        electorate: int | None = None,
        complete: bool = True,
        municipality: Municipality | None = None,
        county: County | None = None,
    ) -> None:
        place = municipality or county
        election = self._election(kind, year)
        if place is None or (name := stable_id(kind, place.number, election.day)) in self.existing:
            return
        contest = Contest(
            stable_id=name,
            election=election,
            municipality=municipality,
            county=county,
            seats=seats,
            turnout=turnout,
            electorate=electorate,
            complete=complete,
            source=source,
        )
        self.contests.append(contest)
        self.lists.append((contest, lists))

    def _election(self, kind: str, year: int) -> Election:
        if (kind, year) not in self.elections:
            self.elections[kind, year], _made = Election.objects.get_or_create(
                kind=kind, year=year, defaults={"day": DAYS[kind, year]}
            )
        return self.elections[kind, year]

    def save(self) -> None:
        Contest.objects.bulk_create(self.contests, batch_size=500)
        rows = []
        for contest, lists in self.lists:
            for row in lists:
                row.contest = contest
                rows.append(row)
        ListResult.objects.bulk_create(rows, batch_size=900)


def stable_id(kind: str, number: str, day: date) -> str:
    """The id of a contest for all time: kind, official number, election day."""
    return f"{kind}.{number}.{day.isoformat()}"
