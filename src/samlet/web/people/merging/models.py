"""What somebody has said about a pair: these two are not the same person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samlet.web.core.guard import Guarded
from samlet.web.core.models import Record


class NotSame(Record):
    """Two records that look alike and are two people; the one with the lower key stands first."""

    one = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    two = models.ForeignKey("people.Person", models.CASCADE, related_name="+")

    objects = Guarded()
    scope_path = "one__subject"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "two"], name="not_same_once"),
            models.CheckConstraint(name="not_same_in_order", condition=Q(one__lt=F("two"))),
        ]

    def __str__(self) -> str:
        return f"not same {self.public_id}"
