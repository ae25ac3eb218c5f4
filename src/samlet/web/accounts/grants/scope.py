"""The active scope: whose data is shown, as which role; always on screen, changed in one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samlet.web.accounts.grants.holding import SCOPE
from samlet.web.accounts.grants.queries import names_of
from samlet.web.accounts.models import Grant
from samlet.web.core.access import OPERATOR_SESSION, ROLES
from samlet.web.core.actor import ANONYMOUS, Actor, Held
from samlet.web.core.errors import NotFound
from samlet.web.core.policy import NOWHERE

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

INLINE = 4  # so many grants stand beside each other; more are folded away


@dataclass(frozen=True)
class Choice:
    """One grant to act in. value: its id in the form."""

    value: str
    role: _StrOrPromise
    unit: str
    current: bool


def choices(actor: Actor) -> list[Choice]:
    """The actor's grants by name, those acted in marked."""
    held = [grant for grant in actor.all_grants if grant.grant_id]
    names = names_of(grant.unit_id for grant in held)
    ids = dict(
        Grant.objects.filter(pk__in=[one.grant_id for one in held]).values_list("pk", "public_id")
    )
    acting = _acting(actor)
    return [
        Choice(
            ids.get(grant.grant_id, ""),
            ROLES[grant.role].title,
            names.get(grant.unit_id, ""),
            grant in acting,
        )
        for grant in held
    ]


def _acting(actor: Actor) -> tuple[Held, ...]:
    return tuple(held for held in actor.grants if held.role != OPERATOR_SESSION)


def choose(request: HttpRequest, actor: Actor, value: str) -> None:
    """Act in one of one's own grants from now on; "" for all of them. NotFound for another's."""
    if not value:
        request.session.pop(SCOPE, None)
        return
    held = {grant.grant_id for grant in actor.all_grants}
    chosen = Grant.objects.filter(public_id=value, pk__in=held).first()
    if chosen is None:
        raise NotFound(NOWHERE)
    request.session[SCOPE] = chosen.pk


def bar(request: HttpRequest) -> SafeString:
    """Whose data is shown, and the ways to other scopes, to one's own access, and out."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    found = choices(actor) if actor.is_signed_in else []
    if actor.kind == "demo" and not found:
        return SafeString("")  # the demonstration before its people are loaded
    context = {
        "actor": actor,
        "choices": found,
        "current": [choice for choice in found if choice.current],
        "all": len(found) > 1 and all(choice.current for choice in found),
        "folded": len(found) > INLINE,
        "here": request.get_full_path(),
    }
    return render_to_string("grants/_scope.html", context, request=request)
