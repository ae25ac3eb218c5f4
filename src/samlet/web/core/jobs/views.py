"""A job's page, which tells how far it has come, and the list of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samlet.web.core.forms import done
from samlet.web.core.jobs import actions, queries
from samlet.web.core.jobs.wording import told
from samlet.web.core.middleware import Request
from samlet.web.core.policy import signed_in
from samlet.web.ui.pages import page

ON_A_PAGE = 50


@require_safe
@never_cache
@signed_in
def jobs(request: Request) -> HttpResponse:
    """The jobs the reader may see, newest first."""
    pages = Paginator(queries.jobs_for(request.actor), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("side"))
    rows = [(job, told(job)) for job in shown]
    daily = queries.daily_work(request.actor)
    context = {"rows": rows, "shown": shown, "daily": daily}
    return page(request, "jobs/list.html", context, mark="internal")


@require_safe
@never_cache
@signed_in
def job(request: Request, public_id: str) -> HttpResponse:
    """One job: a bar while it works, then what came of it."""
    found = queries.job_for(request.actor, public_id)
    context: dict[str, Any] = {"job": found, "told": told(found)}
    context["may_stop"] = queries.may_stop(request.actor, found)
    return page(request, "jobs/job.html", context, mark="internal")


@require_POST
@signed_in
def cancel(request: Request, public_id: str) -> HttpResponse:
    """Ask it to end."""
    found = queries.job_for(request.actor, public_id)
    actions.cancel_job(request.actor, job=found)
    return done(request, _("The work is being stopped."), reverse("jobs:job", args=[public_id]))


@require_POST
@signed_in
def restart(request: Request, public_id: str) -> HttpResponse:
    """Queue it again."""
    found = queries.job_for(request.actor, public_id)
    actions.restart_job(request.actor, job=found)
    return done(request, _("The work is queued again."), reverse("jobs:job", args=[public_id]))
