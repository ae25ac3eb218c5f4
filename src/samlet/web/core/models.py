"""Records, the audit trail and the stamp that tells when figures last moved."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# No vowels and no look-alikes: an id can be read out on the phone and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """Twelve random characters (57 bits) for use in addresses; never reused, tells nothing."""
    return "".join(secrets.choice(_ALPHABET) for _unused in range(12))


class Record(models.Model):
    """What every row that a person can point at has: an id for addresses and when it came."""

    public_id = models.CharField(
        max_length=12, unique=True, default=new_public_id, editable=False, verbose_name=_("id")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class AuditEntry(models.Model):
    """One act: who, what, about what, which fields. Never the values."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=20)
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    fields = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.act}"


class Stamp(models.Model):
    """Says when a body of figures last moved; computed pages are kept as long as it stands."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
