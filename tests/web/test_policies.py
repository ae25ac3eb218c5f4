"""Every address × every role × {nobody, no role, own organisation, another's}.

The rules are told by the policies alone; this walks all addresses and holds each to its own, and
looks on every page for the names of people that the role must not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from samlet.web.core import access
from samlet.web.core.access import ROLES
from samlet.web.core.policy import Policy
from tests.web import routes, world
from tests.web.routes import Args, Route
from tests.web.world import CLOSED, CLUB, OTHER, OTHER_CLUB, OTHER_USER, OWN, PARTY, World

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
SIGN_IN = "/konto/inn/"
ONE_ROLE = "region_admin"  # looks at what is the same for all
# The trail tells the auditor whom each line is about.
SEES_PEOPLE = frozenset(
    role for role in ROLES if access.act_of("people.view").allows(role) or role == "auditor"
)
# Roles that the world gives on a register's own unit, and so on all of it.
HOLDS_REGISTER = frozenset(ROLES) - {"local_leader", "branch_leader", "club_leader", "board_member"}
EVERY = routes.routes()


@pytest.fixture
def made(built: World) -> World:
    return built


def names(route: Route) -> str:
    return route.name or route.pattern


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is made and changed inside is not there afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, address: str) -> tuple[HttpResponseBase, str]:
    """The answer and its text."""
    with taken_back():
        answer = client.generic(method, address)
        content = b"".join(answer) if answer.streaming else answer.content
    return answer, content.decode(errors="replace")


def hidden_from(role: str) -> tuple[str, ...]:
    """Names that a page must not show to this role."""
    if role == "party_county_admin":
        return (OWN, OTHER, OTHER_USER, CLOSED, CLUB, OTHER_CLUB)
    own = () if role in SEES_PEOPLE else (OWN,)
    return (*own, OTHER, PARTY, OTHER_USER, CLOSED, OTHER_CLUB)


def check_hidden(role: str, text: str, where: str) -> None:
    for name in hidden_from(role):
        assert name not in text, f"{where} shows {name} to {role}"


def open_to(route: Route, policy: Policy, method: str, role: str) -> bool:
    act = policy.write if method == "POST" and policy.write else policy.act
    if policy.door == "signed_in":
        act = routes.INSIDE.get(route.name, "")
    return not act or access.act_of(act).allows(role)


def test_every_address_states_a_policy_for_every_method() -> None:
    silent = [names(route) for route in EVERY if any(not route.policy(m) for m in METHODS)]

    assert silent == []


def test_every_address_has_a_name_and_somebody_who_makes_its_arguments() -> None:
    unknown = [
        names(route)
        for route in EVERY
        if not route.name or (route.takes_arguments and route.name not in routes.MAKERS)
    ]

    assert unknown == [], "add a maker to tests/web/routes.py"


def test_no_maker_is_left_of_an_address_that_is_gone() -> None:
    assert routes.MAKERS.keys() - {route.name for route in EVERY} == set()


@pytest.mark.parametrize("route", EVERY, ids=names)
def test_nobody_gets_what_is_public_and_else_the_way_to_sign_in(route: Route, made: World) -> None:
    client = world.client_for(None)
    address = route.address(route.maker().own(made, ONE_ROLE))
    for method in METHODS:
        policy = route.policy(method)
        assert policy is not None
        answer, text = ask(client, method, address)

        if policy.door in ("public", "link"):
            assert answer.status_code < 500
        elif policy.door == "demonstration":
            assert answer.status_code == 404
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith(SIGN_IN)
        check_hidden("none", text, f"{method} {address}")


@pytest.mark.parametrize("route", EVERY, ids=names)
def test_who_has_no_role_sees_what_needs_none(route: Route, made: World) -> None:
    client = world.client_for(made.users["none"])
    address = route.address(route.maker().own(made, ONE_ROLE))
    for method in METHODS:
        policy = route.policy(method)
        assert policy is not None
        answer, text = ask(client, method, address)

        assert answer.status_code < 500, f"{method} {address}"
        if policy.door == "act":
            assert answer.status_code == 403, f"{method} {address}"
        if policy.door == "signed_in" and route.maker().other:
            assert answer.status_code in (404, 405), f"{method} {address}"
        check_hidden("none", text, f"{method} {address}")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_its_acts_open_in_its_own_organisation(role: str, made: World) -> None:
    client = world.client_for(made.users[role])
    for route, method, policy in _asked_of(role):
        with taken_back():
            address = route.address(route.maker().own(made, role))
            answer, text = ask(client, method, address)
        where = f"{method} {address} as {role}"

        if not open_to(route, policy, method, role):
            unseen = (403, 404, 405) if policy.door == "signed_in" else (403,)
            assert answer.status_code in unseen, where
        elif route.maker().of_register and role not in HOLDS_REGISTER:
            assert answer.status_code in (404, 405), where
        else:
            assert answer.status_code not in (403, 404), where
            assert answer.status_code < 500, where
            assert not answer.get("Location", "").startswith(SIGN_IN), where
        check_hidden(role, text, where)


def _asked_of(role: str) -> Iterator[tuple[Route, str, Policy]]:
    """The addresses a role is walked through; what is the same for all is looked at by one."""
    for route in EVERY:
        for method in METHODS:
            policy = route.policy(method)
            assert policy is not None
            if policy.door not in ("act", "signed_in") or _of_sign_in(route):
                continue
            one_is_enough = route.maker().same_for_all or route.name.startswith("elections:")
            if one_is_enough and role != ONE_ROLE and open_to(route, policy, method, role):
                continue
            yield route, method, policy


def _of_sign_in(route: Route) -> bool:
    """allauth's pages about one's own sign-in, which have tests of their own."""
    return route.pattern.startswith("konto/")


@pytest.mark.parametrize("role", ROLES)
def test_what_belongs_to_another_organisation_is_answered_as_what_is_not_there(
    role: str, made: World
) -> None:
    client = world.client_for(made.users[role])
    for route, method, policy in _asked_of(role):
        maker = route.maker()
        if maker.made_up is None or not open_to(route, policy, method, role):
            continue
        invented = route.address(maker.made_up)
        answer, nothing = ask(client, method, invented)
        if answer.status_code == 405:
            continue
        assert answer.status_code == 404, f"{method} {invented} as {role}"
        if maker.other is None:
            continue
        with taken_back():
            args = maker.other(made, role)
            address = route.address(args)
            answer, text = ask(client, method, address)
        where = f"{method} {address} as {role}"
        assert answer.status_code == 404, where
        assert _plain(text, args) == _plain(nothing, maker.made_up), where


def _plain(text: str, args: Args) -> str:
    """Without what differs in any two answers: the address asked for, and the token of forms."""
    for value in args.values():
        text = text.replace(str(value), "ID")
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
