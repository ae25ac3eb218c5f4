"""Lines under the header: whose data is shown, a demonstration, an operator's session.

Rooms register them; the base page shows what each has to say about this request.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

Bar = Callable[[HttpRequest], SafeString]

_bars: dict[str, tuple[int, Bar]] = {}


def register(key: str, bar: Bar, *, order: int) -> None:
    """Add a line, from a room's AppConfig.ready(). An empty answer shows none."""
    _bars[key] = (order, bar)


def shown(request: HttpRequest | None) -> list[SafeString]:
    """The lines of this request, in order; none for a page made outside a request."""
    if request is None:
        return []
    ordered = sorted(_bars.values(), key=lambda one: one[0])
    return [text for _order, bar in ordered if (text := bar(request))]
