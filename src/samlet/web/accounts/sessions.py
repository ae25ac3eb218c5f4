"""Where a user is signed in: which device, since when, last seen; and ending it.

Kept for each session: the browser and system by name, the network (an address without its last
part), when it began and when it was last used. It goes when the session does.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone

from samlet.web.accounts.models import User
from samlet.web.core.errors import NotFound

NOTED = "accounts_session_noted"  # the session's key and when its use was last written down
NOTE_SECONDS = 10 * 60  # a write for every page would cost more than the list is worth

# The first that fits: browsers name the ones they are kin to.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SignedInAt:
    """One session as its user sees it."""

    pk: int
    device: str
    network: str
    since: datetime
    last_seen: datetime
    current: bool


def device_of(user_agent: str) -> str:
    """Browser and system by name, without versions; empty when neither is known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def network_of(address: str) -> str:
    """The address without the part that tells one machine from another: IPv4 /24, IPv6 /48."""
    ip = ipaddress.ip_address(address)
    network = ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False)
    return str(network.network_address)


def note(request: HttpRequest, user: User) -> None:
    """Write down that this session is the user's and in use now."""
    if not request.session.session_key:
        request.session.save()
    key = request.session.session_key
    about = {
        "user": user,
        "ip": network_of(get_adapter().get_client_ip(request)),
        "user_agent": device_of(request.headers.get("User-Agent", "")),
        "last_seen_at": timezone.now(),
    }
    UserSession.objects.update_or_create(session_key=key, defaults=about)
    request.session[NOTED] = [key, time.time()]


def note_if_due(request: HttpRequest, user: User) -> None:
    """Note a session that is in the list and was not noted for a while, or whose key is new."""
    noted = request.session.get(NOTED)
    if noted is None:
        return
    key, at = noted
    if key != request.session.session_key or time.time() - at > NOTE_SECONDS:
        if key != request.session.session_key:
            UserSession.objects.filter(session_key=key).delete()
        note(request, user)


def sessions_of(user: User, *, current: str | None) -> list[SignedInAt]:
    """The user's sessions, the present one first, then the last used."""
    rows = UserSession.objects.purge_and_list(user)
    listed = [
        SignedInAt(
            row.pk,
            row.user_agent,
            row.ip,
            row.created_at,
            row.last_seen_at,
            row.session_key == current,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda row: (not row.current, -row.last_seen.timestamp()))


def end_session(user: User, pk: int) -> None:
    """End one of the user's own sessions at once. NotFound for another's, as for none."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is None:
        raise NotFound("")
    row.end()


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """End the user's sessions at once, all but the one with the key `keep`; how many there were.

    For the user's own button, and whenever a user is closed or loses an office.
    """
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    ended = list(rows)
    for row in ended:
        row.end()
    return len(ended)
