"""Long work for the tests that stop a worker in the middle of it."""

from __future__ import annotations

from time import sleep

from django.db import transaction

from samlet.web.core.jobs import Progress, job
from samlet.web.core.models import Stamp, new_public_id


@job("slow.count", title="Count slowly")
def count(progress: Progress, *, steps: int) -> dict[str, int]:
    """Each step leaves one row that names the job."""
    progress.begin(steps)
    for _number in range(progress.checkpoint, steps):
        with progress.step():
            Stamp.objects.create(key=f"slow {new_public_id()}", value=progress.public_id)
        sleep(0.05)
    return {"steps": steps}


@job("slow.hold", title="Hold the database", messages={"holding": "Holding."})
def hold(progress: Progress, *, steps: int) -> dict[str, int]:
    """All or nothing, in one transaction that lasts."""
    progress.begin(steps, "holding")
    with transaction.atomic():
        Stamp.objects.create(key=f"slow {new_public_id()}", value=progress.public_id)
        for _number in range(steps):
            progress.advance()
            sleep(0.05)
    return {"steps": steps}
