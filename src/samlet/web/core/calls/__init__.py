"""Call today: every part offers contacts that are due, and one page shows them all.

    calls.register(calls.Source(key="people.stale_contact", title=_("…"), act="people.edit",
                                due=due, one=one, reached=confirm))

due: (actor, day) → calls that are due, scoped; one: (actor, item) → that call, if it is due still;
reached: what a call that got through does. Outcomes are one tap, and never words about anybody.
"""

from samlet.web.core.calls.queries import calls_due
from samlet.web.core.calls.registry import Call, Source, register

__all__ = ["Call", "Source", "calls_due", "register"]
