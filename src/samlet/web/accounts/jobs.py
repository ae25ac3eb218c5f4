"""Who started a job is found again when it runs, with the grants of that day."""

from __future__ import annotations

from samlet.web.accounts.grants.holding import actor_for
from samlet.web.accounts.models import User
from samlet.web.core.actor import Actor
from samlet.web.core.jobs import register_starter
from samlet.web.core.models import Job


def starter(job: Job) -> Actor | None:
    """None for a user who is closed, or gone: what they began is not done in their name."""
    user = User.objects.filter(pk=job.starter_id, is_active=True).first()
    return actor_for(user, demo=job.starter_kind == "demo") if user else None


register_starter("user", starter)
register_starter("demo", starter)
