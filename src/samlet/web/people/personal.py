"""What is held about people in positions, why, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.personal import (
    WITH_PERSON,
    Declaration,
    Identity,
    Retention,
    declare,
    exempt,
    person_kind,
    register_finder,
    register_official,
)
from samlet.web.core.personal.ground import CONSENTED, CONTACT, OFFICES, YEAR
from samlet.web.people.actions import is_official
from samlet.web.people.models import Person
from samlet.web.people.privacy import consenting  # noqa: F401  what a restore does again
from samlet.web.people.privacy.purposes import HANDING_OVER
from samlet.web.people.retention import due

person_kind(
    "people.person",
    view_act="people.view",
    erase_act="people.erase",
    official_erase_act="public_register.erase",
)


def same_record(who: Identity) -> Identity:
    """Records that were merged into this one are hers too; her addresses are found by them."""
    subjects = list(who.subjects)
    people = Person._base_manager
    fresh = subjects
    while fresh:
        merged = people.filter(merged_into__in=fresh).exclude(pk__in=subjects)
        fresh = list(merged.values_list("pk", flat=True))
        subjects += fresh
    rows = people.filter(pk__in=subjects).select_related("subject")
    return replace(
        who,
        subjects=tuple(subjects),
        public_ids=tuple(dict.fromkeys((*who.public_ids, *(row.public_id for row in rows)))),
        emails=tuple(sorted({row.email for row in rows if row.email})),
        mobiles=tuple(sorted({row.mobile for row in rows if row.mobile})),
        names=tuple(sorted({row.name for row in rows})),
    )


register_finder("people", same_record)
register_official(is_official)

declare(
    Declaration(
        model="people.Person",
        retention=Retention(
            _(
                "until a year after the last office, or five after the last public one; thirty "
                "days for who never had one"
            ),
            due=due,
        ),
        title=_("Name and contact"),
        purpose=CONTACT,
        person_path="subject",
        fields={
            "given_name": _("To know who holds the office."),
            "family_name": _("To know who holds the office."),
            "email": _("To write about the office."),
            "mobile": _("To call and send text messages about the office."),
            "works_at": _("One is represented where one works."),
            "home_municipality": _("One stands for election where one lives."),
            "language": _("To write in the person's own language."),
            "channel": _("To reach the person the way they prefer."),
        },
        keys=("subject", "joined_with", "merged_into"),
        order=1,
        search=True,
    )
)
declare(
    Declaration(
        model="people.Position",
        retention=WITH_PERSON,
        title=_("Offices, now and before"),
        order=2,
        purpose=OFFICES,
        person_path="person__subject",
        fields={
            "kind": _("Which office it is."),
            "title": _("What the office is called there."),
            "unit": _("Where the office is."),
            "from_day": _("Since when."),
            "to_day": _("Until when."),
            "approximate": _("Whether the days are about right only."),
            "confirmed_on": _("When somebody last said that it still holds."),
            "political": _("Whether it is held in or for a party, or by election."),
            "party": _("The list one is elected or stands for, from the source."),
            "source": _("Where it is published."),
            "source_url": _("Where it is published."),
            "consent": _("The consent it rests on, where there is no public source."),
            "created_at": _("When it came into the register."),
        },
        keys=("id", "public_id", "person"),
        search=True,
    )
)
declare(
    Declaration(
        model="people.Consent",
        retention=WITH_PERSON,
        title=_("Consents, also those withdrawn"),
        purpose=CONSENTED,
        person_path="person__subject",
        fields={
            "text": _("What was agreed to, word for word."),
            "recipient": _("Whom it may be handed to."),
            "how": _("How the yes was given."),
            "given_at": _("When the yes was given."),
            "withdrawn_at": _("When it was taken back."),
            "created_at": _("When it came into the register."),
        },
        keys=("id", "public_id", "person"),
    )
)
declare(
    Declaration(
        model="people.ConsentRequest",
        retention=Retention(
            _("until it is answered, and a year at most"),
            over=lambda at: Q(created_at__lt=at - YEAR),
        ),
        title=_("Questions of consent that wait for an answer"),
        purpose=CONSENTED,
        person_path="person__subject",
        fields={
            "purpose": _("What was asked for."),
            "recipient": _("Whom it would be handed to."),
            "created_at": _("When it was asked."),
        },
        keys=("id", "public_id", "person"),
    )
)
declare(
    Declaration(
        model="people.Disclosure",
        retention=WITH_PERSON,
        title=_("What was handed to another register"),
        purpose=HANDING_OVER,
        person_path="person__subject",
        fields={
            "to_controller": _("Who received it."),
            "consent": _("The consent it was handed over by."),
            "fields": _("What was handed over."),
            "at": _("When."),
            "created_at": _("When it came into the register."),
        },
        keys=("id", "public_id", "person"),
    )
)
declare(
    Declaration(
        model="people.NotSame",
        retention=WITH_PERSON,
        title=_("Records that somebody has said are of somebody else"),
        purpose=CONTACT,
        find=lambda who: Q(one__in=who.subjects) | Q(two__in=who.subjects),
        fields={"created_at": _("When it was said.")},
        keys=("id", "public_id", "one", "two"),
        shown=False,
    )
)
exempt(
    "names of offices and texts to agree to; about nobody",
    "people.PositionKind",
    "people.ConsentText",
)
