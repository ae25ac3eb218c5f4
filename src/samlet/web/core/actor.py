"""Who acts. Every action takes an actor first; the audit line names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Forbidden

Kind = Literal["local", "command", "system", "anonymous"]

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
# What proxies add when they pass a request on. One that adds nothing cannot be told from a browser
# on this machine, so docs/running says that none may stand in front until there is sign-in.
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
class Actor:
    """Who did it: a name for the audit line and the way they came.

    Until sign-in exists, only `local` (a browser on this machine), `command` (the command line)
    and `system` (the program's own start) may write.
    """

    name: str
    kind: Kind

    @property
    def may_write(self) -> bool:
        return self.kind != "anonymous"


SYSTEM = Actor("samlet", "system")
ANONYMOUS = Actor("", "anonymous")


def actor_of(request: HttpRequest) -> Actor:
    """The local actor for a request that comes straight from this machine, else nobody.

    A forwarded request is never local: a proxy on the same machine must not lend its address.
    """
    forwarded = not _FORWARDED.isdisjoint(request.META)
    if request.META.get("REMOTE_ADDR") in _LOOPBACK and not forwarded:
        return Actor("local", "local")
    return ANONYMOUS


def require_writer(actor: Actor) -> None:
    """Raise Forbidden unless the actor may write."""
    if not actor.may_write:
        raise Forbidden(_("Changes can only be made on the machine where Samlet runs."))
