"""Whom a follow-up can be given to: those who hold access in the same register."""

from __future__ import annotations

from collections.abc import Callable

from samlet.web.core.actor import Actor

# From whoever asks and a register to users: pk → name. Said by the room that knows users.
Colleagues = Callable[[Actor, int], dict[int, str]]
_found: list[Colleagues] = []


def register_colleagues(colleagues: Colleagues) -> None:
    _found[:] = [colleagues]


def colleagues_of(actor: Actor, controller: int) -> dict[int, str]:
    """Oneself first, then the others of the register."""
    others = _found[0](actor, controller) if _found else {}
    mine = {actor.user_id: actor.name} if actor.user_id else {}
    return mine | {pk: name for pk, name in others.items() if pk != actor.user_id}
