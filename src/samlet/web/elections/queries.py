"""Every read of elections: councils as views, standings of a bloc, earlier elections, imports.

Views are computed once per stamp of the figures and language and kept in the process: 357
councils settle in a fraction of a second, and nothing derived is ever stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import get_language

from samlet import data
from samlet.web.core.errors import NotFound
from samlet.web.core.stamps import stamp
from samlet.web.elections.counting import (
    Basis,
    CouncilView,
    ListView,
    Standing,
    bloc_codes,
    settled_view,
)
from samlet.web.elections.counting import standing as standing_of
from samlet.web.elections.models import Contest, Election, ListResult, LotDrawn, ResultImport
from samlet.web.parties.queries import BlocInfo, PartyInfo, joint_members, list_info, party_infos
from samlet.web.places.models import County, Municipality

KINDS = {"municipal": Election.Kind.MUNICIPAL, "county": Election.Kind.COUNTY}


def latest_year(kind: str = "municipal") -> int:
    """The newest election of a kind that has results from at least half the places.

    While the count of a new election comes in, file by file, the last whole election is the one
    that a county or the country is spoken of.
    """
    return _latest_year(stamp(), kind)


@lru_cache(maxsize=8)
def _latest_year(_stamp: str, kind: str) -> int:
    counts = dict(
        Election.objects.filter(kind=kind)
        .annotate(places=Count("contests"))
        .filter(places__gt=0)
        .values_list("year", "places")
    )
    if not counts:
        raise NotFound("No results are loaded.")
    return max(year for year, places in counts.items() if 2 * places >= max(counts.values()))


def data_version() -> str:
    """What shared addresses carry, so that a reader is told when the figures have moved."""
    return f"{data.version()}.{stamp()}"


def councils(year: int | None = None, county: str = "") -> tuple[CouncilView, ...]:
    """Municipal councils of a year, in one county or all, by number.

    Without a year each council at its newest election, which is not the same everywhere while a
    count comes in.
    """
    views = _of("municipal", year)
    return tuple(view for view in views if county in ("", view.county_number))


def council(number: str, year: int | None = None) -> CouncilView:
    """One municipal council. Raises NotFound."""
    return _one(councils(year), number)


def county_councils(year: int | None = None) -> tuple[CouncilView, ...]:
    """County councils of a year, or each at its newest election, by number."""
    return _of("county", year)


def county_council(number: str, year: int | None = None) -> CouncilView:
    """One county council. Raises NotFound (also for Oslo, which has none)."""
    return _one(county_councils(year), number)


def _of(kind: str, year: int | None) -> tuple[CouncilView, ...]:
    language = get_language() or "nb"
    if year is None:
        return _newest_views(stamp(), language, kind)
    return _views(stamp(), language, kind, year)


@lru_cache(maxsize=8)
def _newest_views(stamp_: str, language: str, kind: str) -> tuple[CouncilView, ...]:
    """The newest election of every place that stands today."""
    places = (
        County.objects.all() if kind == "county" else Municipality.objects.filter(valid_to=None)
    )
    standing_today = set(places.values_list("number", flat=True))
    years = Election.objects.filter(kind=kind, year__gte=_latest_year(stamp_, kind))
    newest: dict[str, CouncilView] = {}
    for year in years.order_by("year").values_list("year", flat=True):
        newest |= {view.number: view for view in _views(stamp_, language, kind, year)}
    kept = [view for number, view in newest.items() if number in standing_today]
    return tuple(sorted(kept, key=lambda view: view.number))


def contest_view(stable_id: str) -> CouncilView:
    """Any contest with seats by its stable id. Raises NotFound."""
    kind, _dot, rest = stable_id.partition(".")
    number, _dot, day = rest.partition(".")
    if kind not in KINDS or not day[:4].isdigit():
        raise NotFound("No such contest.")
    views = _views(stamp(), get_language() or "nb", kind, int(day[:4]))
    view = _one(views, number)
    if view.stable_id != stable_id:
        raise NotFound("No such contest.")
    return view


def _one(views: Iterable[CouncilView], number: str) -> CouncilView:
    found = next((view for view in views if view.number == number), None)
    if found is None:
        raise NotFound("No such council.")
    return found


@lru_cache(maxsize=24)
def _views(_stamp: str, _language: str, kind: str, year: int) -> tuple[CouncilView, ...]:
    contests = (
        Contest.objects.filter(election__kind=kind, election__year=year, area="")
        .select_related("election", "municipality__county", "county", "source")
        .prefetch_related(Prefetch("lists", queryset=ListResult.objects.order_by("pk")), "lots")
    )
    names = names_of(year)
    views = [view_of(contest, tuple(contest.lists.all()), names) for contest in contests]
    return tuple(sorted(filter(None, views), key=lambda view: view.number))


@dataclass(frozen=True, slots=True)
class Names:
    """What lists are called and join in one year; read once for many contests."""

    parties: Mapping[str, PartyInfo]
    joint: Mapping[tuple[str, str], frozenset[str]]


def names_of(year: int) -> Names:
    """Names and joint lists of a year."""
    return Names(party_infos(year), joint_members(year))


def view_of(contest: Contest, lists: Collection[ListResult], names: Names) -> CouncilView | None:
    """A contest as a page shows it with these lists; None where the council's size is unknown."""
    year, place = contest.election.year, contest.place
    seats = contest.seats or sum(row.seats or 0 for row in lists)
    if not seats:
        return None
    county = place.county if isinstance(place, Municipality) else place
    return settled_view(
        CouncilView(
            stable_id=contest.stable_id,
            kind=contest.election.kind,
            year=year,
            day=contest.election.day,
            number=place.number,
            name=place.name,
            county_number=county.number if county else "",
            county_name=county.name if county else "",
            seats=seats,
            turnout=contest.turnout,
            lists=_list_views(lists, place.number, names.parties, names.joint),
            official=_has_official_seats(lists, contest.seats, contest.complete),
            complete=contest.complete,
            held=0,
            basis=Basis.NONE,
            settlement=None,
            rounding_decides=False,
            source=str(contest.source),
            source_day=contest.source.day,
            lot_winners=tuple(lot.winner for lot in contest.lots.all()),
        )
    )


def _has_official_seats(lists: Iterable[ListResult], seats: int | None, complete: bool) -> bool:
    """Seats are official when every list is known, has seats, and they fill the council."""
    counted = [row.seats for row in lists if row.row_kind != ListResult.RowKind.MEMBER]
    if not complete or not counted or None in counted:
        return False
    return seats in (None, sum(won or 0 for won in counted))


def _list_views(
    lists: Iterable[ListResult],
    number: str,
    parties: Mapping[str, PartyInfo],
    joint: Mapping[tuple[str, str], frozenset[str]],
) -> tuple[ListView, ...]:
    rows = list(lists)
    total = _total_ballots(rows)
    return tuple(
        ListView(
            code=row.code,
            name=row.name,
            party=list_info(row.code, row.name, parties),
            row_kind=row.row_kind,
            ballots=row.ballots if row.ballots is not None else _estimate(row, total),
            estimated=row.ballots is None and total is not None,
            share=row.share,
            seats=row.seats,
            list_votes=row.list_votes,
            received=row.received,
            given=row.given,
            members=joint.get((number, row.code)),
        )
        for row in rows
    )


def _total_ballots(rows: list[ListResult]) -> Decimal | None:
    """All ballots where some lists have only a share: known ballots over their share."""
    counted = [row for row in rows if row.row_kind != ListResult.RowKind.MEMBER]
    known = sum(row.ballots for row in counted if row.ballots is not None)
    missing = sum(((row.share or Decimal(0)) for row in counted if row.ballots is None), Decimal(0))
    if not known or missing >= 1:
        return None
    return Decimal(known) / (1 - missing)


def _estimate(row: ListResult, total: Decimal | None) -> int | None:
    if total is None or row.share is None:
        return None
    return int((row.share * total).to_integral_value(ROUND_HALF_UP))


def standing(view: CouncilView, bloc: BlocInfo) -> Standing:
    """A bloc in one council, kept as long as the figures stand."""
    return _standing(view.stable_id, stamp(), get_language() or "nb", bloc, _Holder(view))


@dataclass(frozen=True, slots=True)
class _Holder:
    """Carries a view past the cache key: the stable id and the stamp already name it."""

    view: CouncilView = field(hash=False, compare=False)


@lru_cache(maxsize=8000)
def _standing(
    _stable_id: str, _stamp: str, _language: str, bloc: BlocInfo, holder: _Holder
) -> Standing:
    return standing_of(holder.view, bloc)


def standings(bloc: BlocInfo, county: str = "", year: int | None = None) -> tuple[Standing, ...]:
    """A bloc in every council, nearest to a majority first, by per cent of the ballots.

    Councils where the distance is not known come after, then those where it has the majority,
    the slimmest first.
    """
    # The stamp is read once: a query for each of 357 councils would take 80 ms.
    mark, language = stamp(), get_language() or "nb"
    found = [
        _standing(view.stable_id, mark, language, bloc, _Holder(view))
        for view in councils(year, county)
    ]
    return tuple(sorted(found, key=distance_order))


def distance_order(at: Standing) -> tuple[int, Decimal, int, str]:
    """Key of the default order."""
    share = at.distance.share if at.distance else Decimal(0)
    if at.has_majority:
        return (2, share, -at.missing, at.council.name)
    return (0 if at.distance else 1, share, at.missing, at.council.name)


def majorities_without(bloc: BlocInfo, county: str = "") -> dict[str, int]:
    """Party code → councils with a majority when that party is not counted."""
    counts = {}
    for code in bloc.counted:
        smaller = replace(bloc, without=bloc.without | {code})
        counts[code] = sum(seat_majority(view, smaller) for view in councils(None, county))
    return counts


def bloc_seats(view: CouncilView, bloc: BlocInfo) -> int:
    """A bloc's seats in a council; no distances are computed."""
    codes, _mixed = bloc_codes(view, bloc)
    return sum(seats for code, seats in view.seats_by_code.items() if code in codes)


def seat_majority(view: CouncilView, bloc: BlocInfo) -> bool:
    """Whether a bloc's lists hold the majority, by seats alone."""
    return bloc_seats(view, bloc) >= view.majority


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """One earlier election on today's borders: shares per party code, and why it is not settled.

    `places` are the municipalities of the time whose ballots are summed.
    """

    kind: str
    year: int
    places: tuple[str, ...]
    shares: dict[str, Decimal]
    seats: dict[str, int]
    complete: bool


def earlier_results(number: str) -> tuple[EarlierResult, ...]:
    """Elections held in what is today one municipality, newest first, predecessors summed."""
    contests = (
        Contest.objects.filter(municipality__today__number=number)
        .select_related("election", "municipality")
        .prefetch_related("lists")
    )
    groups: dict[tuple[str, int], list[Contest]] = defaultdict(list)
    for contest in contests:
        groups[contest.election.kind, contest.election.year].append(contest)
    results = [_earlier(kind, year, group) for (kind, year), group in groups.items()]
    return tuple(sorted(results, key=lambda result: (-result.year, result.kind)))


def _earlier(kind: str, year: int, contests: list[Contest]) -> EarlierResult:
    ballots: dict[str, Decimal] = defaultdict(Decimal)
    seats: dict[str, int] = defaultdict(int)
    single = len(contests) == 1
    for contest in contests:
        for row in contest.lists.all():
            if row.row_kind == ListResult.RowKind.MEMBER:
                continue
            if row.ballots is not None:
                ballots[row.code] += row.ballots
            elif single and row.share is not None:
                ballots[row.code] += row.share
            if row.seats and single:
                seats[row.code] += row.seats
    rows = [row for contest in contests for row in contest.lists.all()]
    shares_only = all(row.ballots is None for row in rows)
    total = Decimal(1) if shares_only else sum(ballots.values(), Decimal(0))
    shares = {code: votes / total for code, votes in ballots.items() if total}
    official = (
        _has_official_seats(rows, contests[0].seats, contests[0].complete) if single else False
    )
    return EarlierResult(
        kind,
        year,
        tuple(sorted(contest.place.name for contest in contests)),
        shares,
        dict(seats) if official or year <= 2011 else {},
        official,
    )


def imports() -> QuerySet[ResultImport]:
    """Every file brought in, newest first."""
    return ResultImport.objects.select_related("source").prefetch_related("changes")


def counties() -> QuerySet[County]:
    """Every county, Oslo among them."""
    return County.objects.order_by("name")


def lots_of(stable_id: str) -> QuerySet[LotDrawn]:
    """Lots drawn in a contest."""
    return LotDrawn.objects.filter(contest__stable_id=stable_id)
