"""Pages of access: who has it, giving and ending it, one's own, and the scope one acts in."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.accounts.grants import actions, queries, scope
from samlet.web.accounts.grants.forms import GiveForm, WhereForm
from samlet.web.accounts.grants.giving import ways_at
from samlet.web.accounts.models import Grant
from samlet.web.core import access
from samlet.web.core.access import ROLES
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Subject
from samlet.web.core.policy import NOWHERE, needs, signed_in
from samlet.web.organisations.models import Unit
from samlet.web.ui.pages import page

PER_PAGE = 50
WRITES = ["GET", "HEAD", "POST"]


@needs("grants.view")
@require_safe
def grants(request: Request) -> HttpResponse:
    """Who has which role where, in the registers and below the units one may see."""
    words, role = request.GET.get("finn", "").strip()[:60], request.GET.get("rolle", "")
    ended = request.GET.get("vis") == "avsluttet"
    found = _matching(queries.grants_for(request.actor, ended=ended), words, role)
    pages = Paginator(found.order_by("unit_id", "role", "pk"), PER_PAGE)
    here = pages.get_page(request.GET.get("side"))
    context = {
        "rows": queries.shown(here.object_list),
        "here": here,
        "words": words,
        "role": role,
        "roles": ROLES.values(),
        "ended": ended,
        "may_give": access.may(request.actor, "grants.give"),
        "count": ngettext("%(count)s person's access", "%(count)s people's access", pages.count)
        % {"count": pages.count},
    }
    return page(request, "grants/list.html", context, mark="internal")


def _matching(rows: QuerySet[Grant], words: str, role: str) -> QuerySet[Grant]:
    if role in ROLES:
        rows = rows.filter(role=role)
    if words:
        units = Unit.objects.filter(name__icontains=words).values("pk")
        rows = rows.filter(
            Q(user__name__icontains=words) | Q(user__email__icontains=words) | Q(unit__in=units)
        )
    return rows


@needs("grants.give")
@require_safe
def choose_where(request: Request) -> HttpResponse:
    """First: at which organisation or in which municipality."""
    asked = "enhet" in request.GET or "kommune" in request.GET
    form = WhereForm(request.actor, request.GET if asked else None)
    if asked and form.is_valid():
        return HttpResponseRedirect(reverse("grants:give", args=[form.chosen.public_id]))
    own = queries.names_of(held.unit_id for held in request.actor.grants)
    subjects = Subject.objects.filter(pk__in=own)
    context = {
        "form": form,
        "own": [(subject.public_id, own[subject.pk]) for subject in subjects],
    }
    return page(request, "grants/where.html", context, mark="internal")


@needs("grants.give")
@require_http_methods(WRITES)
def give(request: Request, public_id: str) -> HttpResponse:
    """Then: who, which role, until when."""
    unit = Subject.objects.filter(public_id=public_id).first()
    ways = ways_at(request.actor, unit) if unit is not None else []
    if unit is None or not ways:
        raise NotFound(NOWHERE)
    form = GiveForm(request.actor, unit, ways, request.POST if request.method == "POST" else None)
    made: list[Grant] = []
    if carried_out(
        form,
        lambda: made.append(actions.give_grant(request.actor, unit=unit, **form.cleaned_data)),
    ):
        _tell(request, made[0])
        return done(request, _("Access is given, and an e-mail is on its way."), _list())
    name = queries.names_of([unit.pk]).get(unit.pk, "")
    return page(request, "grants/give.html", {"form": form, "unit": name}, mark="internal")


def _list() -> str:
    return reverse("grants:grants")


def _tell(request: Request, grant: Grant) -> None:
    """Tell who was given access what it is and where to sign in; no name of others is in it."""
    about = {
        "role": ROLES[grant.role].title,
        "unit": queries.names_of([grant.unit_id]).get(grant.unit_id, ""),
        "address": request.build_absolute_uri(reverse("account_login")),
    }
    get_adapter(request).send_mail("grants/email/given", grant.user.email, about)


@signed_in
@require_http_methods(WRITES)
def end(request: Request, public_id: str) -> HttpResponse:
    """Asks first; then the access is over, at once."""
    grant = _grant(request, public_id)
    own = grant.user_id == request.actor.user_id
    if request.method == "POST":
        actions.end_grant(request.actor, grant=grant)
        address = reverse("grants:own") if own else _list()
        return done(request, _("The access has ended."), address)
    context = {"row": queries.shown([grant])[0], "own": own}
    return page(request, "grants/end.html", context, mark="internal")


def _grant(request: Request, public_id: str) -> Grant:
    """One the actor may see, or their own."""
    for rows in (queries.grants_for(request.actor), queries.own_grants(request.actor)):
        if found := rows.filter(public_id=public_id).first():
            return found
    raise NotFound(NOWHERE)


@signed_in
@require_safe
def own(request: Request) -> HttpResponse:
    """One's own access: which roles, where, until when, and what each may do."""
    rows = queries.shown(queries.own_grants(request.actor))
    acts = {act.key: act.title for act in access.all_acts()}
    context = {
        "rows": [
            (row, sorted(str(acts[key]) for key in access.acts_of(row.grant.role))) for row in rows
        ],
        "user": request.user,
    }
    return page(request, "grants/own.html", context, mark="internal")


@signed_in
@require_POST
def act_in(request: Request) -> HttpResponse:
    """Act in one of one's grants, or in all of them, from now on."""
    scope.choose(request, request.actor, request.POST.get("omrade", ""))
    return HttpResponseRedirect(back_to(request))


def back_to(request: Request) -> str:
    """The page one came from; the front page when that was about one thing only, which the new
    scope may not hold.
    """
    wish = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()}):
        return "/"
    path = urlsplit(wish).path
    try:
        match = resolve(path)
    except Resolver404:
        return "/"
    return "/" if "public_id" in match.kwargs else wish
