"""The stored closure of the unit graph: which units and areas reach which.

A unit is reached from itself, from what it belongs to or lies in, from its municipality and
county, from the areas that cover its municipality, and from all that reach those. What has ended
keeps the edges it had at its end, so that "who was" is found from the same places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Rejected
from samlet.web.core.models import Reach
from samlet.web.organisations.models import Coverage, Edge, Unit
from samlet.web.places.models import County, Municipality

ACCESS_EDGES = (Edge.Kind.BELONGS_TO, Edge.Kind.LIES_IN)
_MANY = 2000  # from here one reading of everything is quicker than step by step
_BATCH = 500  # ids in one question; SQLite takes at most 32,766 values, and plans long lists slowly


@dataclass(frozen=True)
class Graph:
    """Direct parents of each subject, and which units are closed upwards."""

    parents: Mapping[int, frozenset[int]]
    closed: frozenset[int]

    def ancestors(self, start: int) -> dict[int, bool]:
        """Each ancestor of `start` (itself included) → whether every way there is closed.

        Raises Rejected when the graph goes in a circle.
        """
        return self._ancestors(start, {}, ())

    def all_ancestors(self, starts: Iterable[int]) -> dict[int, dict[int, bool]]:
        """The same for many, each subject worked out once."""
        known: dict[int, dict[int, bool]] = {}
        return {start: self._ancestors(start, known, ()) for start in starts}

    def _ancestors(
        self, node: int, known: dict[int, dict[int, bool]], on_the_way: tuple[int, ...]
    ) -> dict[int, bool]:
        if node in known:
            return known[node]
        if node in on_the_way:
            raise Rejected(_("An organisation cannot lie below itself: that would be a circle."))
        found: dict[int, bool] = {}
        for parent in self.parents.get(node, ()):
            above = self._ancestors(parent, known, (*on_the_way, node))
            for ancestor, closed in above.items():
                hidden = closed or node in self.closed
                found[ancestor] = found.get(ancestor, True) and hidden
        found[node] = False
        known[node] = found
        return found


# Units whose closure is to be worked out when the block ends; None outside such a block.
_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


@contextmanager
def once() -> Iterator[None]:
    """Within this block rebuilds wait and are done once at its end: for imports and loading."""
    if _waiting.get() is not None:
        yield
        return
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if waiting:
        rebuild(waiting)


def rebuild(units: Iterable[int] | None = None, *, day: date | None = None) -> int:
    """Bring the closure up to date for these units and all below them (None: for all).

    Returns how many rows changed (0 within `once()`, which does it later).
    Raises Rejected for a circle, having changed nothing.
    """
    waiting = _waiting.get()
    if waiting is not None and units is not None:
        waiting |= set(units)
        return 0
    day = day or timezone.localdate()
    affected = _areas() | set(Unit.objects.values_list("pk", flat=True))
    if units is not None:
        affected = _and_below(set(units), day)
    graph = _graph_above(affected, day)
    wanted = {
        (ancestor, node): closed
        for node, above in graph.all_ancestors(affected).items()
        for ancestor, closed in above.items()
    }
    return _store(affected if units is not None else None, wanted)


def _store(affected: set[int] | None, wanted: dict[tuple[int, int], bool]) -> int:
    """Write the difference between what is stored and what should be."""
    gone, changed = [], []
    for row in _stored(affected):
        closed = wanted.pop((row.ancestor_id, row.descendant_id), None)
        if closed is None:
            gone.append(row.pk)
        elif closed != row.closed:
            row.closed = closed
            changed.append(row)
    for ids in _batches(gone):
        Reach.objects.filter(pk__in=ids).delete()
    Reach.objects.bulk_update(changed, ["closed"], batch_size=_BATCH)
    Reach.objects.bulk_create(
        (
            Reach(ancestor_id=ancestor, descendant_id=node, closed=closed)
            for (ancestor, node), closed in wanted.items()
        ),
        batch_size=5000,
    )
    return len(gone) + len(changed) + len(wanted)


def _stored(affected: set[int] | None) -> Iterable[Reach]:
    if affected is None:
        yield from Reach.objects.iterator(chunk_size=5000)
        return
    for ids in _batches(affected):
        yield from Reach.objects.filter(descendant__in=ids)


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def in_force(day: date) -> Q:
    """Edges (and coverage) that hold on a day, or held when their lower unit ended."""
    return Q(valid_from=None) | Q(valid_from__lte=day)


def _holding_edges(day: date) -> Q:
    now = Q(valid_to=None) | Q(valid_to__gte=day)
    at_the_end = Q(lower__valid_to__lt=day, valid_to__gte=F("lower__valid_to"))
    return in_force(day) & (now | at_the_end)


def _covering(day: date) -> Q:
    now = Q(valid_to=None) | Q(valid_to__gte=day)
    return in_force(day) & (now | Q(unit__valid_to__lt=day, valid_to__gte=F("unit__valid_to")))


def _and_below(units: set[int], day: date) -> set[int]:
    """These units and all below them: by the edges as they are now and by what is stored."""
    found, frontier = set(units), set(units)
    while frontier:
        below: set[int] = set()
        for ids in _batches(frontier):
            below |= set(
                Edge.objects.filter(
                    _holding_edges(day), kind__in=ACCESS_EDGES, upper__in=ids
                ).values_list("lower", flat=True)
            )
            covered = Coverage.objects.filter(
                _covering(day), unit__in=ids, unit__kind__is_area=True
            )
            below |= set(
                Unit.objects.filter(
                    municipality__in=covered.values("municipality"), kind__is_area=False
                ).values_list("pk", flat=True)
            )
            below |= set(
                Reach.objects.filter(ancestor__in=ids).values_list("descendant", flat=True)
            )
        frontier = below - found
        found |= frontier
    return found


def _areas() -> set[int]:
    """The subjects of municipalities and counties."""
    municipalities = Municipality.objects.exclude(subject=None).values_list("subject", flat=True)
    counties = County.objects.exclude(subject=None).values_list("subject", flat=True)
    return {pk for pk in (*municipalities, *counties) if pk is not None}


def _graph_above(affected: set[int], day: date) -> Graph:
    """Everything that lies above these: step by step for a few, all at once for many."""
    closed = frozenset(Unit.objects.filter(closed_upwards=True).values_list("pk", flat=True))
    places = _places(day)
    if len(affected) > _MANY:
        return Graph(_parents(None, day, places), closed)
    parents: dict[int, frozenset[int]] = {}
    frontier = set(affected)
    while frontier:
        parents |= dict.fromkeys(frontier, frozenset()) | _parents(frontier, day, places)
        frontier = {above for pk in frontier for above in parents[pk]} - parents.keys()
    return Graph(parents, closed)


@dataclass(frozen=True)
class _Places:
    """subject: of a municipality. covering: units that cover it. with_area: units that cover any.
    county: from a municipality's subject to its county's.
    """

    subject: Mapping[int, int]
    covering: Mapping[int, frozenset[int]]
    with_area: frozenset[int]
    county: Mapping[int, int]


def _places(day: date) -> _Places:
    covering: dict[int, set[int]] = defaultdict(set)
    with_area = set()
    # A branch of a union covers municipalities too, and no other union's clubs lie in it for that.
    covers = Coverage.objects.filter(_covering(day), unit__kind__is_area=True)
    for unit, municipality in covers.values_list("unit", "municipality"):
        covering[municipality].add(unit)
        with_area.add(unit)
    subject, county = {}, {}
    for place, own, above in Municipality.objects.exclude(subject=None).values_list(
        "pk", "subject", "county__subject"
    ):
        subject[place] = own
        if above:
            county[own] = above
    return _Places(
        subject,
        {place: frozenset(units) for place, units in covering.items()},
        frozenset(with_area),
        county,
    )


def _parents(nodes: set[int] | None, day: date, places: _Places) -> dict[int, frozenset[int]]:
    """The direct parents of these nodes (None: of all)."""
    found: dict[int, set[int]] = defaultdict(set)
    edges = Edge.objects.filter(_holding_edges(day), kind__in=ACCESS_EDGES)
    placed = Unit.objects.filter(Q(municipality__isnull=False) | Q(county__isnull=False))
    for ids in _batches(nodes) if nodes is not None else (None,):
        lower = {} if ids is None else {"lower__in": ids}
        own = {} if ids is None else {"pk__in": ids}
        for below, above in edges.filter(**lower).values_list("lower", "upper"):
            found[below].add(above)
        for pk, municipality, county in placed.filter(**own).values_list(
            "pk", "municipality", "county__subject"
        ):
            found[pk] |= _by_place(pk, municipality, places) | ({county} if county else set())
    for area, county in places.county.items():
        if nodes is None or area in nodes:
            found[area].add(county)
    return {pk: frozenset(above - {pk}) for pk, above in found.items()}


def _by_place(unit: int, municipality: int | None, places: _Places) -> set[int]:
    """The municipality, and who covers it. An area's own office lies below no other area."""
    if municipality is None:
        return set()
    own = {places.subject[municipality]} if municipality in places.subject else set()
    if unit in places.with_area:
        return own
    return own | places.covering.get(municipality, frozenset())
