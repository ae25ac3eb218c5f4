"""The audit trail: one line per act, written in the act's own transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from samlet.web.core.actor import Actor
from samlet.web.core.models import AuditEntry


def record(actor: Actor, act: str, subject: models.Model, *, fields: Sequence[str] = ()) -> None:
    """Write who did what to which thing; `fields` are names of fields, never their values."""
    AuditEntry.objects.create(
        actor=actor.name,
        actor_kind=actor.kind,
        act=act,
        subject_kind=subject._meta.label_lower,
        subject_id=getattr(subject, "public_id", "") or str(subject.pk),
        fields=list(fields),
    )
