"""Units: every organisation, employer, workplace and council, and how they hang together in time.

It is a graph and not a tree: a club belongs to a branch of a union, lies in the area of a local
organisation and sits at a workplace. Edges have dates; what was is kept.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models import Record, Subjected
from samlet.web.parties.models import Party
from samlet.web.places.models import County, Municipality


class UnitKind(models.Model):
    """What a unit is: union, club, workplace … The names are data that the region edits.

    side: whose organisation it is. is_public: that such a unit exists is an official fact.
    is_area: whatever lies in a municipality it covers lies in it.
    """

    class Side(models.TextChoices):
        UNION = "union", _("unions")
        PARTY = "party", _("parties")
        EMPLOYER = "employer", _("employers")
        PUBLIC = "public", _("public bodies")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_nb = models.CharField(_("name in bokmål"), max_length=60)
    name_nn = models.CharField(_("name in nynorsk"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    plural_nb = models.CharField(_("plural in bokmål"), max_length=60, blank=True)
    plural_nn = models.CharField(_("plural in nynorsk"), max_length=60, blank=True)
    plural_en = models.CharField(_("plural in English"), max_length=60, blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    is_public = models.BooleanField(_("official fact"), default=False)
    is_area = models.BooleanField(_("an area"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering: ClassVar = ["order", "key"]
        verbose_name = _("kind of unit")

    def __str__(self) -> str:
        return getattr(self, f"name_{get_language() or 'nb'}", "") or self.name_nb

    @property
    def plural(self) -> str:
        return getattr(self, f"plural_{get_language() or 'nb'}", "") or self.plural_nb or str(self)


class Unit(Subjected):
    """Any organisation. Who keeps it stands on its subject (controller)."""

    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="units", verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    org_number = models.CharField(_("organisation number"), max_length=9, blank=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("party")
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("municipality"),
    )
    county = models.ForeignKey(
        County,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("county"),
    )
    email = models.EmailField(_("shared e-mail"), blank=True)
    phone = models.CharField(_("shared phone"), max_length=20, blank=True)
    sector = models.CharField(_("sector"), max_length=20, blank=True)
    employees = models.CharField(_("employees, about"), max_length=10, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="preceded_by"
    )
    closed_upwards = models.BooleanField(_("hidden from above"), default=False)
    own_controller = models.BooleanField(_("keeps a register of its own"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("unit")
        indexes: ClassVar = [
            models.Index(fields=["kind", "name"]),
            models.Index(fields=["org_number"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("A unit cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="unit_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the unit a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(Record):
    """What a unit was called before, or is also called: it is found by all of them."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="unit_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Edge(Record):
    """One unit belongs to, lies in, is located at or is operated by another, for a time.

    Access follows two of them: "belongs_to" and "lies_in".
    """

    class Kind(models.TextChoices):
        BELONGS_TO = "belongs_to", _("belongs to")
        LIES_IN = "lies_in", _("lies in the area of")
        LOCATED_AT = "located_at", _("is at the workplace")
        OPERATED_BY = "operated_by", _("is operated by")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    lower = models.ForeignKey(Unit, models.CASCADE, related_name="edges_up")
    upper = models.ForeignKey(Unit, models.CASCADE, related_name="edges_down")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "upper"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="edge_joins_two_units",
                condition=~Q(lower=F("upper")),
                violation_error_message=_("A unit cannot belong to itself."),
            ),
            models.CheckConstraint(
                name="edge_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["kind", "lower", "upper"],
                condition=Q(valid_to=None),
                name="edge_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} {self.kind} {self.upper_id}"


class Coverage(Record):
    """A municipality that a unit covers, for a time: a local organisation's area, a region's."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="coverage")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="covered_by")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "municipality"],
                condition=Q(valid_to=None),
                name="coverage_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.municipality_id}"
