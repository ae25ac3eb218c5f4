"""What was changed in one go, with how each row was before and became: so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class ChangeSet(Record):
    """One act on one or many rows: a bulk act, an import, a merge. It is undone whole or not.

    what: the act in the audit line. act: what one must be allowed with every row to undo it.
    actor_key, undone_by: stable keys, never names. rows: how many rows it touched, which is kept
    when what they held is gone.
    """

    what = models.CharField(max_length=60)
    act = models.CharField(max_length=60, blank=True)
    actor_key = models.CharField(max_length=100)
    controller = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="change_sets"
    )
    at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=100, blank=True, default="")
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["actor_key", "-at"], name="change_set_of_actor"),
            models.Index(fields=["at"], name="change_set_at"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.public_id}"


class Change(models.Model):
    """One row before and after; before is empty when it was made, after when it was removed.

    subject: whose visibility the row has (a position's is the person's). former_subject: whose it
    had before, when the change moved it. Both go with that subject.
    """

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    subject = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="changes"
    )
    former_subject = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="former_changes"
    )
    model = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
