"""Every address states who may open it; one that states nothing answers nobody.

A policy is about the door: who may knock. What is seen inside is scoped again by `access`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import Resolver404, get_urlconf, resolve
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access
from samlet.web.core.actor import ANONYMOUS, Actor
from samlet.web.core.errors import Forbidden, NotFound, SamletError
from samlet.web.core.middleware import told

View = TypeVar("View", bound=Callable[..., object])
Door = Literal["public", "signed_in", "act", "link", "demonstration"]

READS = frozenset({"GET", "HEAD", "OPTIONS"})
NOWHERE = _("There is no such page, or it is not open to you.")


@dataclass(frozen=True)
class Policy:
    """door: who may open it. act: for "act", what they must be allowed somewhere; for "link", the
    purpose of the link. write: what a request that changes something needs instead.
    """

    door: Door
    act: str = ""
    write: str = ""


# From an HTTP method to what is stated for it; None for an operation that states nothing.
Policies = Mapping[str, Policy | None]


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


def demonstration_only(view: View) -> View:
    """Whoever looks at the demonstration on this machine; elsewhere there is no such page."""
    return _stating(Policy("demonstration"))(view)


def each_method(policies: Policies) -> Callable[[View], View]:
    """An address whose methods have a policy each, as those of the API."""

    def state(view: View) -> View:
        view.policies = dict(policies)  # type: ignore[attr-defined]
        return view

    return state


def policy_of(view: Callable[..., object], method: str = "GET") -> Policy | None:
    """What the view states for a method; a HEAD is a GET without its body.

    A method that an address of the API does not have is refused behind its door, like the others.
    """
    policies: Policies | None = getattr(view, "policies", None)
    if policies:
        asked = "GET" if method == "HEAD" else method
        return policies[asked] if asked in policies else next(iter(policies.values()))
    found: Policy | None = getattr(view, "policy", None)
    return found


class StatedPolicies:
    """Holds each view to its policy, and lets none without one be reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy: Policy | None = getattr(request, "policy", None)
        if policy is not None and policy.door not in ("public", "demonstration"):
            # What is shown to one person stays in no browser for the next who uses the machine.
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        """None lets the view be called. Django asks here outside what catches a view's errors."""
        try:
            policy = policy_of(view, request.method or "GET")
            if policy is None:
                raise NotFound(NOWHERE)
            request.policy = policy  # type: ignore[attr-defined]
            return admit(request, policy)
        except SamletError as error:
            return told(request, error)


def admit(request: HttpRequest, policy: Policy) -> HttpResponse | None:
    """None when the actor may go on; a way to sign in for who is not; Forbidden for the rest."""
    if policy.door in ("public", "link"):
        return None
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if policy.door == "demonstration":
        if actor.kind != "demo":
            raise NotFound(NOWHERE)
        return None
    if not actor.is_signed_in:
        return _to_sign_in(request)
    act = policy.write if request.method not in READS and policy.write else policy.act
    if policy.door == "act" and not access.may(actor, act):
        raise Forbidden(_("Your role does not include this."))
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to sign in and back to the page; back to all of it, when a part was asked for."""
    part = request.headers.get("HX-Request") == "true"
    shown = urlsplit(request.headers.get("HX-Current-URL", "/"))._replace(scheme="", netloc="")
    wish = shown.geturl() if part else request.get_full_path()
    answer = redirect_to_login(wish, resolve_url(str(settings.LOGIN_URL)))
    if part:  # a redirect would put the page of sign-in into the part
        headers = {"HX-Redirect": answer["Location"]}
        return HttpResponse(status=204, headers=headers)
    return answer


@lru_cache(maxsize=512)
def _policy_at(path: str, urlconf: str | None) -> Policy | None:
    """What is stated for reading this address; kept, since every page asks for its whole menu."""
    try:
        return policy_of(resolve(path, urlconf).func)
    except Resolver404:
        return None


def is_open(request: HttpRequest, address: str) -> bool:
    """Whether the actor may open the page at this address, as far as its door goes."""
    policy = _policy_at(address.partition("?")[0], get_urlconf())
    if policy is None:
        return False
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if policy.door in ("public", "link"):
        return True
    if policy.door == "demonstration":
        return actor.kind == "demo"
    return actor.is_signed_in and (policy.door != "act" or access.may(actor, policy.act))
