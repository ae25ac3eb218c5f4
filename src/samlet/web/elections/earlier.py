"""Earlier elections in a county: its own council's, and the Storting's in its municipalities."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum

from samlet.web.core.errors import NotFound
from samlet.web.elections import queries
from samlet.web.elections.counting import CouncilView
from samlet.web.elections.models import Contest, ListResult
from samlet.web.elections.queries import EarlierResult


def results_in(view: CouncilView) -> tuple[EarlierResult, ...]:
    """Elections held where the council is today, newest first."""
    if view.kind == "municipal":
        return queries.earlier_results(view.number)
    found = [*_county_elections(view), *_storting_elections(view)]
    return tuple(sorted(found, key=lambda result: (-result.year, result.kind)))


def _county_elections(view: CouncilView) -> list[EarlierResult]:
    """County elections under this county's number, the newest one too."""
    years = Contest.objects.filter(election__kind="county", county__number=view.number).values_list(
        "election__year", flat=True
    )
    found = []
    for year in years:
        try:
            then = queries.county_council(view.number, year)
        except NotFound:
            continue
        shares = {
            row.code: row.share
            if row.share is not None
            else Decimal(row.ballots or 0) / (then.total_ballots or 1)
            for row in then.counted
        }
        seats = {row.code: row.seats or 0 for row in then.counted} if then.official else {}
        found.append(EarlierResult("county", year, (then.name,), shares, seats, then.official))
    return found


def _storting_elections(view: CouncilView) -> list[EarlierResult]:
    """Ballots for the Storting in what are the county's municipalities today, added together."""
    rows = (
        ListResult.objects.filter(
            contest__election__kind="storting",
            contest__municipality__today__county__number=view.number,
        )
        .exclude(row_kind=ListResult.RowKind.MEMBER)
        .values_list("contest__election__year", "code")
        .annotate(votes=Sum("ballots"))
    )
    years: dict[int, dict[str, int]] = defaultdict(dict)
    for year, code, votes in rows:
        years[year][code] = votes or 0
    return [
        EarlierResult(
            "storting",
            year,
            (view.name,),
            {code: Decimal(count) / (sum(votes.values()) or 1) for code, count in votes.items()},
            {},
            False,
        )
        for year, votes in years.items()
    ]
