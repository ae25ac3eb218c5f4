"""Every read of promises: of whom one may see, in one's own registers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.models import Promise, PromiseStep, Subject


def promises_for(actor: Actor) -> QuerySet[Promise]:
    """The promises the actor may see."""
    rows = Promise.objects.select_related("subject")
    if actor.is_trusted:
        return rows
    mine = attached.registers(actor, "promises.view")
    return rows.filter(access.seen_subjects(actor, "subject"), controller__in=mine)


def promise_for(actor: Actor, public_id: str) -> Promise:
    found = promises_for(actor).filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    return found


@dataclass(frozen=True)
class Count:
    """How many promises have a state."""

    stage: str
    label: str
    count: int


@dataclass(frozen=True)
class Accounts:
    """A party's accounts: its promises in the order they were given, and how many of each state.

    waiting: steps that somebody else has yet to check; they do not count.
    """

    promises: tuple[Promise, ...]
    counts: tuple[Count, ...]
    waiting: int


def accounts_of(actor: Actor, subject: Subject) -> Accounts:
    steps = PromiseStep.objects.order_by("pk")
    rows = promises_for(actor).filter(subject=subject)
    rows = rows.prefetch_related("replies", "corrections", Prefetch("steps", steps))
    found = tuple(rows)
    counted = Counter(row.stage for row in found)
    return Accounts(
        found,
        tuple(Count(key, str(label), counted[key]) for key, label in Promise.Stage.choices),
        sum(1 for row in found for step in row.steps.all() if step.checked_at is None),
    )


def parties(actor: Actor) -> list[tuple[Subject, str, int]]:
    """Those who have promised something, by name, with how many promises."""
    counted: Counter[int] = Counter(promises_for(actor).values_list("subject", flat=True))
    subjects = list(Subject.objects.filter(pk__in=counted))
    names = attached.called(subjects)
    rows = [(one, names.get(one.pk, ""), counted[one.pk]) for one in subjects]
    return sorted(rows, key=lambda row: row[1].casefold())
