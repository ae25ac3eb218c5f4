"""Pages of promises, and the political accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.core import access
from samlet.web.core.attached import queries as attached
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Promise, PromiseStep
from samlet.web.core.policy import needs
from samlet.web.core.promises import actions, queries
from samlet.web.core.promises.forms import CorrectionForm, PromiseForm, ReplyForm, StepForm
from samlet.web.ui.downloads import Sheet, sheet_response
from samlet.web.ui.pages import page


@needs("promises.view")
@require_safe
def all_accounts(request: Request) -> HttpResponse:
    """Those who have promised something, each with a page of accounts."""
    context = {"parties": queries.parties(request.actor)}
    return page(request, "promises/all.html", context, mark="internal")


@needs("promises.view")
@require_safe
def accounts(request: Request, public_id: str) -> HttpResponse:
    """One party's accounts: how many of each state, then promise by promise."""
    subject = attached.seen_subject(request.actor, public_id)
    context = {
        "subject": subject,
        "name": attached.called([subject])[subject.pk],
        "href": attached.page_of(subject),
        "accounts": queries.accounts_of(request.actor, subject),
        "may_edit": access.may(request.actor, "promises.edit"),
    }
    return page(request, "promises/accounts.html", context, mark="internal")


@needs("promises.view")
@require_safe
def file(request: Request, public_id: str) -> HttpResponse:
    """The accounts as a file."""
    subject = attached.seen_subject(request.actor, public_id)
    found = queries.accounts_of(request.actor, subject)
    name = attached.called([subject])[subject.pk]
    sheet = Sheet(
        name="regnskap",
        title=name,
        columns=[_("Promise"), _("Promised on"), _("To be kept by"), _("State"), _("Source")],
        rows=[
            [row.text, row.day, row.deadline, str(row.get_stage_display()), row.source]
            for row in found.promises
        ],
        notes=[name, _("Only states that a second person has checked are counted.")],
    )
    return sheet_response(sheet, "csv")


@needs("promises.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, public_id: str) -> HttpResponse:
    """A promise, quoted with its source."""
    subject = attached.seen_subject(request.actor, public_id)
    sent = request.POST if request.method == "POST" else None
    form = PromiseForm(sent)
    back = reverse("promises:accounts", args=[public_id])
    if sent is not None and carried_out(
        form, lambda: actions.record_promise(request.actor, subject=subject, **form.cleaned_data)
    ):
        return done(request, _("The promise is recorded."), back)
    name = attached.called([subject])[subject.pk]
    return _form_page(request, form, name, back, _("Record a promise"))


@needs("promises.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, public_id: str) -> HttpResponse:
    """What came of a promise."""
    return _on(request, public_id, StepForm, actions.record_step, _("What came of the promise"))


@needs("promises.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, public_id: str) -> HttpResponse:
    """What whoever promised says of it."""
    return _on(request, public_id, ReplyForm, actions.record_reply, _("The party's reply"))


@needs("promises.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, public_id: str) -> HttpResponse:
    """Put a quotation right, in the open."""
    return _on(request, public_id, CorrectionForm, actions.correct, _("Correct the promise"))


@needs("promises.edit")
@require_POST
def check(request: Request, public_id: str) -> HttpResponse:
    """A second person has read the evidence."""
    seen = queries.promises_for(request.actor)
    found = PromiseStep.objects.filter(promise__in=seen, public_id=public_id)
    row = found.select_related("promise__subject").first()
    if row is None:
        raise access.not_there()
    actions.check_step(request.actor, step=row)
    back = reverse("promises:accounts", args=[row.promise.subject.public_id])
    return done(request, _("The state is checked and counts from now on."), back)


def _on(
    request: Request,
    public_id: str,
    form_class: type[forms.Form],
    act: Callable[..., Any],
    heading: str,
) -> HttpResponse:
    """A form about one promise, whose name is the promise itself."""
    promise: Promise = queries.promise_for(request.actor, public_id)
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, initial={"text": promise.text} if form_class is CorrectionForm else {})
    back = reverse("promises:accounts", args=[promise.subject.public_id])
    if sent is not None and carried_out(
        form, lambda: act(request.actor, promise=promise, **form.cleaned_data)
    ):
        return done(request, _("It is recorded."), back)
    return _form_page(request, form, promise.text, back, heading)


def _form_page(
    request: Request, form: forms.Form, about: str, back: str, heading: str
) -> HttpResponse:
    context = {"form": form, "heading": heading, "about": about, "back": back}
    return page(request, "attached/form.html", context, mark="internal")
