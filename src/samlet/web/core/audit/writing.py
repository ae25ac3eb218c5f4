"""One line per act, written in the act's own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from django.db import models, transaction

from samlet.web.core import personal
from samlet.web.core.actor import Actor
from samlet.web.core.audit import chain
from samlet.web.core.models import AuditEntry, AuditPayload, AuditPending, Subject, Subjected

A_LOT = 500  # payloads in one entry; a longer list is told in several entries


def record(
    actor: Actor,
    act: str,
    subject: models.Model,
    *,
    fields: Sequence[str] = (),
    payload: Mapping[str, object] | None = None,
) -> None:
    """Write who did what to which thing; `fields` are names of fields, never their values.

    About a person, only the payload says whom. `payload`: values that the act needs told; it is
    kept apart and goes with the person, so it is for personal models only.
    """
    facts = _facts(personal.subjects_of(subject))
    people = {pk: controller for pk, kind, controller in facts if personal.is_person(kind)}
    if payload and not people:
        raise ValueError("a payload goes with a person; this is about none")
    hidden = bool(people) or (personal.is_declared(type(subject)) and not facts)
    _write(
        actor,
        act,
        kind=subject._meta.label_lower,
        subject_id="" if hidden else getattr(subject, "public_id", "") or str(subject.pk),
        about=people or _register_of(subject),
        people=bool(people),
        fields=fields,
        content=dict(payload or {}),
    )


def seen(actor: Actor, act: str, subjects: Iterable[Subject | int]) -> None:
    """Write that the actor saw these people: one line for all of them in each register.

    For a person's page, a candidacy in any list, and exports and searches that name people. Not
    for plain lists of offices. The program's own work is not somebody who has seen.
    """
    if actor.kind == "system":
        return
    wanted = {subject.pk if isinstance(subject, Subject) else subject for subject in subjects}
    wanted.discard(actor.subject_id or 0)  # one's own page
    registers: dict[str, dict[int, str]] = {}
    for pk, kind, controller in _facts(wanted):
        registers.setdefault(f"{controller} {kind}", {})[pk] = controller
    for key, people in registers.items():
        rest = iter(sorted(people.items()))
        while some := dict(islice(rest, A_LOT)):
            _write(
                actor,
                act,
                kind=key.split(" ", 1)[1],
                subject_id="",
                about=some,
                people=True,
                fields=(),
                content={},
            )


@transaction.atomic
def _write(
    actor: Actor,
    act: str,
    *,
    kind: str,
    subject_id: str,
    about: Mapping[int, str],
    people: bool,
    fields: Sequence[str],
    content: Mapping[str, object],
) -> None:
    """about: from the subject's pk to the public id of its register's unit."""
    salts = {pk: secrets.token_hex(16) for pk in about} if people else {}
    entry = AuditEntry.objects.create(
        actor=actor.trail[:100],
        actor_kind=actor.kind,
        act=act,
        subject_kind=kind,
        subject_id=subject_id,
        controller=next(iter(about.values()), ""),
        fields=list(fields),
        seals=sorted(chain.seal_of(salt, pk, dict(content)) for pk, salt in salts.items()),
    )
    AuditPending.objects.create(entry=entry)
    AuditPayload.objects.bulk_create(
        AuditPayload(entry=entry, subject_id=pk, salt=salt, content=dict(content))
        for pk, salt in salts.items()
    )
    # The act is done and told; should the chain be busy, the next line takes this one along.
    transaction.on_commit(chain.seal, robust=True)


def _register_of(row: models.Model) -> dict[int, str]:
    """The register a row belongs to, by its own subject or by its field for the controller."""
    if isinstance(row, Subjected):
        return {pk: controller for pk, _kind, controller in _facts({row.pk})}
    controller: int | None = getattr(row, "controller_id", None)
    if controller is None:
        return {}
    found = Subject.objects.filter(pk=controller).values_list("public_id", flat=True).first()
    return {controller: found or ""}


def _facts(subjects: Iterable[int]) -> list[tuple[int, str, str]]:
    wanted = list(subjects)
    if not wanted:
        return []
    found = Subject.objects.filter(pk__in=wanted).values_list("pk", "kind", "controller__public_id")
    return [(pk, kind, controller or "") for pk, kind, controller in found]
