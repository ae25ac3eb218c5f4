"""What a party or another organisation has promised, what came of it, and who checked that.

The words are those of whoever promised, with their source. The history only grows; what was wrong
in it is put right by a correction that stays to be read.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class Promise(Record):
    """A promise as quoted. stage: the state of its last checked step, written by that action."""

    class Stage(models.TextChoices):
        GIVEN = "given", _("given")
        KEPT = "kept", _("kept")
        PARTLY = "partly", _("partly kept")
        BROKEN = "broken", _("not kept")
        UNKNOWN = "unknown", _("cannot be checked")

    subject = models.ForeignKey(
        Subject, models.CASCADE, related_name="promises", verbose_name=_("who promised")
    )
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    text = models.TextField(_("the promise, word for word"), max_length=1000)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    day = models.DateField(_("promised on"))
    deadline = models.DateField(_("to be kept by"), null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.GIVEN)

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        verbose_name = _("promise")

    def __str__(self) -> str:
        return f"promise {self.public_id}"


class PromiseStep(Record):
    """A state from a day, with evidence; it counts when somebody else has checked it."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="steps")
    stage = models.CharField(_("state"), max_length=10, choices=Promise.Stage.choices)
    day = models.DateField(_("since"))
    evidence = models.CharField(_("evidence"), max_length=300)
    evidence_url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    recorded_by = models.CharField(max_length=100)
    checked_by = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="promise_step_is_checked_by_another",
                condition=models.Q(checked_by="") | ~models.Q(checked_by=models.F("recorded_by")),
                violation_error_message=_("Somebody else than who recorded it must check it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.public_id}"


class PromiseReply(Record):
    """What whoever promised says of it, word for word."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="replies")
    text = models.TextField(_("the reply, word for word"), max_length=1000)
    source = models.CharField(_("source"), max_length=300)
    day = models.DateField(_("day"))

    class Meta:
        ordering: ClassVar = ["day", "pk"]

    def __str__(self) -> str:
        return f"reply {self.public_id}"


class PromiseCorrection(Record):
    """What was wrong, what it says now and why; read above the promise."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="corrections")
    before = models.TextField(_("it said"))
    after = models.TextField(_("it says"))
    why = models.CharField(_("why"), max_length=300)
    corrected_by = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"correction {self.public_id}"
