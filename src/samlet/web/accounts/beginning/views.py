"""The guide that the first user of a register is met by."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samlet.web.accounts.beginning import guide
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.ui.pages import page


@needs("register.begin")
@require_safe
def begin(request: Request) -> HttpResponse:
    """What is left before the register is in use."""
    steps = guide.steps(request.actor)
    left = sum(not step.done for step in steps)
    context = {"steps": steps, "left": left, "done": len(steps) - left}
    return page(request, "beginning/guide.html", context, mark="internal")
