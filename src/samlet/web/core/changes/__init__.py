"""What is changed in one go can be undone in one go.

    with changes.recording(actor, "people.bulk_end", act="people.edit", controller=unit) as it:
        it.update_all(positions, to_day=day)      # the same values in many rows
        it.update(person, email="…")              # one row
        it.update_many([(row, {"name": "…"}), …]) # values of their own
        it.create(position); it.create_many(rows)
        it.delete(position); it.delete_all(rows)
    return it.change_set

It runs in the action's own transaction and asks for no permission: the action has. `undo(actor,
change_set)` is all or nothing, for 30 days, for who did it and for who keeps the register; a row
that has changed since is told by `UndoConflict.differences`. What a room derives from rows
(placements, closure, index) is made again by what it gave to `when_restored`, and `derived(label)`
says which models never stand in the way.

`changes.done(request, message, address, change_set)` goes on with a message that has an "Undo".

`forget(subject_ids)` when people are erased; `empty_old()` every day.

Two people editing the same row: put `SeenVersion` before the form's base, give it `instance=`, and
include "ui/difference.html" in the form's page.
"""

from samlet.web.core.changes.attached import derived
from samlet.web.core.changes.differences import Difference
from samlet.web.core.changes.editing import SeenVersion, require_unchanged, stale_check, version
from samlet.web.core.changes.forgetting import empty_old, forget, over
from samlet.web.core.changes.messages import done, entitle, title_of
from samlet.web.core.changes.recording import Recorder, recording
from samlet.web.core.changes.undoing import (
    UndoConflict,
    can_be_undone,
    may_undo,
    open_until,
    undo,
    when_restored,
)

__all__ = [
    "Difference",
    "Recorder",
    "SeenVersion",
    "UndoConflict",
    "can_be_undone",
    "derived",
    "done",
    "empty_old",
    "entitle",
    "forget",
    "may_undo",
    "open_until",
    "over",
    "recording",
    "require_unchanged",
    "stale_check",
    "title_of",
    "undo",
    "version",
    "when_restored",
]
