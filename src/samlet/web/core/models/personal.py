"""What the work with personal data leaves behind: requests for erasure, counts, settings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class PurposeSetting(models.Model):
    """What one controller says about a purpose: where to ask, and a shorter time if it wishes."""

    controller = models.ForeignKey(Subject, models.CASCADE, related_name="purpose_settings")
    purpose = models.CharField(_("purpose"), max_length=40)
    contact = models.CharField(_("office that answers"), max_length=120, blank=True)
    contact_email = models.EmailField(_("the office's shared e-mail"), blank=True)
    keep_days = models.PositiveIntegerField(_("days kept afterwards"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["controller", "purpose"],
                name="purpose_setting_once",
                violation_error_message=_("This purpose is already set."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.controller_id}: {self.purpose}"


class RetentionRun(Record):
    """A set of people whose time is over, marked by a named actor and waiting for the day.

    second_by: who else agreed; a run above the controller's limit waits until somebody has.
    """

    controller = models.ForeignKey(Subject, models.CASCADE, related_name="retention_runs")
    marked_by = models.CharField(max_length=100)
    due_at = models.DateTimeField(_("erased on"))
    marked = models.PositiveIntegerField(default=0)
    left_over = models.PositiveIntegerField(default=0)
    needs_second = models.BooleanField(default=False)
    second_by = models.CharField(max_length=100, blank=True)
    second_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="retention_second_is_another",
                condition=Q(second_by="") | ~Q(second_by=models.F("marked_by")),
                violation_error_message=_("The second person must be another than the first."),
            )
        ]

    def __str__(self) -> str:
        return f"retention {self.public_id}"


class Erasure(Record):
    """One person shall be erased, and then was: afterwards only counts are left here.

    subject: empty once it is done; so is account, which stands in its place for one that is
    nobody's in the register. asked_by is a stable key, never a name.
    """

    class Reason(models.TextChoices):
        OWN = "own", _("the person asked for it")
        NO_BASIS = "no_basis", _("there is no basis any more")
        MISTAKE = "mistake", _("registered by mistake")
        RETENTION = "retention", _("the time to keep it is over")

    subject = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, related_name="erasures"
    )
    account = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="erasures"
    )
    controller = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, related_name="erasures_of_register"
    )
    run = models.ForeignKey(
        RetentionRun, models.CASCADE, null=True, blank=True, related_name="erasures"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    asked_by = models.CharField(max_length=100)
    due_at = models.DateTimeField(_("erased on"))
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=100, blank=True)
    rows_gone_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject"],
                name="erasure_once_at_a_time",
                condition=Q(cancelled_at=None, done_at=None),
                violation_error_message=_("This person is already to be erased."),
            ),
            models.UniqueConstraint(
                fields=["account"],
                name="erasure_of_account_once",
                condition=Q(cancelled_at=None, done_at=None),
                violation_error_message=_("This account is already to be erased."),
            ),
            models.CheckConstraint(
                name="erasure_done_or_cancelled",
                condition=Q(cancelled_at=None) | Q(rows_gone_at=None),
                violation_error_message=_("What is erased cannot be called back."),
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.public_id}"


class ErasureCount(models.Model):
    """How many people a register has erased in a month, by reason: all that statistics keep."""

    controller = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="erasure_counts"
    )
    month = models.DateField()
    reason = models.CharField(max_length=12, choices=Erasure.Reason.choices)
    people = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["controller", "month", "reason"], name="erasure_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.reason}: {self.people}"
