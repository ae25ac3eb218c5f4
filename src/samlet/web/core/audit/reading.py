"""Reading the trail: as the auditor of a register, and as the person it is about."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from samlet.web.core import access, kinds
from samlet.web.core.actor import Actor
from samlet.web.core.audit.sentences import said
from samlet.web.core.models import AuditEntry, AuditPayload, Subject

# From keys of actors ("user:…") to what they are called by whoever may read it.
Naming = Callable[[Sequence[str]], Mapping[str, str]]
_named_by: dict[str, Naming] = {}
_placed_by: dict[str, Naming] = {}


def register_names(prefix: str, *, names: Naming, offices: Naming) -> None:
    """Say what actors with this prefix are called: by name for the auditor, and by role and unit
    for those they have looked at.
    """
    _named_by[prefix] = names
    _placed_by[prefix] = offices


@dataclass(frozen=True)
class Looked:
    """Somebody did something with a person's data: which office, what, how often, when last."""

    office: str
    act: str
    times: int
    last_at: datetime.datetime


def looked_at(subjects: Iterable[int], *, most: int = 100) -> list[Looked]:
    """Who has seen, changed or exported these people, the latest first; offices, not names."""
    rows = list(
        AuditPayload.objects.filter(subject__in=list(subjects))
        .values("entry__actor", "entry__actor_kind", "entry__act")
        .annotate(times=Count("entry", distinct=True), last_at=Max("entry__at"))
        .order_by("-last_at")[:most]
    )
    offices = called(_placed_by, {row["entry__actor"]: row["entry__actor_kind"] for row in rows})
    return [
        Looked(offices[row["entry__actor"]], said(row["entry__act"]), row["times"], row["last_at"])
        for row in rows
    ]


def entries_for(actor: Actor) -> QuerySet[AuditEntry]:
    """The entries an auditor may read: of the registers the grant is for, and those of none."""
    entries = AuditEntry.objects.all()
    if actor.is_trusted:
        return entries
    act = access.act_of("audit.view")
    registers = [held.controller_id for held in actor.grants if act.allows(held.role)]
    if not registers:
        return entries.none()
    ids = Subject.objects.filter(pk__in=registers).values("public_id")
    return entries.filter(Q(controller__in=ids) | Q(controller=""))


@dataclass(frozen=True)
class Line:
    """An entry as a sentence: when, who, did what, with what."""

    at: datetime.datetime
    actor: str
    act: str
    about: str
    fields: tuple[str, ...]


def lines(actor: Actor, entries: Sequence[AuditEntry]) -> list[Line]:
    """Entries as sentences, for an actor they are scoped for already.

    People are named where the payload is still there and they are not closed to the actor.
    """
    who = called(_named_by, {entry.actor: entry.actor_kind for entry in entries})
    payloads = AuditPayload.objects.filter(entry__in=[entry.pk for entry in entries])
    about: dict[int, list[int]] = {}
    for payload in payloads.only("entry_id", "subject_id"):
        about.setdefault(payload.entry_id, []).append(payload.subject_id)
    titles = _titles(actor, {pk for some in about.values() for pk in some})
    return [
        Line(
            entry.at,
            who[entry.actor],
            said(entry.act),
            _about(entry, about.get(entry.pk, []), titles),
            tuple(entry.fields),
        )
        for entry in entries
    ]


def _about(entry: AuditEntry, people: Sequence[int], titles: Mapping[int, str]) -> str:
    named = [titles[pk] for pk in people if pk in titles]
    hidden = len(people) - len(named)
    gone = len(entry.seals) - len(people)
    if len(named) > 3:
        named = [*named[:3], _("and %(count)s more") % {"count": len(named) - 3}]
    if hidden > 0:
        named.append(_("%(count)s not open to you") % {"count": hidden})
    if gone > 0:
        named.append(_("%(count)s erased") % {"count": gone})
    return ", ".join(named) or entry.subject_id


def _titles(actor: Actor, subjects: Iterable[int]) -> dict[int, str]:
    by_kind: dict[str, list[int]] = {}
    seen = Subject.objects.filter(access.visible(actor, "audit.view", ""), pk__in=list(subjects))
    for pk, kind in seen.values_list("pk", "kind"):
        by_kind.setdefault(kind, []).append(pk)
    found: dict[int, str] = {}
    known = {kind.key: kind for kind in kinds.all_kinds()}
    for key, some in by_kind.items():
        if key in known:
            found |= known[key].titles(some)
    return found


def names_of(actors: Mapping[str, str]) -> dict[str, str]:
    """What these actors are called for the auditor. actors: from their key to the way they came."""
    return called(_named_by, actors)


def called(ways: Mapping[str, Naming], actors: Mapping[str, str]) -> dict[str, str]:
    """What these actors are called. actors: from their key to the way they came."""
    found: dict[str, str] = {}
    for prefix, naming in ways.items():
        found |= naming([key for key in actors if key.startswith(f"{prefix}:")])
    return {key: found.get(key) or _by_kind(kind) for key, kind in actors.items()}


def _by_kind(kind: str) -> str:
    return {
        "system": _("Samlet itself"),
        "command": _("whoever runs the server, by a command"),
        "link": _("whoever holds a personal link"),
        "anonymous": _("somebody who was not signed in"),
        "demo": _("somebody in the demonstration"),
    }.get(kind, _("an account that is gone"))
