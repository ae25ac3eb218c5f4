"""Who started a job is found again when it runs, with the grants of that day; and the daily tidying
of sign-in.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.grants.holding import actor_for
from samlet.web.accounts.models import User
from samlet.web.accounts.tidying import forget_expired
from samlet.web.core.actor import Actor
from samlet.web.core.jobs import Progress, daily, register_starter
from samlet.web.core.models import Job


def starter(job: Job) -> Actor | None:
    """None for a user who is closed, or gone: what they began is not done in their name."""
    user = User.objects.filter(pk=job.starter_id or 0, is_active=True).first()
    return actor_for(user, demo=job.starter_kind == "demo") if user else None


register_starter("user", starter)
register_starter("demo", starter)


@daily(
    "accounts.forget_expired", at="03:10", title=_("Forget sessions and links that have run out")
)
def tidy(progress: Progress) -> dict[str, int]:
    return forget_expired()
