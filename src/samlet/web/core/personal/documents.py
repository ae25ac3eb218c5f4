"""The documents the law asks for, written from the purposes and declarations the code enforces.

Each is a draft: what the law leaves open is said to be for the controller's lawyer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from samlet.web.core import access, kinds
from samlet.web.core.models import PurposeSetting, Subject
from samlet.web.core.personal.declarations import Declaration, all_declarations
from samlet.web.core.personal.purposes import Purpose, purposes_in
from samlet.web.core.personal.telling import kept_for


@dataclass(frozen=True)
class Part:
    """A heading with sentences, and facts as pairs of what and which."""

    heading: str
    sentences: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Document:
    """A document of one register. name: of its file."""

    name: str
    title: str
    parts: tuple[Part, ...]


def registers() -> QuerySet[Subject]:
    """Every register: the units that are controllers of their own."""
    return Subject.objects.filter(pk=F("controller_id")).order_by("pk")


def name_of(register: Subject) -> str:
    """What the organisation is called."""
    return kinds.kind_of(register.kind).titles([register.pk]).get(register.pk, "")


def notice(register: Subject) -> Document:
    """What people are told (GDPR Art. 13 and 14)."""
    name = name_of(register)
    return Document(
        "personvern",
        _("Privacy in the register of %(name)s") % {"name": name},
        (
            Part(
                _("Who answers for it"),
                (
                    _("%(name)s decides what is held here and why, and answers for it.")
                    % {"name": name},
                    *_contacts(register),
                ),
            ),
            *(_for_people(register, purpose) for purpose in purposes_in(register)),
            Part(
                _("What is never held"),
                (
                    _("There is no field for membership, for the party one is in, or for views."),
                    _("There is no room for free text about a person."),
                ),
            ),
            Part(
                _("Where it comes from"),
                (
                    _(
                        "From the organisations that people hold offices in, from people "
                        "themselves, and for public offices from official sources that are named."
                    ),
                ),
            ),
            Part(
                _("Handing over to others"),
                (
                    _(
                        "Nothing goes to another organisation without the person's consent, and "
                        "each time is written down. Nothing is sent out of the machine it runs on "
                        "except letters."
                    ),
                ),
            ),
            Part(
                _("What you can do"),
                (
                    _(
                        "On My page you see everything (GDPR Art. 15), correct it (Art. 16), have "
                        "it erased (Art. 17), take it along (Art. 20) and take a consent back "
                        "(Art. 7(3)). You need no account."
                    ),
                    _(
                        "You can ask for the use to be limited (Art. 18) and object to it "
                        "(Art. 21) by writing to the address above."
                    ),
                    _("You can complain to Datatilsynet (Art. 77)."),
                ),
            ),
        ),
    )


def _contacts(register: Subject) -> Iterator[str]:
    for setting in PurposeSetting.objects.filter(controller=register).order_by("purpose"):
        if setting.contact or setting.contact_email:
            yield " ".join(part for part in (setting.contact, setting.contact_email) if part)


def _for_people(register: Subject, purpose: Purpose) -> Part:
    return Part(
        str(purpose.title),
        (str(purpose.why),),
        (
            (_("What"), str(purpose.holds)),
            (_("Basis"), f"{purpose.basis} {purpose.special}".strip()),
            (_("Who can see it"), _roles(purpose)),
            (_("Kept"), kept_for(purpose.keeping, _setting(register, purpose))),
        ),
    )


def _roles(purpose: Purpose) -> str:
    acts = [access.act_of(key) for key in purpose.seen_by]
    roles = [role for role in access.ROLES.values() if any(act.allows(role.key) for act in acts)]
    return ", ".join(str(role.title) for role in roles)


def _setting(register: Subject, purpose: Purpose) -> PurposeSetting | None:
    return PurposeSetting.objects.filter(controller=register, purpose=purpose.key).first()


def record(register: Subject) -> Document:
    """The record of processing activities (GDPR Art. 30(1))."""
    name = name_of(register)
    return Document(
        "protokoll",
        _("Record of processing: %(name)s") % {"name": name},
        (
            Part(
                _("Controller"),
                (name, *_contacts(register)),
                (
                    (
                        _("Data protection officer"),
                        _(
                            "To be filled in by the controller: one is needed if special "
                            "categories on a large scale are a core activity (Art. 37(1)(c))."
                        ),
                    ),
                    (
                        _("Processor"),
                        _("To be filled in by the controller: whoever operates the server."),
                    ),
                ),
            ),
            *(_activity(register, purpose) for purpose in purposes_in(register)),
            Part(_("Security (Art. 32)"), tuple(_measures())),
        ),
    )


def _kinds(held: Iterable[Declaration]) -> str:
    """What kinds of data a purpose has of its own; "" where it shares those of another."""
    return "; ".join(dict.fromkeys(str(found.title) for found in held))


def _activity(register: Subject, purpose: Purpose) -> Part:
    held = [found for found in all_declarations() if found.purpose == purpose.key]
    return Part(
        str(purpose.title),
        (str(purpose.why),),
        (
            (_("People"), str(purpose.about)),
            (_("Personal data"), _kinds(held) or str(purpose.holds)),
            (_("Basis in Art. 6"), str(purpose.basis)),
            (_("Exception in Art. 9(2)"), str(purpose.special)),
            (_("Recipients inside"), _roles(purpose)),
            (
                _("Recipients outside"),
                _("None without consent; each handing over is recorded as a disclosure."),
            ),
            (_("To countries outside the EEA"), _("None by the program itself.")),
            (_("Time limit"), kept_for(purpose.keeping, _setting(register, purpose))),
            (_("Erasure"), _erasure(purpose)),
            *(((_("To be confirmed"), str(purpose.unsure)),) if purpose.unsure else ()),
            (_("Read"), str(purpose.sources)),
        ),
    )


def _erasure(purpose: Purpose) -> str:
    kept = dict.fromkeys(
        str(found.kept)
        for found in all_declarations()
        if found.purpose == purpose.key and found.kept
    )
    gone = _("Rows, index, history and files are erased within the job.")
    return " ".join((gone, *kept))


def _measures() -> Iterator[str]:
    yield _("Every page and operation is closed to who has no grant, a role on a unit for a time.")
    yield _("Who can see beyond their own club has a second factor.")
    yield _("Registers are apart: search, duplicates, merging and export never cross them.")
    yield _("The audit trail is append-only and chained, and people see who has looked at them.")
    yield _("Whoever operates the server looks for an hour at most, with a reason written down.")
    yield _("Backups are encrypted, and what was erased is erased again when one is restored.")
    yield _("Time limits are carried out by the program, with a cap, a second person and a wait.")


def assessment(register: Subject) -> Document:
    """A draft of the data protection impact assessment (GDPR Art. 35)."""
    name = name_of(register)
    return Document(
        "vurdering",
        _("Impact assessment, a draft: %(name)s") % {"name": name},
        (
            Part(
                _("Why it is made"),
                (
                    _(
                        "Offices in a union or a party tell of union membership or political "
                        "opinion, special categories of Art. 9(1). On a large scale that asks for "
                        "an assessment before the start (Art. 35(3)(b))."
                    ),
                ),
            ),
            Part(
                _("What is done (Art. 35(7)(a))"),
                tuple(f"{purpose.title}: {purpose.why}" for purpose in purposes_in(register)),
            ),
            Part(
                _("Need and proportion (Art. 35(7)(b))"),
                (
                    _("People exist here through offices alone; there is no register of members."),
                    _(
                        "There is no field for party, view, reliability or anything in free text; "
                        "each field states why it is there."
                    ),
                    _(
                        "Political offices come from a public source or rest on the person's own "
                        "consent, and go when it is withdrawn."
                    ),
                ),
                tuple(
                    (str(purpose.title), kept_for(purpose.keeping, _setting(register, purpose)))
                    for purpose in purposes_in(register)
                ),
            ),
            Part(
                _("Risks and what is done about them (Art. 35(7)(c) and (d))"),
                facts=tuple(_risks()),
            ),
            Part(
                _("What the controller and its lawyer decide"),
                (
                    *(str(purpose.unsure) for purpose in purposes_in(register) if purpose.unsure),
                    _("Whether those concerned or their representatives are heard (Art. 35(9))."),
                    _("Whether Datatilsynet is to be consulted before the start (Art. 36)."),
                ),
            ),
        ),
    )


def _risks() -> Iterator[tuple[str, str]]:
    yield (
        _("A secret list of people is made or mailed around."),
        _("Lists are seen by those with a role; each export that names people is written down."),
    )
    yield (
        _("A union's data reaches a party or another union."),
        _("Each has its own register; handing over needs consent and is recorded."),
    )
    yield (
        _("Somebody looks without a reason."),
        _("The person sees which office has looked; an auditor reads the whole trail."),
    )
    yield (
        _("Data stays after an office has ended."),
        _("Time limits are carried out by the program; a controller can set shorter ones."),
    )
    yield (
        _("An account is taken over."),
        _("Second factor, passkeys, limits on attempts, sessions that can be ended."),
    )
    yield (
        _("An erased person comes back from a backup."),
        _("A ledger outside the backup is read at each restore."),
    )
    yield (
        _("A file with people is brought in by mistake."),
        _("An import shows every row's fate first and is undone as one step."),
    )


DOCUMENTS: dict[str, Callable[[Subject], Document]] = {
    "personvern": notice,
    "protokoll": record,
    "vurdering": assessment,
}
