"""The daily work on the index."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from samlet.web.core.jobs import Progress, daily
from samlet.web.core.search.actions import reindex_all


@daily("search.reindex", at="03:20", title=_("Bring the search up to date"))
def bring_up_to_date(progress: Progress) -> Mapping[str, int]:
    """An office that ended yesterday, or a club whose name changed, is found as it is today."""
    return {"rows": sum(reindex_all().values())}
