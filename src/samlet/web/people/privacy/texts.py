"""What people are asked to say yes to: the words of each purpose, and a register's own in place."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet import data
from samlet.web.core import access, audit, stamps
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Subject
from samlet.web.core.personal.purposes import Purpose, purposes_in
from samlet.web.people.models import ConsentText

KEY = "consent_texts"
LANGUAGES = ("text_nb", "text_nn", "text_en")


@transaction.atomic
def load() -> bool:
    """Bring in the words that come with Samlet; those that are there are never changed."""
    release = data.structure()[KEY].sha256[:12]
    if stamps.stamp(KEY) == release:
        return False
    present = set(ConsentText.objects.values_list("public_id", flat=True))
    ConsentText.objects.bulk_create(
        ConsentText(
            public_id=row["public_id"],
            purpose=row["purpose"],
            version=int(row["version"]),
            **{name: row[name] for name in LANGUAGES},
        )
        for row in data.table(KEY)
        if row["public_id"] not in present
    )
    stamps.put(KEY, release)
    return True


def consent_purposes(register: Subject) -> list[Purpose]:
    """The purposes of a register that rest on a yes to a text of their own."""
    return [one for one in purposes_in(register) if one.consent not in ("", "*")]


def texts_of(register: Subject, purpose: str) -> QuerySet[ConsentText]:
    """The versions that people in a register can have said yes to, the one in force first."""
    theirs = ConsentText.objects.filter(Q(register=register) | Q(register=None), purpose=purpose)
    return theirs.order_by(F("register").desc(nulls_last=True), "-version")


def replaced_on(text: ConsentText, register: Subject) -> date | None:
    """The day another version took this one's place in a register; None while it is in force."""
    later = texts_of(register, text.purpose).exclude(pk=text.pk)
    if text.register_id is None:
        later = later.exclude(register=None, version__lt=text.version)
    else:
        later = later.filter(register=register, version__gt=text.version)
    first = later.order_by("created_at").first()
    return timezone.localdate(first.created_at) if first else None


@action
def publish_text(
    actor: Actor,
    *,
    register: Subject,
    purpose: Purpose,
    after: int,
    text_nb: str,
    text_nn: str,
    text_en: str,
) -> ConsentText:
    """A new version of a register's own words. Who said yes before, said yes to what they read.

    after: the version it takes the place of, as its author saw it.
    """
    access.require(actor, "privacy.keep", register)
    if purpose not in consent_purposes(register):
        raise access.not_there()
    present = texts_of(register, purpose.consent).first()
    version = present.version if present else 0
    if version != after:
        raise Conflict(_("Somebody else has published a version meanwhile. Read it first."))
    texts = {"text_nb": text_nb, "text_nn": text_nn, "text_en": text_en}
    if present and all(getattr(present, name) == said for name, said in texts.items()):
        raise Rejected(_("The text is the same as the one in force."))
    made = ConsentText.objects.create(
        register=register, purpose=purpose.consent, version=version + 1, **texts
    )
    audit.record(actor, "consent_text.published", register, fields=[purpose.consent])
    return made
