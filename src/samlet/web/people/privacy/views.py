"""Erasing a person, by those who keep the register: shown first, then waited for."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from samlet.web.core import access
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Erasure
from samlet.web.core.personal import erasure, person_kinds
from samlet.web.core.policy import needs
from samlet.web.people.models import Person
from samlet.web.people.queries import register_of
from samlet.web.ui.pages import page

REASONS = [
    (Erasure.Reason.NO_BASIS.value, Erasure.Reason.NO_BASIS.label),
    (Erasure.Reason.MISTAKE.value, Erasure.Reason.MISTAKE.label),
]


class ErasePersonForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=REASONS, widget=forms.RadioSelect)


@needs("people.erase")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request, public_id: str) -> HttpResponse:
    """What will go and what stays; a post asks for it, and it is done in seven days."""
    person = access.get_visible(request.actor, Person, "people.view", public_id)
    act = person_kinds()[person.subject.kind].erase_act_for(person.subject)
    access.require(request.actor, act, person.subject)
    form = ErasePersonForm(request.POST if request.method == "POST" else None)
    back = reverse("people:person", args=[public_id])
    if request.method == "POST" and carried_out(
        form,
        lambda: erasure.ask(
            request.actor,
            subject=person.subject,
            reason=Erasure.Reason(form.cleaned_data["reason"]),
        ),
    ):
        return done(request, _("The person will be erased in seven days."), back)
    context = {
        "form": form,
        "person": person,
        "register": register_of(person),
        "lines": erasure.preview(request.actor, subject=person.subject),
        "asked": erasure.open_for(person.subject),
        "back": back,
    }
    return page(request, "people/privacy/erase.html", context, mark="internal")


@needs("people.erase")
@require_POST
def keep(request: Request, public_id: str) -> HttpResponse:
    """Call the erasure off."""
    person = access.get_visible(request.actor, Person, "people.view", public_id)
    asked = erasure.open_for(person.subject)
    if asked is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    erasure.cancel(request.actor, erasure=asked)
    message = _("The person will not be erased.")
    return done(request, message, reverse("people:person", args=[public_id]))
