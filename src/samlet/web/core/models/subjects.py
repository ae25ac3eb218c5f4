"""What things attach to, where it is at home, and what reaches it.

Everything that can be followed up, documented, searched or shown to some and not to others has
one `Subject`. Access is read from three tables only: the subject's controller (who answers for
it), its placements (the units it belongs to) and the stored closure of the unit graph.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import new_public_id


class Subject(models.Model):
    """One row for each unit, person, place, visit …: its id for addresses and who answers for it.

    kind: the model's label, such as "people.person". controller: the unit that is controller of
    the data in the sense of GDPR Art. 4(7); none for places. is_public: an officially published
    fact. synthetic: invented, for demonstration or tests.
    """

    public_id = models.CharField(
        max_length=12, unique=True, default=new_public_id, editable=False, verbose_name=_("id")
    )
    kind = models.CharField(max_length=40)
    controller = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="controlled"
    )
    is_public = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["controller", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class WithSubject(models.Manager["Subjected"]):
    """Rows come with their subject, since the address needs its id."""

    def get_queryset(self) -> models.QuerySet[Subjected]:
        return super().get_queryset().select_related("subject")


class Subjected(models.Model):
    """A model that has a subject: they share primary key, so closures join without a detour."""

    subject = models.OneToOneField(
        Subject, models.CASCADE, primary_key=True, related_name="%(class)s"
    )

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        return self.subject.public_id

    @property
    def controller_id(self) -> int | None:
        return self.subject.controller_id


class Placement(models.Model):
    """A subject is at home in a unit: a person where she has a position, a unit in itself."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Subject, models.CASCADE, related_name="placed")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "unit"], name="placement_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.unit_id}"


class Reach(models.Model):
    """One row of the stored closure: `ancestor` (a unit or an area) reaches `descendant`.

    Rows to oneself are included. closed: every way there passes a unit that is closed upwards, so
    the unit is known to stand there and nothing personal in it is seen from above.
    """

    ancestor = models.ForeignKey(Subject, models.CASCADE, related_name="reaches")
    descendant = models.ForeignKey(Subject, models.CASCADE, related_name="reached_by")
    closed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="reach_once"),
            models.CheckConstraint(
                name="reach_self_is_open",
                condition=Q(closed=False) | ~Q(ancestor=models.F("descendant")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["ancestor", "closed", "descendant"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} → {self.descendant_id}"
