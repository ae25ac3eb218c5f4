"""Background work on people: erasing one, and letting go of those whose time is over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import Progress, daily, job
from samlet.web.core.personal import erasure as erasing
from samlet.web.core.personal import retention
from samlet.web.people.privacy import consenting

ASKED_FOR = timedelta(days=90)

__all__ = ["erase", "lapse", "let_go"]


@job(erasing.JOB, title=_("Erase a person"))
def erase(progress: Progress, erasure: str) -> dict[str, int]:
    """Rows first, then the files; taken up where it was when it is run again."""
    progress.begin(1)
    rows = erasing.execute(erasure)
    progress.advance()
    return {"rows": rows}


@daily("personal.retention", at="03:40", title=_("Erase people whose retention time is over"))
def let_go(progress: Progress) -> dict[str, int]:
    """Erases those whose day has come, then marks the next; nothing is marked twice."""
    progress.begin(1)
    done = retention.sweep()
    progress.advance()
    return done


@daily("people.consent_requests", at="03:50", title=_("Stop asking who has not answered"))
def lapse(progress: Progress) -> dict[str, int]:
    """A question of consent stands for 90 days."""
    progress.begin(1)
    gone = consenting.let_lapse(SYSTEM, before=timezone.now() - ASKED_FOR)
    progress.advance()
    return {"rows": gone}
