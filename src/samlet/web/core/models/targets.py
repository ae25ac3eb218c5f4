"""Where an organisation wants a figure to be, by when, and who decided it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class Target(Record):
    """An indicator shall have a value in a place or a unit by a day. baseline: where it began."""

    indicator = models.CharField(_("figure"), max_length=60)
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="targets")
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    value = models.DecimalField(_("target"), max_digits=12, decimal_places=2)
    due = models.DateField(_("by"))
    baseline = models.DecimalField(
        _("where it began"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    baseline_day = models.DateField(_("measured on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200)
    decided_on = models.DateField(_("decided on"))

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        verbose_name = _("target")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "subject", "controller", "due"],
                name="target_once",
                violation_error_message=_("There is a target for that figure and day already."),
            ),
            models.CheckConstraint(
                name="target_baseline_has_its_day",
                condition=Q(baseline=None, baseline_day=None)
                | Q(baseline__isnull=False, baseline_day__isnull=False),
                violation_error_message=_("Say both where it began and on which day, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.public_id}"
