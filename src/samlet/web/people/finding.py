"""How people are found: by name, by what they are and where, by phone and e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.utils import timezone

from samlet.web.core.guard import unscoped
from samlet.web.core.models import Reach
from samlet.web.core.search import Entry
from samlet.web.people.models import Person, Position


def people(ids: Iterable[int] | None) -> Iterator[Entry]:
    """Entries of people; whoever has no position today counts as ended."""
    today = timezone.localdate()
    with unscoped("writes the search index"):
        held = Position.objects.select_related("kind", "unit").order_by("kind__order")
        rows = Person.objects.filter(merged_into=None).prefetch_related(
            Prefetch("positions", held, to_attr="ever")
        )
        if ids is not None:
            rows = rows.filter(pk__in=list(ids))
        # One line is told to all who see her; what is closed to some of them is left out of it.
        closed = set(Reach.objects.filter(closed=True).values_list("descendant", flat=True))
        for person in rows.iterator(chunk_size=2000):
            now = [
                one
                for one in person.ever
                if (one.to_day is None or one.to_day >= today) and one.unit_id not in closed
            ]
            said = "; ".join(f"{one.title or one.kind}, {one.unit.name}" for one in now)
            contact = [person.mobile, person.mobile.removeprefix("+47"), person.email]
            yield Entry(person.pk, person.name, said, [one for one in contact if one], not now)
