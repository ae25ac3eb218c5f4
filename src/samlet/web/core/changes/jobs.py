"""The daily work on changes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from samlet.web.core.changes.forgetting import empty_old
from samlet.web.core.jobs import Progress, daily


@daily("changes.empty_old", at="03:40", title=_("Forget changes that can no longer be undone"))
def empty(progress: Progress) -> Mapping[str, int]:
    """What is older than 30 days holds no values any more."""
    return {"rows": empty_old()}
