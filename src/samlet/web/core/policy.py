"""Every address states who may open it; one that states nothing answers nobody.

A policy is about the door: who may knock. What is seen inside is scoped again by `access`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Forbidden, NotFound

View = TypeVar("View", bound=Callable[..., object])
Door = Literal["public", "signed_in", "act", "link"]


@dataclass(frozen=True)
class Policy:
    """door: who may open it. act: for "act", what they must be allowed somewhere; for "link", the
    purpose of the link. write: what a request that changes something needs instead.
    """

    door: Door
    act: str = ""
    write: str = ""


def _stating(policy: Policy) -> Callable[[View], View]:
    def state(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return state


def public(view: View) -> View:
    """Anyone: official figures and what the law or a decision makes open."""
    return _stating(Policy("public"))(view)


def signed_in(view: View) -> View:
    """Anyone who is signed in; what they see is scoped inside."""
    return _stating(Policy("signed_in"))(view)


def needs(act: str, *, write: str = "") -> Callable[[View], View]:
    """Who holds a role with this act; `write`: the act that a request other than GET needs."""
    return _stating(Policy("act", act, write))


def by_link(purpose: str) -> Callable[[View], View]:
    """Who holds a link for this purpose; the view reads the link itself."""
    return _stating(Policy("link", purpose))


def policy_of(view: Callable[..., object]) -> Policy | None:
    """What the view states; of a class-based view, what the function that serves it states."""
    found: Policy | None = getattr(view, "policy", None)
    return found


class StatedPolicies:
    """Holds each view to its policy, and lets none without one be reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        policy = policy_of(view)
        if policy is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        return admit(request, policy)


def admit(request: HttpRequest, policy: Policy) -> HttpResponse | None:
    """None when the actor may go on; a way to sign in for who is not; Forbidden for the rest."""
    if policy.door in ("public", "link"):
        return None
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_signed_in:
        return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    act = policy.write if changes and policy.write else policy.act
    if policy.door == "act" and not access.may(actor, act):
        raise Forbidden(_("Your role does not include this."))
    return None
