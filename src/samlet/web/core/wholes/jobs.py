"""Writing a whole register takes a while, so it is done in the background."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samlet.web.core.jobs import Progress, daily, job
from samlet.web.core.models import Job, Subject
from samlet.web.core.wholes import files
from samlet.web.core.wholes.writing import write_whole

KIND = "register.export"


def _page(job: Job) -> str:
    return reverse("wholes:take")


@job(KIND, title=_("Write the whole register to a file"), result_href=_page)
def export(progress: Progress, register: str) -> dict[str, int]:
    """Written anew when it is run again; the actor's grants of today are asked."""
    progress.begin(1)
    target = files.file_of(Job.objects.get(pk=progress.job_id))
    subject = Subject.objects.get(public_id=register)
    rows = write_whole(progress.actor, register=subject, target=target)
    progress.advance()
    return {"rows": rows}


@daily("register.export.sweep", at="04:20", title=_("Remove files of registers nobody fetched"))
def sweep(progress: Progress) -> dict[str, int]:
    """They wait for a day."""
    return {"files": files.sweep()}
