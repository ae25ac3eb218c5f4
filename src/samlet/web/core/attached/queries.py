"""Every read of what is attached: about subjects one may see, in one's own registers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, kinds
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Forbidden
from samlet.web.core.models import FollowUp, Subject
from samlet.web.core.models.attached import Attached

A = TypeVar("A", bound=Attached)


def registers(actor: Actor, act: str) -> list[int]:
    """The registers in which the actor holds the act."""
    known = access.act_of(act)
    return list(
        dict.fromkeys(
            held.controller_id for held in actor.grants if held.unit_id and known.allows(held.role)
        )
    )


def about(actor: Actor, model: type[A]) -> QuerySet[A]:
    """The rows the actor may see, with their subject."""
    rows = model._default_manager.select_related("subject")
    if actor.is_trusted:
        return rows
    mine = registers(actor, "attached.view")
    seen = rows.filter(access.seen_subjects(actor, "subject"), controller__in=mine)
    # A unit closed upwards is known to stand there; what its own people write of it is not.
    return seen.exclude(access.closed_units(actor, "attached.view", "subject"))


def seen_subject(actor: Actor, public_id: str) -> Subject:
    """The subject of any kind with this id, or NotFound."""
    rows = Subject.objects.filter(access.seen_subjects(actor), public_id=public_id)
    found = rows.first()
    if found is None:
        raise access.not_there()
    return found


def register_for(actor: Actor, subject: Subject) -> int:
    """The register that what is attached here belongs to: the subject's own when that is mine.

    Raises NotFound for what cannot be seen, else Forbidden for whose role does not include it.
    """
    if not Subject.objects.filter(access.seen_subjects(actor), pk=subject.pk).exists():
        raise access.not_there()
    access.require(actor, "attached.edit", subject)
    if access.is_closed(actor, "attached.edit", subject):
        raise Forbidden(_("This organisation is closed to who stands above it."))
    if actor.is_trusted:
        return subject.controller_id or subject.pk
    mine = registers(actor, "attached.edit")
    return subject.controller_id if subject.controller_id in mine else mine[0]


def may_attach(actor: Actor, subject: Subject) -> bool:
    try:
        register_for(actor, subject)
    except Forbidden:
        return False
    return True


def called(subjects: Iterable[Subject]) -> dict[int, str]:
    """What subjects of any kind are called, for those already scoped; one query for each kind."""
    by_kind: dict[str, list[int]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, []).append(subject.pk)
    found: dict[int, str] = {}
    for kind, ids in by_kind.items():
        found |= kinds.kind_of(kind).titles(ids)
    return found


def page_of(subject: Subject) -> str:
    return reverse(kinds.kind_of(subject.kind).url_name, args=[subject.public_id])


@dataclass(frozen=True)
class Task:
    """A follow-up as a page tells it."""

    follow_up: FollowUp
    about: str
    href: str

    @property
    def text(self) -> str:
        """What is to be done: its own words, or the kind's."""
        return self.follow_up.what or str(self.follow_up.get_kind_display()).capitalize()


@dataclass(frozen=True)
class Tasks:
    overdue: list[Task]
    today: list[Task]
    later: list[Task]

    @property
    def count(self) -> int:
        return len(self.overdue) + len(self.today) + len(self.later)


def told(rows: Iterable[FollowUp]) -> list[Task]:
    found = list(rows)
    names = called(row.subject for row in found)
    return [
        Task(row, names.get(row.subject_id, ""), page_of(row.subject))
        for row in found
        if row.subject_id in names
    ]


def open_tasks(actor: Actor) -> QuerySet[FollowUp]:
    """One's own, not done; the first due first."""
    rows = about(actor, FollowUp).filter(done_at=None, who=actor.user_id or 0)
    return rows.order_by("due", "pk")


def tasks_of(actor: Actor, day: date | None = None) -> Tasks:
    """One's own open tasks, by when they are due."""
    day = day or timezone.localdate()
    rows = told(open_tasks(actor)[:200])
    return Tasks(
        [row for row in rows if row.follow_up.due < day],
        [row for row in rows if row.follow_up.due == day],
        [row for row in rows if row.follow_up.due > day],
    )


def done_lately(actor: Actor, most: int = 10) -> list[Task]:
    """What one has done last, to look back at."""
    rows = about(actor, FollowUp).filter(~Q(done_at=None), who=actor.user_id or 0)
    return told(rows.order_by("-done_at")[:most])
