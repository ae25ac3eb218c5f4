"""What core itself keeps for a register: what it says of purposes, tasks, promises and targets."""

from __future__ import annotations

from collections.abc import Iterator

from samlet.web.core.wholes.parts import Part

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
        (_RECORD, "subject", "controller", "kind", "what", "about_person", "due", "done_at"),
        "controller",
    )
    yield Part("notes", "core.Note", (_RECORD, "subject", "controller", "text"), "controller")
    yield Part(
        "links", "core.Link", (_RECORD, "subject", "controller", "title", "url"), "controller"
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
