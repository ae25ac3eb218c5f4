"""What of invitations goes along with a whole register: to what, who was asked and who came."""

from __future__ import annotations

from collections.abc import Iterator

from samlet.web.core import wholes
from samlet.web.core.wholes import Part, declared


def register() -> None:
    """From the room's AppConfig.ready()."""
    wholes.register(_parts)


def _parts() -> Iterator[Part]:
    yield Part(
        "occasions",
        "events.Occasion",
        (
            *("created_at", "subject", "title", "starts_at", "ends_at", "place"),
            *("cancelled_at", "sequence", "changed_at"),
        ),
        "subject__controller",
    )
    yield Part(
        "invitations",
        "events.Invitation",
        declared("events.Invitation", "person"),
        "occasion__subject__controller",
    )
