"""Looking as a role, in one click; and the line on every page that says what is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from samlet.web.accounts.grants.holding import LOOK_AS, SCOPE, in_force
from samlet.web.accounts.grants.queries import names_of
from samlet.web.accounts.grants.views import back_to
from samlet.web.accounts.models import User
from samlet.web.core import installation
from samlet.web.core.access import ROLES
from samlet.web.core.actor import ANONYMOUS, Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.middleware import Request
from samlet.web.core.policy import NOWHERE, demonstration_only

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Look:
    """A user of the demonstration to look as."""

    value: str
    role: _StrOrPromise
    unit: str
    current: bool


def looks(actor: Actor) -> list[Look]:
    """The demonstration's users with their first role, in the order of the roles.

    Nobody for whoever is signed in, or in real use.
    """
    if actor.kind != "demo" or not installation.is_demonstration():
        return []
    grants = in_force().filter(user__is_synthetic=True, user__is_active=True)
    rows = list(grants.order_by("pk").values_list("user", "user__public_id", "role", "unit"))
    first = {row[0]: row for row in reversed(rows)}
    names = names_of(unit for _user, _id, _role, unit in first.values())
    found = sorted(first.values(), key=lambda row: (ROLES[row[2]].order, row[0]))
    return [
        Look(public_id, ROLES[role].title, names.get(unit, ""), user == actor.user_id)
        for user, public_id, role, unit in found
    ]


@demonstration_only
@require_POST
def look_as(request: Request) -> HttpResponse:
    """Look as this user from now on. Only a user of the demonstration can be looked as."""
    wish = request.POST.get("som", "")
    user = User.objects.filter(public_id=wish, is_synthetic=True, is_active=True).first()
    if user is None:
        raise NotFound(NOWHERE)
    request.session[LOOK_AS] = user.public_id
    request.session.pop(SCOPE, None)
    return HttpResponseRedirect(back_to(request))


def bar(request: HttpRequest) -> SafeString:
    """What is invented, and whom one looks as."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if not installation.is_demonstration():
        return SafeString("")
    context = {"looks": looks(actor), "here": request.get_full_path()}
    return render_to_string("demonstration/_bar.html", context, request=request)
