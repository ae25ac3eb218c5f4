"""Take a scope away, and a walk through the pages must notice: no filter stands there untested.

Each part of the rule is removed in turn, and so is each use of it in the code: the uses are found
by reading the code, so one that is added later is taken away here as well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client

import samlet.web
from samlet.web.core import access
from samlet.web.core.access import rules
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Placement, Reach
from tests.web import world as worlds
from tests.web.probes import PROBES
from tests.web.routes import Route
from tests.web.test_policies import EVERY, _of_sign_in, ask, hidden_from, open_to, taken_back
from tests.web.world import World

pytestmark = pytest.mark.django_db
SOURCE = Path(samlet.web.__file__).parent
WALKERS = ("region_admin", "club_leader", "party_county_admin")
# Words that find everybody; the names themselves would stand in the box they were typed in.
QUERIES = {"search:search": "?q=Prøve", "search:suggest": "?q=Prøve"}


def leak(made: World, near: str = "") -> str:
    """The first thing somebody sees that they must not; "" when there is none.

    near: the file whose rule is taken away. The pages of its own room are walked first.
    """
    region = worlds.client_for(made.users["region_admin"])
    _answer, text = ask(region, "GET", f"/organisasjon/{made.club.public_id}/")
    if made.union_branch.name in text:
        return "the shared club shows the region the branch of another register"
    clients = {role: worlds.client_for(made.users[role]) for role in WALKERS}
    for route in sorted(EVERY, key=lambda route: -_shared(_file_of(route), near)):
        policy = route.policy("GET")
        figures = route.name.startswith(("elections:", "parties:", "api:"))
        if figures or policy is None or _of_sign_in(route):
            continue
        for role, client in clients.items():
            if policy.door not in ("act", "signed_in") or not open_to(route, policy, "GET", role):
                continue
            if found := _leak_at(route, role, client, made):
                return found
    return ""


def _file_of(route: Route) -> str:
    return route.view.__module__.removeprefix("samlet.web.").replace(".", "/") + ".py"


def _shared(one: str, two: str) -> int:
    """How many parts two paths have in common from the left."""
    both = zip(one.split("/"), two.split("/"), strict=False)
    return len(list(takewhile(lambda parts: parts[0] == parts[1], both)))


def _leak_at(route: Route, role: str, client: Client, made: World) -> str:
    maker = route.maker()
    for method, find in (("GET", maker.own), ("GET", maker.other), ("POST", maker.other)):
        if find is None:
            continue
        with taken_back():
            address = route.address(find(made, role)) + QUERIES.get(route.name, "")
            answer, text = ask(client, method, address)
        where = f"{method} {address} as {role}"
        if find is maker.other and answer.status_code not in (404, 405):
            return f"{where} answers {answer.status_code}"
        if shown := [name for name in hidden_from(role) if name in text]:
            return f"{where} shows {shown}"
    return ""


@pytest.fixture
def made(built: World) -> Iterator[World]:
    """The rule is made once for the same grants: anew before it is changed, and after."""
    rules._scope.cache_clear()
    yield built
    rules._scope.cache_clear()


def test_nothing_leaks(made: World) -> None:
    assert leak(made) == ""


def test_the_walk_finds_what_one_may_see(made: World) -> None:
    client = worlds.client_for(made.users["region_admin"])

    for address in ("/personer/", "/sok/?q=Prøve", f"/organisasjon/{made.club.public_id}/"):
        assert worlds.OWN in client.get(address).content.decode(), address


def test_without_the_register_it_leaks(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def homes_alone(_controller: int, held: Any, path: str) -> Q:
        homes = Placement.objects.filter(rules._homes(held))
        return Q(**{rules._on(path, "pk__in"): homes.values("subject")})

    monkeypatch.setattr(rules, "_of_register", homes_alone)

    assert leak(made)


def test_without_the_registers_of_whole_grants_it_leaks(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "_whole_registers", lambda _controllers, _path: EVERYTHING)

    assert leak(made)


def test_without_the_placement_it_leaks(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def register_alone(controller: int, _held: Any, path: str) -> Q:
        return Q(**{rules._on(path, "controller"): controller})

    monkeypatch.setattr(rules, "_of_register", register_alone)

    assert leak(made)


@pytest.mark.parametrize("role", ["region_admin", "branch_leader"])
def test_without_the_closing_it_leaks(
    made: World, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "WALKERS", (role,))
    assert leak(made) == ""
    Reach.objects.update(closed=False)

    assert leak(made)


# An empty Q would vanish in an "or".
EVERYTHING = ~Q(pk__in=[])

# ---- each use of the rule -------------------------------------------------------------------


USES = ("scoped", "get_visible", "visible", "in_registers", "seen_subjects", "reached")


@dataclass(frozen=True)
class Use:
    """A place in the code where the rule is used."""

    path: str
    function: str
    name: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.path}:{self.function}:{self.name}"


def uses() -> Iterator[Use]:
    for file in sorted(SOURCE.rglob("*.py")):
        path = file.relative_to(SOURCE).as_posix()
        if path.startswith("core/access/"):
            continue
        yield from _in(ast.parse(file.read_text(encoding="utf-8")), path, "")


def _in(node: ast.AST, path: str, function: str) -> Iterator[Use]:
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, (ast.FunctionDef, ast.ClassDef))
        inner = child.name if named else function
        if isinstance(child, ast.Call) and (name := _rule(child.func)):
            yield Use(path, inner, name, child.lineno, child.end_lineno or child.lineno)
        yield from _in(child, path, inner)


def _rule(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.attr if called.value.id == "access" and called.attr in USES else ""
    return called.id if isinstance(called, ast.Name) and called.id in USES else ""


# Uses that no page of the walk shows by themselves, and what holds them instead.
HELD_ELSEWHERE = {
    "accounts/grants/forms.py:__init__:reached": "the page after it asks again (test_grants)",
    "accounts/my_page/panel.py:content:scoped": "the page it stands on found the person by scope",
    "core/attached/queries.py:register_for:seen_subjects": "the act is required right after it",
    "core/changes/undoing.py:may_undo:visible": "an act, not a page (test_changes)",
    "core/personal/retention_views.py:_names:visible": "names the register's own, who are due",
    "core/personal/views.py:notices:visible": "chooses links to pages that are scoped themselves",
    "messages/queries.py:states_for:visible": "letters without address and contents",
    "organisations/views.py:place:get_visible": "every place is public, other kinds are refused",
    "core/importing/views.py:act:get_visible": "the form offers one's own registers alone",
    "people/merging/pairs.py:likely_pairs:scoped": "takes away pairs that are one's own",
    "people/privacy/received.py:shown_to:visible": "each role asks it in test_disclosure",
    "people/privacy/text_views.py:overview:visible": "names registers, as the public notices do",
    "people/privacy/showing.py:content:scoped": "the page it stands on found the person by scope",
    "people/privacy/views.py:erase:get_visible": "required again right after it",
    "people/privacy/views.py:keep:get_visible": "the act requires it again",
    "people/queries.py:consents_of:scoped": "the page it stands on found the person by scope",
    "people/queries.py:people_for:scoped": "no page asks it",
}
ALL_USES = list(uses())


def test_what_is_held_elsewhere_or_asked_itself_is_still_there() -> None:
    assert (HELD_ELSEWHERE.keys() | PROBES.keys()) - {str(use) for use in ALL_USES} == set()


@pytest.mark.parametrize("place", PROBES)
def test_nothing_leaks_where_the_place_itself_is_asked(made: World, place: str) -> None:
    assert PROBES[place](made) == ""


def _taken_away(name: str, true: Callable[..., Any], use: Use) -> Callable[..., Any]:
    """The rule as it is, except at that place, where everything is let through."""

    def called(*args: Any, **more: Any) -> Any:
        frame = sys._getframe(1)
        here = frame.f_code.co_filename.endswith(f"samlet/web/{use.path}")
        if not here or not use.first <= frame.f_lineno <= use.last:
            return true(*args, **more)
        if name in ("visible", "in_registers", "seen_subjects", "reached"):
            return EVERYTHING
        model = args[1]
        with unscoped("a test takes the scope away"):
            rows = model._default_manager.all()
        if name == "scoped":
            return rows
        path = getattr(model, "scope_path", "subject")
        return rows.filter(**{rules._on(path, "public_id"): args[3]}).first()

    return called


@pytest.mark.parametrize(
    "use", [use for use in ALL_USES if str(use) not in HELD_ELSEWHERE], ids=str
)
def test_without_the_rule_in_one_place_it_leaks(
    made: World, monkeypatch: pytest.MonkeyPatch, use: Use
) -> None:
    true = getattr(access, use.name)
    false = _taken_away(use.name, true, use)
    monkeypatch.setattr(access, use.name, false)
    for name, module in list(sys.modules.items()):
        ours = name.startswith("samlet.web.") and not name.startswith("samlet.web.core.access")
        if ours and getattr(module, use.name, None) is true:
            monkeypatch.setattr(module, use.name, false)

    assert PROBES[str(use)](made) if str(use) in PROBES else leak(made, use.path)
