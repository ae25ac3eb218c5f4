"""Who acts. Every action takes an actor first; the audit line names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from django.http import HttpRequest

Kind = Literal["user", "demo", "link", "command", "system", "anonymous"]

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
# What proxies add when they pass a request on. One that adds nothing cannot be told from a browser
# on this machine, so docs/running says that none may stand in front of a demonstration.
_FORWARDED = frozenset(
    {
        "HTTP_FORWARDED",
        "HTTP_VIA",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_REAL_IP",
    }
)


@dataclass(frozen=True, slots=True)
class Held:
    """A grant in force: a role on a unit or area (a subject's pk), and below it unless said.

    controller_id: the register it opens. unit_id 0: a role with no unit, for acts on no subject.
    """

    role: str
    unit_id: int
    below: bool
    controller_id: int
    grant_id: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a name to show, the way they came, and the grants of the scope they act in.

    key: stable and without personal data, for the audit line ("user:7fk2…", "system").
    subject_id: the subject a link was made for. all_grants: also those outside the chosen scope.
    """

    name: str
    kind: Kind
    key: str = ""
    user_id: int | None = None
    grants: tuple[Held, ...] = ()
    all_grants: tuple[Held, ...] = ()
    subject_id: int | None = None

    @property
    def is_trusted(self) -> bool:
        """The program itself and its command line, which ask nobody."""
        return self.kind in ("system", "command")

    @property
    def is_signed_in(self) -> bool:
        return self.kind in ("user", "demo")

    @property
    def trail(self) -> str:
        """What stands in the audit line."""
        return self.key or self.kind

    def named(self, name: str) -> Actor:
        """The same, under the name they give: where several share one way in."""
        return replace(self, name=name)

    def within(self, grants: tuple[Held, ...]) -> Actor:
        """The same, acting with these of their grants only."""
        return replace(self, grants=grants)


SYSTEM = Actor("samlet", "system", key="system")
COMMAND = Actor("samlet", "command", key="command")
ANONYMOUS = Actor("", "anonymous", key="anonymous")

Resolver = Callable[[HttpRequest], "Actor | None"]
_resolvers: list[Resolver] = []


def register_resolver(resolver: Resolver) -> None:
    """Add a way to tell who sends a request, from a room's AppConfig.ready(); the first wins."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def actor_of(request: HttpRequest) -> Actor:
    """Who sends this request; nobody unless a resolver knows."""
    for resolver in _resolvers:
        if actor := resolver(request):
            return actor
    return ANONYMOUS


def is_local(request: HttpRequest) -> bool:
    """Whether the request comes straight from this machine.

    A forwarded request is never local: a proxy on the same machine must not lend its address.
    """
    forwarded = not _FORWARDED.isdisjoint(request.META)
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not forwarded
