"""The chain: each entry's digest is of the previous digest and of all that the entry says.

An entry is written in its act's own transaction and gets its place in the chain when that has
ended: so two writers on PostgreSQL wait for each other for a millisecond, and nobody waits for
somebody else's long import. Until then it stands in `AuditPending`, also after a crash.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction

from samlet.web.core.models import AuditEntry, AuditHead, AuditLink, AuditPayload, AuditPending

AT_ONCE = 1000  # entries sealed in one transaction
CHUNK = 2000


def digest(previous: str, n: int, entry: AuditEntry) -> str:
    """What the chain holds for this entry at place n."""
    said = [
        previous,
        n,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.actor_kind,
        entry.act,
        entry.subject_kind,
        entry.subject_id,
        entry.controller,
        entry.fields,
        entry.seals,
    ]
    return hashlib.sha256(_canonical(said)).hexdigest()


def seal_of(salt: str, subject_pk: int, content: object) -> str:
    """A payload's own salted hash, kept by the entry when the payload is gone."""
    return hashlib.sha256(_canonical([salt, subject_pk, content])).hexdigest()


def _canonical(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def seal() -> int:
    """Give every entry that waits its place in the chain; returns how many."""
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


@transaction.atomic
def _seal_some() -> int:
    if not AuditPending.objects.exists():
        return 0
    AuditHead.objects.get_or_create(pk=1)
    head = AuditHead.objects.select_for_update().get(pk=1)
    waiting = list(AuditPending.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    links = []
    for entry in AuditEntry.objects.filter(pk__in=waiting).order_by("pk"):
        head.n += 1
        head.digest = digest(head.digest, head.n, entry)
        links.append(AuditLink(n=head.n, entry=entry, digest=head.digest))
    AuditLink.objects.bulk_create(links)
    AuditPending.objects.filter(pk__in=waiting).delete()
    head.save()
    return len(links)


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found.

    broken_at: places in the chain that do not fit (the first, at most ten). altered: payloads that
    are not what their entry sealed. loose: entries outside the chain. erased: payloads that went
    with their person, as they should. head: the chain's end; a note of it kept elsewhere shows
    later that nothing before it was changed.
    """

    entries: int
    broken_at: tuple[int, ...]
    altered: int
    loose: int
    erased: int
    head: str
    head_fits: bool
    noted_found: bool | None

    @property
    def holds(self) -> bool:
        return (
            not self.broken_at
            and not self.altered
            and not self.loose
            and self.head_fits
            and self.noted_found is not False
        )


def verify(noted: str = "") -> Verdict:
    """Work the whole chain out again. noted: a head written down earlier, to be found in it."""
    seal()
    previous, n, broken, altered, erased = "", 0, [], 0, 0
    noted_found = None if not noted else False
    links = AuditLink.objects.select_related("entry").order_by("n")
    for link in links.iterator(chunk_size=CHUNK):
        n += 1
        expected = digest(previous, n, link.entry)
        if link.n != n or link.digest != expected:
            broken.append(link.n)
            n = link.n
        previous = link.digest
        noted_found = noted_found or (link.digest == noted if noted else None)
    altered, there = _altered_payloads()
    sealed = sum(len(seals) for seals in AuditEntry.objects.values_list("seals", flat=True))
    erased = sealed - there
    head = AuditHead.objects.filter(pk=1).first()
    end, last = (head.n, head.digest) if head else (0, "")
    return Verdict(
        entries=AuditLink.objects.count(),
        broken_at=tuple(broken[:10]),
        altered=altered,
        loose=AuditEntry.objects.filter(link=None).count(),
        erased=erased,
        head=last,
        head_fits=(end, last) == (n, previous),
        noted_found=noted_found,
    )


def _altered_payloads() -> tuple[int, int]:
    """How many payloads differ from their seal, and how many there are."""
    altered = there = 0
    payloads = AuditPayload.objects.select_related("entry").order_by("pk")
    for payload in payloads.iterator(chunk_size=CHUNK):
        there += 1
        seal = seal_of(payload.salt, payload.subject_id, payload.content)
        altered += seal not in payload.entry.seals
    return altered, there
