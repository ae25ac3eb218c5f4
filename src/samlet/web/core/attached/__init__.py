"""What attaches to any subject: follow-ups, notes, documents and links.

    follow_up(actor, subject=visit.subject, kind="call_back", due=day)
    add_note(actor, subject=…, text=…)         # refused on people
    add_document(actor, subject=…, name=…, content=…)
    add_link(actor, subject=…, title=…, url=…)

Each has the visibility of its subject, within the register it was made in. Panels for all of them
stand on the page of every kind of subject that shows its panels; a room does nothing for that.
"""

from samlet.web.core.attached.actions import (
    add_document,
    add_link,
    add_note,
    finish,
    follow_up,
    remove,
)
from samlet.web.core.attached.colleagues import register_colleagues
from samlet.web.core.attached.queries import about, tasks_of

__all__ = [
    "about",
    "add_document",
    "add_link",
    "add_note",
    "finish",
    "follow_up",
    "register_colleagues",
    "remove",
    "tasks_of",
]
