"""The audit trail: lines that are never changed, chained; what is personal in them stands apart.

An entry says who did what, never to whom when that is a person. Whom, and values if any, stand in
`AuditPayload`, which erasure deletes. The entry keeps a salted hash of each payload (`seals`), and
the salt goes with the payload: the chain holds, and nobody can find the person back from it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samlet.web.core.models.subjects import Subject


class AuditEntry(models.Model):
    """One act: who (a stable key, no name), what, about what, which fields. Never the values.

    subject_id: the id of what it was about; empty when that is a person, who is in the payload.
    controller: the id of the register's unit, for the auditor's scope; empty outside registers.
    The database refuses to change or remove an entry.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=20)
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60, blank=True)
    controller = models.CharField(max_length=12, blank=True, default="")
    fields = models.JSONField(default=list)
    seals = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["controller", "-at"], name="audit_of_register"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.act}"


class AuditPayload(models.Model):
    """Whom an entry is about, and values if any. Goes with the person; never changed before."""

    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="payloads")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="audit_payloads")
    salt = models.CharField(max_length=32)
    content = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.subject_id}"


class AuditPending(models.Model):
    """An entry that its transaction wrote and that has no place in the chain yet."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class AuditLink(models.Model):
    """The entry's place in the chain: `digest` is of the previous one and of the whole entry."""

    n = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.n} {self.digest}"


class AuditHead(models.Model):
    """The end of the chain; locked while entries are added, so that it cannot fork."""

    n = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.n} {self.digest}"
