"""What core itself keeps for a register: what it says of purposes, tasks, promises and targets."""

from __future__ import annotations

from collections.abc import Iterator

from samlet.web.core.wholes.parts import Part, leave_out

_RECORD = "created_at"


def furniture() -> Iterator[Part]:
    """After the rooms' own parts, which these point at."""
    yield Part(
        "purposes",
        "core.PurposeSetting",
        ("contact", "contact_email", "keep_days"),
        "controller",
        ("controller", "purpose"),
    )
    yield Part(
        "follow_ups",
        "core.FollowUp",
        (
            *(_RECORD, "subject", "controller", "kind", "what", "about_person"),
            *("who", "due", "done_at"),
        ),
        "controller",
    )
    yield Part(
        "calls",
        "core.CallOutcome",
        (_RECORD, "subject", "controller", "source", "item", "outcome", "until"),
        "controller",
    )
    yield Part("notes", "core.Note", (_RECORD, "subject", "controller", "text"), "controller")
    yield Part(
        "links", "core.Link", (_RECORD, "subject", "controller", "title", "url"), "controller"
    )
    yield Part(
        "documents",
        "core.Document",
        (_RECORD, "subject", "controller", "name", "sha256", "content_type", "size"),
        "controller",
        file="sha256",
    )
    yield Part(
        "saved_views",
        "core.SavedView",
        (_RECORD, "list_key", "name", "query", "owner", "unit"),
        "unit__controller",
    )
    yield Part(
        "promises",
        "core.Promise",
        (
            *(_RECORD, "subject", "controller", "text", "source", "source_url"),
            *("day", "deadline", "stage"),
        ),
        "controller",
    )
    yield Part(
        "promise_steps",
        "core.PromiseStep",
        (
            *(_RECORD, "promise", "stage", "day", "evidence", "evidence_url"),
            *("recorded_by", "checked_by", "checked_at"),
        ),
        "promise__controller",
    )
    yield Part(
        "promise_replies",
        "core.PromiseReply",
        (_RECORD, "promise", "text", "source", "day"),
        "promise__controller",
    )
    yield Part(
        "promise_corrections",
        "core.PromiseCorrection",
        (_RECORD, "promise", "before", "after", "why", "corrected_by"),
        "promise__controller",
    )
    yield Part(
        "targets",
        "core.Target",
        (
            *(_RECORD, "indicator", "subject", "controller", "value", "due"),
            *("baseline", "baseline_day", "decided_by", "decided_on"),
        ),
        "controller",
    )
    yield Part(
        "import_profiles",
        "core.ImportProfile",
        (_RECORD, "fields"),
        "controller",
        ("kind", "controller"),
    )
    yield Part(
        "erasure_counts",
        "core.ErasureCount",
        ("people", "rows"),
        "controller",
        ("controller", "month", "reason"),
    )
    _without()


def _without() -> None:
    leave_out(
        "worked out anew when the file is loaded",
        *("core.Placement", "core.Reach", "core.SearchEntry", "core.SearchWord"),
        "core.SearchGram",
    )
    leave_out("written with what it is the record of", "core.Subject")
    leave_out(
        "the account of what was done where it was done; a backup holds it",
        *("core.AuditEntry", "core.AuditPayload", "core.AuditPending", "core.AuditLink"),
        *("core.AuditHead", "core.ChangeSet", "core.Change"),
    )
    leave_out(
        "work under way in one installation",
        *("core.Stamp", "core.Job", "core.ScheduledRun", "core.RetentionRun", "core.Erasure"),
    )
    leave_out("a table on its way in, kept for a day", "core.ImportBatch")
    leave_out("one user's own choice of view", "core.DefaultView")
    leave_out(
        "official figures and places that every installation has",
        *("places.County", "places.Municipality", "places.NumberChange"),
        *("parties.Party", "parties.PartyName", "parties.JointList", "parties.Bloc"),
        *("parties.BlocList", "parties.Statement"),
    )
