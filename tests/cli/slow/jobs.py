"""Long work for the tests that stop a worker in the middle of it."""

from __future__ import annotations

from time import sleep

from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import Progress, job
from samlet.web.core.models import Job


@job("slow.count", title="Count slowly")
def count(progress: Progress, *, steps: int) -> dict[str, int]:
    """Each step leaves one line in the audit trail."""
    progress.begin(steps)
    found = Job.objects.get(pk=progress.job_id)
    for _number in range(progress.checkpoint, steps):
        with progress.step():
            audit.record(SYSTEM, "slow.step", found)
        sleep(0.05)
    return {"steps": steps}
