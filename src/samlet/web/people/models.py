"""People exist through what they are: positions with dates, in the register of one controller.

There is no field for membership, party or opinion, and none for free text about a person.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samlet.web.core.guard import Guarded
from samlet.web.core.models import Record, Subject, Subjected
from samlet.web.organisations.models import Unit
from samlet.web.parties.models import Party
from samlet.web.places.models import Municipality


class Person(Subjected):
    """Someone in one controller's register. The same human elsewhere is another record.

    works_at and home_municipality are two things: one is represented where one works and stands
    for election where one lives.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("phone call")
        SMS = "sms", _("text message")
        EMAIL = "email", _("e-mail")

    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    mobile = models.CharField(_("mobile"), max_length=16, blank=True)
    works_at = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("works at")
    )
    home_municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lives in"),
    )
    language = models.CharField(_("language"), max_length=2, default="nb")
    channel = models.CharField(
        _("prefers to be reached by"), max_length=10, choices=Channel.choices, blank=True
    )
    # The same human in another controller's register, said by that human alone.
    joined_with = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = Guarded()
    scope_path = "subject"

    class Meta:
        ordering: ClassVar = ["family_name", "given_name"]
        verbose_name = _("person")
        indexes: ClassVar = [
            models.Index(fields=["family_name", "given_name"]),
            models.Index(fields=["email"]),
            models.Index(fields=["mobile"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="person_has_a_name",
                condition=~Q(family_name=""),
                violation_error_message=_("Enter the person's name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class PositionKind(models.Model):
    """What one can be: shop steward, leader, councillor … Editable data.

    political: held in or for a party or by election; only from public sources or consent.
    steward: counts among shop stewards. contact: makes the person a contact of the unit.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_nb = models.CharField(_("name in bokmål"), max_length=60)
    name_nn = models.CharField(_("name in nynorsk"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    political = models.BooleanField(_("political"), default=False)
    steward = models.BooleanField(_("shop steward"), default=False)
    contact = models.BooleanField(_("contact of the unit"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering: ClassVar = ["order", "key"]
        verbose_name = _("kind of position")

    def __str__(self) -> str:
        return getattr(self, f"name_{get_language() or 'nb'}", "") or self.name_nb


class ConsentText(Record):
    """One version of what somebody says yes to, in three languages; never changed once used.

    register: whose own words they are; empty for those that come with Samlet, which hold where a
    register has none of its own. They name nobody: a page says beside them who is responsible.
    """

    purpose = models.CharField(_("purpose"), max_length=40)
    register = models.ForeignKey(Subject, models.CASCADE, null=True, blank=True, related_name="+")
    version = models.PositiveSmallIntegerField(_("version"))
    text_nb = models.TextField(_("text in bokmål"))
    text_nn = models.TextField(_("text in nynorsk"))
    text_en = models.TextField(_("text in English"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["purpose", "register", "version"], name="consent_text_once"
            ),
            models.UniqueConstraint(
                fields=["purpose", "version"],
                condition=Q(register=None),
                name="consent_text_of_samlet_once",
            ),
        ]

    def __str__(self) -> str:
        return self.for_reader

    @property
    def for_reader(self) -> str:
        """The text in the reader's language."""
        return str(getattr(self, f"text_{get_language() or 'nb'}", "") or self.text_nb)


class ConsentRequest(Record):
    """A register asks a person for a yes; it waits on My page, and goes with the answer.

    recipient: to whom something would be handed, where that is what is asked.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="consent_requests")
    purpose = models.CharField(_("purpose"), max_length=40)
    recipient = models.ForeignKey(
        Subject,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handed to"),
    )

    objects = Guarded()
    scope_path = "person__subject"

    class Meta:
        verbose_name = _("question of consent")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose", "recipient"], name="consent_asked_once"
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(recipient=None),
                name="consent_without_recipient_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"consent request {self.public_id}"


class Consent(Record):
    """A person said yes to a text, at a time, in a way; and perhaps took it back.

    recipient: the one register that what it covers may be handed to.
    """

    class How(models.TextChoices):
        LINK = "link", _("on their own page")
        WRITTEN = "written", _("on paper")
        PHONE = "phone", _("by phone")
        EMAIL = "email", _("by e-mail")
        SPOKEN = "spoken", _("face to face")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", verbose_name=_("text"))
    recipient = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handed to"),
    )
    how = models.CharField(_("how"), max_length=10, choices=How.choices)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = Guarded()
    scope_path = "person__subject"

    class Meta:
        ordering: ClassVar = ["-given_at"]
        verbose_name = _("consent")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_is_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.public_id}"


class Position(Record):
    """A person is something in a unit from one day to another. The end keeps the row.

    approximate: the days are read from "spring 2024" and the like. confirmed_on: when somebody
    last said that it still holds. A political one has a source or the person's own consent.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    kind = models.ForeignKey(PositionKind, models.PROTECT, related_name="positions")
    title = models.CharField(_("title"), max_length=80, blank=True)
    from_day = models.DateField(_("from"), null=True, blank=True)
    to_day = models.DateField(_("to"), null=True, blank=True)
    approximate = models.BooleanField(_("about"), default=False)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    political = models.BooleanField(default=False, editable=False)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("list")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    consent = models.ForeignKey(
        Consent, models.SET_NULL, null=True, blank=True, related_name="positions"
    )

    objects = Guarded()
    scope_path = "person__subject"
    closed_path = "unit"

    class Meta:
        ordering: ClassVar = ["-from_day"]
        verbose_name = _("position")
        indexes: ClassVar = [models.Index(fields=["unit", "to_day"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="position_ends_after_it_begins",
                condition=Q(to_day=None) | Q(from_day=None) | Q(to_day__gte=F("from_day")),
                violation_error_message=_("A position cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="political_position_has_source_or_consent",
                condition=Q(political=False) | ~Q(source="") | Q(consent__isnull=False),
                violation_error_message=_(
                    "A political position needs a public source or the person's own consent."
                ),
            ),
            models.CheckConstraint(
                name="only_political_positions_name_a_list",
                condition=Q(party=None) | Q(political=True),
                violation_error_message=_("Only a political position names a list."),
            ),
        ]

    def __str__(self) -> str:
        return f"position {self.public_id}"


class Disclosure(Record):
    """One controller handed something about a person to another, with the person's consent."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="disclosures")
    to_controller = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="disclosures")
    fields = models.JSONField(default=list)
    at = models.DateTimeField(_("when"))

    objects = Guarded()
    scope_path = "person__subject"

    def __str__(self) -> str:
        return f"disclosure {self.public_id}"


from samlet.web.people.merging.models import NotSame  # noqa: E402  as a table

__all__ = [
    "Consent",
    "ConsentRequest",
    "ConsentText",
    "Disclosure",
    "NotSame",
    "Person",
    "Position",
    "PositionKind",
]
