"""Pages of what is attached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.core import access, changes
from samlet.web.core.attached import actions, files, queries
from samlet.web.core.attached.forms import DocumentForm, FollowUpForm, LinkForm, NoteForm
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Document, FollowUp, Link, Note, Subject
from samlet.web.core.models.attached import Attached
from samlet.web.core.policy import needs
from samlet.web.ui.pages import page

TASKS = "attached:tasks"


def _open(request: Request, public_id: str) -> Subject:
    """A subject one may attach something to."""
    subject = queries.seen_subject(request.actor, public_id)
    queries.register_for(request.actor, subject)
    return subject


def _row(request: Request, model: type[Attached], public_id: str) -> Any:
    found = queries.about(request.actor, model).filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    return found


def _form_page(request: Request, form: forms.Form, subject: Subject, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "about": queries.called([subject]).get(subject.pk, ""),
        "back": queries.page_of(subject),
        "takes_file": isinstance(form, DocumentForm),
    }
    return page(request, "attached/form.html", context, mark="internal")


@needs("attached.view")
@require_safe
def tasks(request: Request) -> HttpResponse:
    """One's own tasks: overdue, today and later, and what one has done last."""
    context = {
        "tasks": queries.tasks_of(request.actor),
        "done": queries.done_lately(request.actor),
    }
    return page(request, "attached/tasks.html", context, mark="internal")


@needs("attached.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_follow_up(request: Request, public_id: str) -> HttpResponse:
    """Something to do about this."""
    subject = _open(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = FollowUpForm(request.actor, subject, sent)
    if sent is not None and carried_out(
        form, lambda: actions.follow_up(request.actor, subject=subject, **form.cleaned_data)
    ):
        return done(request, _("The follow-up is added."), queries.page_of(subject))
    return _form_page(request, form, subject, _("Follow up"))


@needs("attached.view", write="attached.edit")
@require_POST
def finish(request: Request, public_id: str) -> HttpResponse:
    """Done, in one tap; the message has an undo."""
    found: FollowUp = _row(request, FollowUp, public_id)
    change_set = actions.finish(request.actor, follow_up=found)
    back = reverse(TASKS)
    if request.POST.get("from") == "page":
        back = queries.page_of(found.subject)
    return changes.done(request, _("Done."), back, change_set)


@needs("attached.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_note(request: Request, public_id: str) -> HttpResponse:
    """Words about an organisation or a place."""
    subject = _open(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent)
    if sent is not None and carried_out(
        form, lambda: actions.add_note(request.actor, subject=subject, **form.cleaned_data)
    ):
        return done(request, _("The note is added."), queries.page_of(subject))
    return _form_page(request, form, subject, _("Add a note"))


@needs("attached.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request: Request, public_id: str) -> HttpResponse:
    """An address that tells more."""
    subject = _open(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = LinkForm(sent)
    if sent is not None and carried_out(
        form, lambda: actions.add_link(request.actor, subject=subject, **form.cleaned_data)
    ):
        return done(request, _("The link is added."), queries.page_of(subject))
    return _form_page(request, form, subject, _("Add a link"))


@needs("attached.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_document(request: Request, public_id: str) -> HttpResponse:
    """A file."""
    subject = _open(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = DocumentForm(sent, request.FILES if sent is not None else None)

    def act() -> None:
        file = form.cleaned_data["file"]
        content = file.read(files.MOST_BYTES + 1)
        actions.add_document(request.actor, subject=subject, name=file.name, content=content)

    if sent is not None and carried_out(form, act):
        return done(request, _("The document is added."), queries.page_of(subject))
    return _form_page(request, form, subject, _("Add a document"))


@needs("attached.view")
@require_safe
def document(request: Request, public_id: str) -> HttpResponse:
    """The file, to be saved: never shown by the browser, never guessed at."""
    found: Document = _row(request, Document, public_id)
    response = HttpResponse(files.read(found), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


REMOVABLE: dict[str, type[Attached]] = {"notat": Note, "dokument": Document, "lenke": Link}


@needs("attached.edit")
@require_POST
def remove(request: Request, what: str, public_id: str) -> HttpResponse:
    """Take a note, a document or a link away."""
    if what not in REMOVABLE:
        raise access.not_there()
    found = _row(request, REMOVABLE[what], public_id)
    actions.remove(request.actor, row=found)
    return done(request, _("It is taken away."), queries.page_of(found.subject))
