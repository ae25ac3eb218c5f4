"""Who may do what with which: one table of roles and acts, one rule of scope."""

from samlet.web.core.access.acts import ROLES, Act, Role, acts_of, all_acts, declare
from samlet.web.core.access.rules import (
    can,
    get_visible,
    may,
    registers_at,
    require,
    scoped,
    seen_subjects,
    visible,
)

__all__ = [
    "ROLES",
    "Act",
    "Role",
    "acts_of",
    "all_acts",
    "can",
    "declare",
    "get_visible",
    "may",
    "registers_at",
    "require",
    "scoped",
    "seen_subjects",
    "visible",
]
