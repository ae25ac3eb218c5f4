"""Pages about how personal data is kept: the notice for all, the rest for those who keep it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.core import access
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Subject
from samlet.web.core.personal import documents
from samlet.web.core.personal.declarations import person_kinds
from samlet.web.core.personal.forms import SettingForm
from samlet.web.core.personal.purposes import purposes_in
from samlet.web.core.personal.settings import set_purpose
from samlet.web.core.policy import needs, public
from samlet.web.ui.pages import page


@public
@require_safe
def notices(request: Request) -> HttpResponse:
    """The registers kept here, each with its notice; not organisations that are only named."""
    people = Subject.objects.filter(kind__in=list(person_kinds()), controller=OuterRef("pk"))
    rows = [(one, documents.name_of(one)) for one in documents.registers().filter(Exists(people))]
    own = documents.registers().filter(access.visible(request.actor, "privacy.view", ""))
    kept = {one.pk for one in own} if request.actor.is_signed_in else set()
    context = {"rows": [(one, name, one.pk in kept) for one, name in rows if name]}
    return page(request, "privacy/notices.html", context, mark="public")


@public
@require_safe
def notice(request: Request, public_id: str) -> HttpResponse:
    """What people are told about one register."""
    register = documents.registers().filter(public_id=public_id).first()
    if register is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return _shown(request, documents.notice(register), register)


@needs("privacy.view")
@require_safe
def document(request: Request, public_id: str, name: str) -> HttpResponse:
    """The record of processing or the impact assessment of one register."""
    register = _register(request, "privacy.view", public_id)
    if name not in documents.DOCUMENTS:
        raise Http404
    return _shown(request, documents.DOCUMENTS[name](register), register)


def _shown(request: Request, made: documents.Document, register: Subject) -> HttpResponse:
    context = {
        "document": made,
        "register": register,
        "now": timezone.now(),
        "language": get_language(),
        "draft": made.name != "personvern",
    }
    if request.GET.get("fil") == "1":
        response = render(request, "privacy/file.html", context)
        filename = f"{made.name}-{register.public_id}-{get_language()}.html"
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        return response
    mark = "public" if made.name == "personvern" else "internal"
    return page(request, "privacy/document.html", context, mark=mark)  # type: ignore[arg-type]


@needs("privacy.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request, public_id: str) -> HttpResponse:
    """Which office answers for each purpose, and shorter times."""
    register = _register(request, "privacy.keep", public_id)
    chosen = request.POST.get("purpose", "")
    forms = [
        SettingForm(
            register,
            purpose,
            request.POST if request.method == "POST" and purpose.key == chosen else None,
        )
        for purpose in purposes_in(register)
    ]
    for form in forms:
        if form.is_bound and carried_out(
            form,
            lambda form=form: set_purpose(  # type: ignore[misc]
                request.actor, controller=register, purpose=form.purpose, **form.cleaned_data
            ),
        ):
            here = reverse("privacy:settings", args=[public_id])
            return done(request, _("It is saved, and stands in the notice from now on."), here)
    wrong = next((form for form in forms if form.is_bound), None)
    context = {
        "forms": forms,
        "form": wrong,
        "register": register,
        "name": documents.name_of(register),
    }
    return page(request, "privacy/settings.html", context, mark="internal")


def _register(request: Request, act: str, public_id: str) -> Subject:
    found = (
        documents.registers()
        .filter(access.visible(request.actor, act, ""), public_id=public_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found
