"""The tables that every room stands on."""

from samlet.web.core.models.audit import AuditEntry
from samlet.web.core.models.jobs import Job, ScheduledRun
from samlet.web.core.models.records import Record, Stamp, new_public_id
from samlet.web.core.models.subjects import Placement, Reach, Subject, Subjected

__all__ = [
    "AuditEntry",
    "Job",
    "Placement",
    "Reach",
    "Record",
    "ScheduledRun",
    "Stamp",
    "Subject",
    "Subjected",
    "new_public_id",
]
