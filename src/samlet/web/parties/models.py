"""Party codes and names, blocs as configuration, and what parties have said of each other."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models import Record
from samlet.web.places.models import County, Municipality

COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("A colour is written like #a1b2c3."))


class Party(models.Model):
    """A party by its code in the official files. `order` is alphabetical by name: neutral."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    short = models.CharField(_("short name"), max_length=10)
    colour = models.CharField(_("colour"), max_length=7, validators=[COLOUR])
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering: ClassVar = ["order"]
        verbose_name = _("party")

    def __str__(self) -> str:
        return self.short


class PartyName(models.Model):
    """What a party was called from one year to another, in the languages it is registered in."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="names")
    from_year = models.PositiveSmallIntegerField(default=0)
    to_year = models.PositiveSmallIntegerField(default=9999)
    nb = models.CharField(max_length=120)
    nn = models.CharField(max_length=120, blank=True)
    en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["-from_year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "from_year"], name="party_name_once_a_year")
        ]

    def __str__(self) -> str:
        return getattr(self, get_language() or "nb", "") or self.nb


class JointList(models.Model):
    """A list whose official name says which parties it joins. Read off the name, nothing more."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="joint_lists")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=120)  # a local list may have its name as its code
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(Party, related_name="joint_lists")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "year", "code"], name="joint_list_once")
        ]

    def __str__(self) -> str:
        return self.name


class Bloc(Record):
    """Parties counted together. Which blocs there are is configuration; none is "ours".

    A bloc is a proposal until a body, a day and a decision are entered.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_nb = models.CharField(_("name in bokmål"), max_length=60)
    name_nn = models.CharField(_("name in nynorsk"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    adjective_nb = models.CharField(_("the word before «flertall»"), max_length=60, blank=True)
    adjective_nn = models.CharField(_("the word before «fleirtal»"), max_length=60, blank=True)
    adjective_en = models.CharField(_("the word before “majority”"), max_length=60, blank=True)
    colour = models.CharField(_("colour"), max_length=7, validators=[COLOUR])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    parties = models.ManyToManyField(Party, related_name="blocs", verbose_name=_("parties"))
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "key"]
        verbose_name = _("bloc")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="bloc_decision_is_whole",
                condition=Q(decided_by="", decided_on=None, decision="")
                | (~Q(decided_by="") & Q(decided_on__isnull=False) & ~Q(decision="")),
                violation_error_message=_(
                    "A decision needs the body, the day and the case: enter all three or none."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return getattr(self, f"name_{get_language() or 'nb'}", "") or self.name_nb

    @property
    def adjective(self) -> str:
        """The word put before "majority" in a sentence; the name where none is given."""
        return (
            getattr(self, f"adjective_{get_language() or 'nb'}", "")
            or self.adjective_nb
            or self.name
        )

    @property
    def is_proposal(self) -> bool:
        return self.decided_on is None


class BlocList(Record):
    """Somebody said that a mixed or local list belongs to a bloc in one council, and why."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="extra_lists")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="bloc_lists")
    year = models.PositiveSmallIntegerField(_("year"))
    code = models.CharField(_("list"), max_length=120)
    reason = models.CharField(_("who decided it, and why"), max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bloc", "municipality", "year", "code"], name="bloc_list_once"
            ),
            models.CheckConstraint(
                name="bloc_list_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Say who decided it, and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc.key}: {self.code} ({self.municipality})"


class Statement(Record):
    """What a party has said about governing with others: a quotation with its source.

    Never our reading of it: the words, who said them, where and when.
    """

    class Kind(models.TextChoices):
        EXCLUDES = "excludes", _("rules out")
        OPEN = "open", _("is open to")

    party = models.ForeignKey(Party, models.PROTECT, related_name="statements")
    about = models.ForeignKey(Party, models.PROTECT, related_name="statements_about")
    kind = models.CharField(_("what is said"), max_length=10, choices=Kind.choices)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, verbose_name=_("county")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("municipality")
    )
    quote = models.TextField(_("quotation"), max_length=1000)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), blank=True)
    day = models.DateField(_("day"))

    class Meta:
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="statement_is_about_another_party",
                condition=~Q(party=F("about")),
                violation_error_message=_("A statement is about another party."),
            ),
            models.CheckConstraint(
                name="statement_has_quote_and_source",
                condition=~Q(quote="") & ~Q(source=""),
                violation_error_message=_("Enter the quotation and its source."),
            ),
            models.CheckConstraint(
                name="statement_in_one_place",
                condition=Q(county=None) | Q(municipality=None),
                violation_error_message=_("Choose a county or a municipality, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.quote[:40]}"
