"""The menu: rooms register their entries, the base page shows them. Nobody lists rooms here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Entry:
    """`order` sorts; `below` are address prefixes of pages that belong to this entry.

    room: which of the menu's rooms it stands in; none, it is a room by itself.
    """

    label: _StrOrPromise
    url_name: str
    order: int
    below: tuple[str, ...] = ()
    room: str = ""


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool
    room: str = ""


@dataclass(frozen=True)
class Room:
    """A word of the main menu: it leads to the first page in it that is open to whoever asks."""

    label: str
    href: str
    current: bool
    links: tuple[Link, ...]


@dataclass(frozen=True)
class SearchBox:
    """Where the box in the header sends its question, and where it asks while one types."""

    href: str
    suggest_href: str
    text: str


_entries: dict[str, Entry] = {}
_rooms: dict[str, _StrOrPromise] = {}
_doors: list[Callable[[HttpRequest, str], bool]] = []
_search: dict[str, str] = {}


def register(
    label: _StrOrPromise,
    url_name: str,
    *,
    order: int,
    below: tuple[str, ...] = (),
    room: str = "",
) -> None:
    """Add an entry, from a room's AppConfig.ready(). Registering again replaces it."""
    _entries[url_name] = Entry(label, url_name, order, below, room)


def register_room(key: str, label: _StrOrPromise) -> None:
    """Name a room of the menu; entries say which they stand in."""
    _rooms[key] = label


def register_door(may_open: Callable[[HttpRequest, str], bool]) -> None:
    """Say who tells which pages are open to whoever asks; the others are not offered."""
    _doors[:] = [may_open]


def links(request: HttpRequest | None) -> list[Link]:
    """The open rooms' links, the one of this page marked: the longest address the path starts."""
    path = request.path if request is not None else ""
    entries = sorted(_entries.values(), key=lambda entry: entry.order)
    if request is not None:
        entries = [
            entry
            for entry in entries
            if all(door(request, reverse(entry.url_name)) for door in _doors)
        ]
    addresses = [reverse(entry.url_name) for entry in entries]
    best, chosen = 0, -1
    for index, (entry, address) in enumerate(zip(entries, addresses, strict=True)):
        for prefix in (address, *entry.below):
            whole = path == prefix or (len(prefix) > 1 and path.startswith(prefix))
            if whole and len(prefix) > best:
                best, chosen = len(prefix), index
    return [
        Link(str(entry.label), address, index == chosen, entry.room)
        for index, (entry, address) in enumerate(zip(entries, addresses, strict=True))
    ]


def rooms(request: HttpRequest | None) -> list[Room]:
    """The main menu: the rooms with a page that is open, in the order of their first page."""
    inside: dict[str, list[Link]] = {}
    for link in links(request):
        inside.setdefault(link.room or link.href, []).append(link)
    return [
        Room(
            str(_rooms.get(key, found[0].label)),
            found[0].href,
            any(link.current for link in found),
            tuple(found),
        )
        for key, found in inside.items()
    ]


def register_search(url_name: str, suggest_url_name: str) -> None:
    """Say which room answers the search box, from its AppConfig.ready()."""
    _search.update(page=url_name, suggest=suggest_url_name)


def search_box(request: HttpRequest | None) -> SearchBox | None:
    """The box in the header; None for who is not signed in, since all that is found is scoped."""
    actor = getattr(request, "actor", None)
    if request is None or not _search or not (actor and actor.is_signed_in):
        return None
    href = reverse(_search["page"])
    text = request.GET.get("q", "") if request.path == href else ""
    return SearchBox(href, reverse(_search["suggest"]), text)
