"""Long work in the background: declare with @job or @daily, start with start_job.

A job survives a crash and is run again, so its function goes on from `progress.checkpoint` or
begins anew; what must happen once is done in `progress.step()`. docs/running/jobs.md
"""

from samlet.web.core.jobs.actions import cancel_job, restart_job, start_job
from samlet.web.core.jobs.progress import Cancelled, JobFailed, Progress
from samlet.web.core.jobs.registry import PersonalArgument, daily, job
from samlet.web.core.jobs.starters import register_starter

__all__ = [
    "Cancelled",
    "JobFailed",
    "PersonalArgument",
    "Progress",
    "cancel_job",
    "daily",
    "job",
    "register_starter",
    "restart_job",
    "start_job",
]
