"""What people are asked to say yes to, for who keeps the register: read, and published anew."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.core import access
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Subject
from samlet.web.core.personal import documents
from samlet.web.core.personal.purposes import Purpose
from samlet.web.core.policy import needs
from samlet.web.people.privacy.forms import PublishTextForm
from samlet.web.people.privacy.texts import consent_purposes, publish_text, texts_of
from samlet.web.ui.pages import page


@needs("privacy.keep")
@require_safe
def overview(request: Request) -> HttpResponse:
    """Each register one keeps, with the text in force for each purpose."""
    kept = documents.registers().filter(access.visible(request.actor, "privacy.keep", ""))
    found = [
        (
            register,
            documents.name_of(register),
            [
                (purpose, texts_of(register, purpose.consent).first())
                for purpose in consent_purposes(register)
            ],
        )
        for register in kept
    ]
    context = {"found": [one for one in found if one[2]]}
    return page(request, "people/privacy/text_overview.html", context, mark="internal")


def _chosen(request: Request, public_id: str, key: str) -> tuple[Subject, Purpose]:
    """A register that one keeps and a purpose of it that rests on consent, or NotFound."""
    kept = documents.registers().filter(access.visible(request.actor, "privacy.keep", ""))
    register = kept.filter(public_id=public_id).first()
    purposes = consent_purposes(register) if register is not None else []
    purpose = next((one for one in purposes if one.consent == key), None)
    if register is None or purpose is None:
        raise access.not_there()
    return register, purpose


@needs("privacy.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, public_id: str, purpose: str) -> HttpResponse:
    """The versions so far, and a form for the next."""
    register, chosen = _chosen(request, public_id, purpose)
    versions = list(texts_of(register, chosen.consent))
    sent = request.POST if request.method == "POST" else None
    form = PublishTextForm(versions[0] if versions else None, sent)
    if sent is not None and carried_out(
        form,
        lambda: publish_text(request.actor, register=register, purpose=chosen, **form.cleaned_data),
    ):
        message = _("The text is published. Consents given before stand to the text they were to.")
        return done(request, message, request.path)
    context = {
        "form": form,
        "purpose": chosen,
        "name": documents.name_of(register),
        "versions": versions,
        "back": reverse("people_privacy:text_overview"),
    }
    return page(request, "people/privacy/publish.html", context, mark="internal")
