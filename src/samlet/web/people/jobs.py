"""Background work on people: erasing one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core.jobs import Progress, job
from samlet.web.core.personal import erasure


@job(erasure.JOB, title=_("Erase a person"))
def erase(progress: Progress, erasure: str) -> dict[str, int]:
    """Rows first, then the files; taken up where it was when it is run again."""
    progress.begin(1)
    rows = _execute(erasure)
    progress.advance()
    return {"rows": rows}


_execute = erasure.execute
