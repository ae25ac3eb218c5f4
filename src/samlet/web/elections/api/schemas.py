"""What the API answers with. The descriptions are the OpenAPI description: unit, range, nulls."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

Kind = Literal["municipal", "county", "storting"]
ContestId = Annotated[
    str,
    Field(
        description="kind, official number and election day, e.g. `municipal.3232.2023-09-11`; "
        "never changes",
    ),
]
CountyNumber = Annotated[str, Field(description="official number of two digits")]
MunicipalityNumber = Annotated[str, Field(description="official number of four digits")]
Share = Annotated[float | None, Field(description="of all ballots, 0 to 1; null when not known")]


class Paging(Schema):
    limit: int = Field(100, ge=1, le=500, description="how many items to answer with")
    offset: int = Field(0, ge=0, le=100_000, description="how many items to skip")


class MunicipalityFilter(Paging):
    county: str | None = Field(
        None, pattern=r"^[0-9]{2}$", description="only municipalities of this county of today"
    )
    current: bool | None = Field(
        None, description="only numbers in use today (true), or only earlier ones (false)"
    )


class ChangeFilter(Paging):
    year: int | None = Field(None, ge=1900, le=2100, description="only changes of this year")


class ContestFilter(Paging):
    kind: Kind | None = Field(None, description="only this kind of election")
    year: int | None = Field(None, ge=1900, le=2100, description="only this election year")
    county: str | None = Field(
        None,
        pattern=r"^[0-9]{2}$",
        description="only contests in what is this county today: its county council, and the "
        "municipalities that lie in it now",
    )
    number: str | None = Field(
        None,
        pattern=r"^([0-9]{2}|[0-9]{4})$",
        description="only the place with this official number, as it was at the election",
    )


class Page(Schema):
    count: int = Field(description="how many items there are in all")
    limit: int
    offset: int


class Problem(Schema):
    where: str = Field(description="the parameter that is wrong")
    message: str


class ErrorBody(Schema):
    code: Literal["not_found", "not_settled", "invalid", "not_allowed"]
    message: str = Field(description="what is wrong, in the language asked for")
    details: list[Problem] = Field(description="one line per wrong parameter; empty otherwise")


class Error(Schema):
    error: ErrorBody


class Start(Schema):
    name: str
    version: str = Field(description="version of this API")
    data_version: str = Field(description="changes whenever a figure changes")
    licence: str = Field(description="licence of the program; each figure names its publisher")
    openapi: str = Field(description="address of this API's OpenAPI description")
    counties: str
    municipalities: str
    municipality_changes: str
    parties: str
    contests: str


class County(Schema):
    """A county of today. Oslo is listed as one, but has no county council."""

    number: CountyNumber
    name: str
    population: int | None = Field(description="inhabitants; null when not known")


class CountyList(Schema):
    items: list[County]


class Place(Schema):
    number: MunicipalityNumber
    name: str


class Municipality(Schema):
    """A municipality under one number. A new number, a merger or a split makes another."""

    number: MunicipalityNumber
    name: str
    county: CountyNumber | None = Field(description="county of today; null for earlier numbers")
    valid_from: int | None = Field(description="first year; null when long ago")
    valid_to: int | None = Field(description="last year; null while in use")
    today: MunicipalityNumber | None = Field(
        description="the number of today that most of it lies in (itself while in use); null "
        "where it was split or is not known"
    )
    population: int | None = Field(description="inhabitants; null when not known")


class MunicipalityPage(Page):
    items: list[Municipality]


class Change(Schema):
    """One number became another on 1 January of `year`."""

    year: int
    kind: Literal["merge", "split", "renumber"]
    old: Place
    new: Place


class ChangePage(Page):
    items: list[Change]


class MunicipalityDetail(Municipality):
    earlier: list[Municipality] = Field(
        description="earlier numbers whose area lies mostly in this municipality"
    )
    became: list[Change] = Field(description="what this number became, oldest first")
    came_from: list[Change] = Field(description="what this number came from, oldest first")


class PartyName(Schema):
    from_year: int | None = Field(description="first year; null when from the beginning")
    to_year: int | None = Field(description="last year; null while in use")
    nb: str = Field(description="in Bokmål")
    nn: str = Field(description="in Nynorsk; as in Bokmål where there is no other")
    en: str = Field(description="in English; as in Bokmål where there is no other")


class Party(Schema):
    code: str = Field(description="as in the official result files")
    short: str = Field(description="letters for tables")
    names: list[PartyName] = Field(description="newest first")


class PartyList(Schema):
    items: list[Party] = Field(description="alphabetically by name")


class ContestPlace(Schema):
    number: str = Field(description="official number at the election")
    name: str
    county: str | None = Field(
        description="number of the county it lies in today; null when not known"
    )


class Contest(Schema):
    """One body's election on one day, or a place's votes in a Storting election."""

    id: ContestId
    kind: Kind
    year: int
    day: date = Field(description="election day")
    place: ContestPlace
    seats: int | None = Field(description="seats of the council; null when not known or Storting")
    electorate: int | None = Field(description="people entitled to vote; null when not known")
    turnout: float | None = Field(description="of the electorate, 0 to 1; null when not known")
    complete: bool = Field(
        description="false where lists are known to be missing: shares only, never settled"
    )


class ContestPage(Page):
    items: list[Contest]


class Source(Schema):
    publisher: str
    title: str
    day: date = Field(description="the day it was retrieved or imported")
    sha256: str = Field(description="checksum of the table or file the figures came from")


class ListResult(Schema):
    """One list in one contest."""

    code: str = Field(description="as in the official result files; `ANDRE` is several lists")
    name: str
    row_kind: Literal["list", "aggregate", "member"] = Field(
        description="`aggregate` is several lists known only together; `member` is a list already "
        "counted in the aggregate, so never add it"
    )
    ballots: int | None = Field(description="ballots, never list votes; null when not published")
    basis: Literal["count", "derived", "share"] = Field(
        description="`count`: ballots as counted; `derived`: worked out from the share; `share`: "
        "only the share is published"
    )
    share: Share
    seats: int | None = Field(description="official seats; null when not known")
    received: int | None = Field(description="cross-list votes received; null when not published")
    given: int | None = Field(description="cross-list votes given away; null when not published")
    list_votes: int | None = Field(
        description="official list votes: ballots × seats + received − given; null when not "
        "published"
    )


class Results(Schema):
    contest: Contest
    lists: list[ListResult]
    source: Source


class SettledList(Schema):
    code: str
    name: str
    votes: int | None = Field(
        description="what the settlement counts: list votes (municipal) or ballots (county); null "
        "where only shares are known, or for lists known only as a group"
    )
    votes_from: Literal["list_votes", "ballots", "derived", "share", "held"] = Field(
        description="`list_votes`: official; `ballots`: ballots, × seats in a municipality, with "
        "no cross-list votes known; `derived`: the same, of ballots worked out from the share; "
        "`share`: the published share; `held`: several lists together, whose official seats stay "
        "fixed"
    )
    share: Share
    seats: int | None = Field(
        description="seats by our settlement, certain ones only where a lot decides the rest; "
        "null when not settled"
    )
    official_seats: int | None = Field(description="null when not known")


class Award(Schema):
    seat: int = Field(description="1 is the first seat won")
    list: str = Field(description="code of the list")
    nth: int = Field(description="the list's own seats so far, this one included")
    quotient: str = Field(
        description="exact: votes over the divisor (1.4, 3, 5, 7 …), reduced, e.g. `564485/7`; "
        "a whole number stands without `/1`"
    )


class Difference(Schema):
    list: str = Field(description="code of the list")
    official: int
    settled: int


class Lot(Schema):
    lists: list[str] = Field(description="codes of the lists that draw")
    seats: int = Field(description="how many seats are drawn for")


class LotDrawn(Schema):
    winner: str = Field(description="code of the list")
    source: str = Field(description="where the election authority says so")
    day: date


class Note(Schema):
    code: Literal[
        "list_votes",
        "ballots",
        "differs",
        "about",
        "shares",
        "computed",
        "lot",
        "none",
        "derived",
        "rounding",
    ]
    text: str = Field(description="in the language asked for")


class Settlement(Schema):
    """The contest settled by modified Sainte-Laguë (Election Act 2023 chapters 11 to 13)."""

    contest: Contest
    basis: Literal[
        "list_votes", "ballots", "differs", "about", "shares", "computed", "lot", "none"
    ] = Field(description="how far the figures let the contest be settled; `notes` say it in words")
    lists: list[SettledList]
    held_seats: int = Field(
        description="seats of lists known only as a group, kept as they officially are"
    )
    sequence: list[Award] | None = Field(
        description="seats in the order won; null where the figures do not give the true order"
    )
    tie: Literal["votes", "lot"] | None = Field(
        description="how the last seat was decided between equal quotients: more votes, or a lot; "
        "null when there was no tie, or the true order is not known"
    )
    lot: Lot | None = Field(description="null when nothing is drawn")
    lots_drawn: list[LotDrawn] = Field(description="lots we know were drawn, with the source")
    differences: list[Difference] = Field(
        description="where official seats and our settlement differ; the official seats stand"
    )
    notes: list[Note] = Field(description="what a reader must know of these figures")
    source: Source
