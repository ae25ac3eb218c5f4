"""The operator's pages: a session begins with a reason and ends with what was done."""

from __future__ import annotations

import math

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.accounts.grants import operator, queries
from samlet.web.accounts.grants.forms import DoneForm, ReasonForm
from samlet.web.accounts.models import OperatorSession
from samlet.web.core.access import OPERATOR_SESSION
from samlet.web.core.actor import ANONYMOUS, Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Subject
from samlet.web.core.policy import NOWHERE, needs, signed_in
from samlet.web.ui.pages import page

PER_PAGE = 50
WRITES = ["GET", "HEAD", "POST"]


@needs("operator_sessions.begin")
@require_http_methods(WRITES)
def begin(request: Request) -> HttpResponse:
    """Why, where and how long; or the session that is not finished yet."""
    waiting = operator.unfinished(request.actor)
    registers = operator.registers_of(request.actor)
    form = ReasonForm(registers, request.POST if request.method == "POST" else None)

    def act() -> None:
        given = dict(form.cleaned_data)
        register = get_object_or_404(Subject, pk=int(given.pop("register")))
        operator.begin_session(request.actor, register=register, **given)

    if request.method == "POST" and carried_out(form, act):
        return done(request, _("The session has begun. Everything in it is logged."), "/")
    context = {"form": form, "waiting": waiting, "done_form": DoneForm()}
    return page(request, "grants/operator.html", context, mark="internal")


@signed_in
@require_http_methods(WRITES)
def end(request: Request, public_id: str) -> HttpResponse:
    """What was done; then the session is over."""
    session = OperatorSession.objects.filter(
        public_id=public_id, user=request.actor.user_id, user__isnull=False
    ).first()
    if session is None:
        raise NotFound(NOWHERE)
    form = DoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, lambda: operator.end_session(request.actor, session=session, **form.cleaned_data)
    ):
        return done(request, _("The session has ended."), reverse("grants:operator_sessions"))
    context = {"form": form, "session": session}
    return page(request, "grants/operator_end.html", context, mark="internal")


@signed_in
@require_safe
def sessions(request: Request) -> HttpResponse:
    """When the operator looked into one's registers, why, and what was done there."""
    pages = Paginator(operator.sessions_for(request.actor), PER_PAGE)
    here = pages.get_page(request.GET.get("side"))
    rows = list(here.object_list)
    names = queries.names_of(row.register_id or 0 for row in rows)
    looked = operator.pages_opened([row.public_id for row in rows])
    context = {
        "rows": [(row, names.get(row.register_id or 0, ""), looked[row.public_id]) for row in rows],
        "here": here,
        "now": timezone.now(),
    }
    return page(request, "grants/operator_sessions.html", context, mark="internal")


def bar(request: HttpRequest) -> SafeString:
    """On every page of a session: how long is left, and the way to end it."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    held = next((one for one in actor.grants if one.role == OPERATOR_SESSION), None)
    session = OperatorSession.objects.filter(pk=held.grant_id).first() if held else None
    if held is None or session is None:
        return SafeString("")
    left = (session.ends_at - timezone.now()).total_seconds()
    context = {
        "session": session,
        "minutes": max(1, math.ceil(left / 60)),
        "register": queries.names_of([held.unit_id]).get(held.unit_id, ""),
    }
    return render_to_string("grants/_operator.html", context, request=request)
