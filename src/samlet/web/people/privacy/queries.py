"""What somebody has been asked, has said yes to, and what rests on it; read for one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.core.personal.telling import name_of
from samlet.web.people.models import (
    Consent,
    ConsentRequest,
    ConsentText,
    Disclosure,
    Person,
    Position,
)
from samlet.web.people.privacy.consenting import DISCLOSABLE
from samlet.web.people.privacy.purposes import POLITICAL_OFFICE
from samlet.web.people.privacy.texts import consent_purposes, texts_of


@dataclass
class Matter:
    """One thing a person can say yes to: the text in force, and the yes that stands, if any.

    asked: the question that waits. given: the standing yes; its text may be an older one. effects:
    what happens at once when it is taken back, a sentence each.
    """

    purpose: str
    title: str
    text: ConsentText
    recipient: Subject | None = None
    asked: ConsentRequest | None = None
    given: Consent | None = None
    effects: list[str] = field(default_factory=list)

    @property
    def to(self) -> str:
        return name_of(self.recipient) if self.recipient else ""

    @property
    def renewed(self) -> bool:
        """Whether the yes that stands is to an older text than the one in force."""
        return self.given is not None and self.given.text_id != self.text.pk


def matters_of(person: Person) -> list[Matter]:
    """What is asked of a person or stands, and what she may say yes to unasked. Her own to read."""
    register = person.subject.controller
    if register is None or person.subject.is_public:
        return []
    with unscoped("what is asked of one person, who was found by scope or by her own link"):
        asked = list(person.consent_requests.select_related("recipient__unit"))
        given = list(_standing(person))
        effects = effects_of(given)
        found = []
        for purpose in consent_purposes(register):
            text = texts_of(register, purpose.consent).first()
            if text is None:
                continue
            for recipient in _recipients(purpose.consent, asked, given):
                matter = Matter(purpose.consent, str(purpose.title), text, recipient)
                _fill(matter, asked, given, effects)
                found.append(matter)
    return found


def _standing(person: Person) -> QuerySet[Consent]:
    rows = person.consents.filter(withdrawn_at=None).select_related("text", "recipient__unit")
    return rows.order_by("-given_at", "-pk")


def _recipients(
    purpose: str, asked: Iterable[ConsentRequest], given: Iterable[Consent]
) -> list[Subject | None]:
    """To whom: those asked for or agreed to; none for what goes nowhere."""
    if purpose == POLITICAL_OFFICE:
        return [None]
    wanted = [one.recipient for one in asked if one.purpose == purpose]
    wanted += [one.recipient for one in given if one.text.purpose == purpose]
    return list(dict.fromkeys(wanted))


def _fill(
    matter: Matter,
    asked: list[ConsentRequest],
    given: list[Consent],
    effects: Mapping[int, list[str]],
) -> None:
    def of(one: ConsentRequest | Consent, purpose: str) -> bool:
        return (purpose, one.recipient) == (matter.purpose, matter.recipient)

    matter.asked = next((one for one in asked if of(one, one.purpose)), None)
    same = [one for one in given if of(one, one.text.purpose)]
    if same:
        matter.given = same[0]
        matter.effects = [said for one in same for said in effects[one.pk]]


def effects_of(consents: Sequence[Consent]) -> dict[int, list[str]]:
    """What taking each of these back does at once, said before it is done; by the consent's pk."""
    said: dict[int, list[str]] = {one.pk: [] for one in consents}
    with unscoped("what rests on consents that were found by scope or by the person's own link"):
        offices = Position.objects.filter(consent__in=said).select_related("kind", "unit")
        for office in offices.order_by("source", "pk"):
            if office.consent_id is not None:
                said[office.consent_id].append(_fate_of(office))
        handed = Disclosure.objects.filter(consent__in=said)
        for one in handed.select_related("to_controller__unit").order_by("pk"):
            said[one.consent_id].append(
                _("%(register)s can no longer see: %(fields)s.")
                % {"register": name_of(one.to_controller), "fields": fields_said(one.fields)}
            )
    return said


def _fate_of(office: Position) -> str:
    """As `consenting` decides it: what nothing else lets be here goes."""
    if office.political and not office.source:
        return _("Deleted at once, with its history: %(office)s.") % {"office": _office(office)}
    return _("Stays, since it is publicly known: %(office)s.") % {"office": _office(office)}


def _office(position: Position) -> str:
    return f"{position.title or position.kind}, {position.unit.name}"


def fields_said(fields: Iterable[str]) -> str:
    """Names of fields as a reader knows them: "given name, e-mail, offices"."""
    return ", ".join(label for name, label in disclosable_labels() if name in set(fields))


def disclosable_labels() -> list[tuple[str, str]]:
    """The fields that may be handed over, each with what it is called."""
    labels = [
        (known.name, str(known.verbose_name))
        for known in Person._meta.concrete_fields
        if known.name in DISCLOSABLE
    ]
    return [*labels, ("positions", str(_("offices")))]


def withdrawn_of(person: Person) -> list[Consent]:
    """What she has taken back, newest first. Her own to read, or found by scope."""
    with unscoped("consents of one person, who was found by scope or by her own link"):
        rows = person.consents.exclude(withdrawn_at=None).select_related("text", "recipient__unit")
        return list(rows.order_by("-withdrawn_at"))


def title_of(purpose: str, register: Subject | None) -> str:
    """What a purpose is called; its key for one that is no longer declared."""
    known = consent_purposes(register) if register is not None else []
    return next((str(one.title) for one in known if one.consent == purpose), capfirst(purpose))


def consent_for(actor: Actor, public_id: str) -> Consent:
    """One consent of somebody whom the actor may change, or NotFound."""
    kept = access.scoped(actor, Consent, "people.edit").select_related(
        "person__subject__controller", "text", "recipient__unit"
    )
    found = kept.filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    return found


def handed_over_of(person: Person) -> list[Disclosure]:
    """What has been shown to other registers, newest first. Hers to read, or found by scope."""
    with unscoped("disclosures of one person, who was found by scope"):
        rows = person.disclosures.select_related("to_controller__unit", "consent")
        return list(rows.order_by("-at"))


def shown_to_of(person: Person) -> list[tuple[str, str]]:
    """Who else sees what of a person now, by her consent."""
    handed: dict[str, set[str]] = {}
    for one in handed_over_of(person):
        if one.consent.withdrawn_at is None:
            handed.setdefault(name_of(one.to_controller), set()).update(one.fields)
    return [(register, fields_said(fields)) for register, fields in handed.items()]
