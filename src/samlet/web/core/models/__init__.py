"""The tables that every room stands on."""

from samlet.web.core.models.attached import Document, FollowUp, Link, Note
from samlet.web.core.models.audit import (
    AuditEntry,
    AuditHead,
    AuditLink,
    AuditPayload,
    AuditPending,
)
from samlet.web.core.models.calls import CallOutcome
from samlet.web.core.models.changes import Change, ChangeSet
from samlet.web.core.models.imports import ImportBatch, ImportProfile
from samlet.web.core.models.jobs import Job, ScheduledRun
from samlet.web.core.models.personal import (
    Erasure,
    ErasureCount,
    PurposeSetting,
    RetentionRun,
)
from samlet.web.core.models.promises import (
    Promise,
    PromiseCorrection,
    PromiseReply,
    PromiseStep,
)
from samlet.web.core.models.records import Record, Stamp, new_public_id
from samlet.web.core.models.saved_views import DefaultView, SavedView
from samlet.web.core.models.search import SearchEntry, SearchGram, SearchWord
from samlet.web.core.models.subjects import Placement, Reach, Subject, Subjected
from samlet.web.core.models.targets import Target

__all__ = [
    "AuditEntry",
    "AuditHead",
    "AuditLink",
    "AuditPayload",
    "AuditPending",
    "CallOutcome",
    "Change",
    "ChangeSet",
    "DefaultView",
    "Document",
    "Erasure",
    "ErasureCount",
    "FollowUp",
    "ImportBatch",
    "ImportProfile",
    "Job",
    "Link",
    "Note",
    "Placement",
    "Promise",
    "PromiseCorrection",
    "PromiseReply",
    "PromiseStep",
    "PurposeSetting",
    "Reach",
    "Record",
    "RetentionRun",
    "SavedView",
    "ScheduledRun",
    "SearchEntry",
    "SearchGram",
    "SearchWord",
    "Stamp",
    "Subject",
    "Subjected",
    "Target",
    "new_public_id",
]
