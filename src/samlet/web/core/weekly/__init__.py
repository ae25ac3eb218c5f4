"""What the weekly letter tells: counts from every part, for the scope of whoever reads it.

    weekly.register(weekly.Line(key="people.new", act="people.view", say=function))

say: (actor, since) → one sentence with a count, or "" when there is nothing to tell. It names
nobody, since it is sent by e-mail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from samlet.web.core import access
from samlet.web.core.actor import Actor


@dataclass(frozen=True)
class Line:
    key: str
    act: str
    say: Callable[[Actor, datetime], str]
    order: int = 50


_lines: dict[str, Line] = {}


def register(line: Line) -> None:
    """Add a line, from a room's AppConfig.ready(). Registering again replaces it."""
    _lines[line.key] = line


def lines_for(actor: Actor, since: datetime) -> list[str]:
    """What has changed in the actor's scope, in the reader's language, in order."""
    told = (
        one.say(actor, since)
        for one in sorted(_lines.values(), key=lambda one: one.order)
        if access.may(actor, one.act)
    )
    return [sentence for sentence in told if sentence]
