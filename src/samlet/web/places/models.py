"""Counties and municipalities, their numbers over time, and how one became another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models import Subject


class County(models.Model):
    """A county of today. Oslo is listed as one but has no county council (LGA § 3-1)."""

    number = models.CharField(_("number"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=100)
    population = models.PositiveIntegerField(_("inhabitants"), null=True)
    parliamentary_source = models.CharField(
        _("source for parliamentary government"), max_length=300, blank=True
    )
    # What is said about the place attaches here, and a grant on an area names it.
    subject = models.OneToOneField(
        Subject, models.PROTECT, null=True, editable=False, related_name="county"
    )

    class Meta:
        ordering: ClassVar = ["number"]
        verbose_name = _("county")

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality under one number. A new number, a merger or a split makes a new row."""

    number = models.CharField(_("number"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=100)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, related_name="municipalities", verbose_name=_("county")
    )
    valid_from = models.PositiveSmallIntegerField(_("valid from"), null=True)
    valid_to = models.PositiveSmallIntegerField(_("valid to"), null=True)
    # The municipality of today that most of this one lies in; itself when it still stands.
    today = models.ForeignKey("self", models.PROTECT, null=True, related_name="earlier")
    population = models.PositiveIntegerField(_("inhabitants"), null=True)
    # What is said about the place attaches here, and a grant on an area names it.
    subject = models.OneToOneField(
        Subject, models.PROTECT, null=True, editable=False, related_name="municipality"
    )

    class Meta:
        ordering: ClassVar = ["name", "number"]
        verbose_name = _("municipality")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="municipality_ends_after_it_begins",
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("A municipality cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        return self.valid_to is None


class NumberChange(models.Model):
    """From one number to another: merged, split or only renumbered, from 1 January of `year`."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        RENUMBER = "renumber", _("new number")

    year = models.PositiveSmallIntegerField(_("year"))
    old = models.ForeignKey(Municipality, models.CASCADE, related_name="became")
    new = models.ForeignKey(Municipality, models.CASCADE, related_name="came_from")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "old", "new"], name="number_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.old.number} → {self.new.number}"
