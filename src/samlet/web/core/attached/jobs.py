"""Each night: files that no document needs any more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core.attached import files
from samlet.web.core.jobs import Progress, daily


@daily("attached.sweep", at="03:55", title=_("Remove files that no document needs"))
def sweep(progress: Progress) -> dict[str, int]:
    return {"removed": files.sweep()}
