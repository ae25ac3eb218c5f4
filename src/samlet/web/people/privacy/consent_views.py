"""Consents of a person, for who keeps the register: asked for, written down, taken back, used."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.core import access
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.people import queries as people
from samlet.web.people.models import ConsentText, Person
from samlet.web.people.privacy import consenting, queries
from samlet.web.people.privacy.forms import AskConsentForm, DiscloseForm, RecordConsentForm
from samlet.web.people.privacy.purposes import HANDING_OVER
from samlet.web.people.privacy.texts import consent_purposes, texts_of
from samlet.web.ui.pages import page


def _kept(request: Request, public_id: str) -> Person:
    """Somebody in a register of people whom the actor may change; nobody official."""
    person = access.get_visible(request.actor, Person, "people.edit", public_id)
    if person.merged_into_id or person.subject.is_public:
        raise access.not_there()
    return person


def _back(person: Person) -> str:
    return reverse("people:person", args=[person.public_id]) + "#consents"


@needs("people.edit")
@require_safe
def texts(request: Request, public_id: str) -> HttpResponse:
    """What the person can have said yes to, word for word, to choose what to write down."""
    person = _kept(request, public_id)
    register = person.subject.controller
    assert register is not None
    found = [
        (purpose, list(texts_of(register, purpose.consent)))
        for purpose in consent_purposes(register)
    ]
    context = {"person": person, "found": found, "back": _back(person)}
    return page(request, "people/privacy/texts.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, public_id: str, text_id: str) -> HttpResponse:
    """Write down a yes that was given on paper, by phone, by e-mail or face to face."""
    person = _kept(request, public_id)
    register = person.subject.controller
    text = ConsentText.objects.filter(public_id=text_id).first()
    if text is None or register is None:
        raise access.not_there()
    if not texts_of(register, text.purpose).filter(pk=text.pk).exists():
        raise access.not_there()
    form = RecordConsentForm(person, text, request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: consenting.give_consent(
            request.actor, person=person, text=text, **form.cleaned_data
        ),
    ):
        return done(request, _("The consent is written down."), _back(person))
    context = {
        "person": person,
        "text": text,
        "title": queries.title_of(text.purpose, register),
        "register": people.register_of(person),
        "form": form,
        "back": reverse("people_privacy:consents", args=[public_id]),
    }
    return page(request, "people/privacy/record.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """Put a question of consent on the person's own page."""
    person = _kept(request, public_id)
    form = AskConsentForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: consenting.ask_for_consent(request.actor, person=person, **form.cleaned_data),
    ):
        message = _("The question waits on the person's own page. Send them the link to it.")
        return done(request, message, _back(person))
    context = {
        "form": form,
        "heading": _("Ask %(name)s for consent") % {"name": person.name},
        "note": _(
            "The question stands on the person's own page, with the whole text. "
            "Saying no has no consequences, and takes the question away."
        ),
        "back": _back(person),
    }
    return page(request, "organisations/form.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take a consent back for the person, who has asked for it; says first what goes with it."""
    consent = queries.consent_for(request.actor, public_id)
    person = consent.person
    if request.method == "POST":
        consenting.withdraw_consent(request.actor, consent=consent)
        return done(request, _("The consent is taken back."), _back(person))
    context = {
        "person": person,
        "consent": consent,
        "title": queries.title_of(consent.text.purpose, person.subject.controller),
        "effects": queries.effects_of([consent])[consent.pk],
        "back": _back(person),
    }
    return page(request, "people/privacy/withdraw.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def disclose(request: Request, public_id: str) -> HttpResponse:
    """Let another register see something about a person, by that person's own yes."""
    person = _kept(request, public_id)
    standing = people.consents_of(request.actor, person, HANDING_OVER)
    form = DiscloseForm(standing, request.POST if request.method == "POST" else None)

    def act() -> None:
        consent = form.cleaned_data["consent"]
        consenting.disclose(
            request.actor,
            person=person,
            to_controller=consent.recipient,
            consent=consent,
            fields=form.cleaned_data["fields"],
        )

    if request.method == "POST" and carried_out(form, act):
        return done(request, _("They can see it from now on. It is recorded."), _back(person))
    context = {"person": person, "form": form, "standing": standing, "back": _back(person)}
    return page(request, "people/privacy/disclose.html", context, mark="internal")
