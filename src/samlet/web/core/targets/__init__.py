"""Where an organisation wants a figure to be, by when, and who decided it.

set_target(actor, subject=unit.subject, indicator="people.clubs_with_contact", value=…, due=…,
           decided_by="…", decided_on=…)
"""

from samlet.web.core.targets.actions import remove_target, set_target

__all__ = ["remove_target", "set_target"]
