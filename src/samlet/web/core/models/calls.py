"""What came of a call: one of three answers, and no words about the one who was called."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class CallOutcome(Record):
    """source and item: which call of which part. until: not to be called again before that day."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached")
        NO_ANSWER = "no_answer", _("no answer")
        LATER = "later", _("a new date")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="call_outcomes")
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    item = models.CharField(max_length=12)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    until = models.DateField(_("not before"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["source", "until"], name="call_put_off")]

    def __str__(self) -> str:
        return f"{self.source} {self.public_id}"
