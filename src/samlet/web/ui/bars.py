"""Lines under the header: whose data is shown, a demonstration, an operator's session.

Rooms register them; the base page shows what each has to say about this request.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

Bar = Callable[[HttpRequest], SafeString]

_bars: dict[str, tuple[int, Bar]] = {}
_marks: set[str] = set()


def register(key: str, bar: Bar, *, order: int, always: bool = False) -> None:
    """Add a line, from a room's AppConfig.ready(). An empty answer shows none.

    always: it stands on pages opened by a link as well, which show nothing of the reader's role.
    """
    _bars[key] = (order, bar)
    if always:
        _marks.add(key)


def shown(request: HttpRequest | None, *, by_link: bool = False) -> list[SafeString]:
    """The lines of this request, in order; none for a page made outside a request."""
    if request is None:
        return []
    kept = [_bars[key] for key in _bars if not by_link or key in _marks]
    ordered = sorted(kept, key=lambda one: one[0])
    return [text for _order, bar in ordered if (text := bar(request))]
