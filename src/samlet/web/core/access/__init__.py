"""Who may do what with which: one table of roles and acts, one rule of scope."""

from samlet.web.core.access.acts import (
    OPERATOR_SESSION,
    ROLES,
    Act,
    Role,
    act_of,
    acts_of,
    all_acts,
    declare,
)
from samlet.web.core.access.rules import (
    asked_once,
    can,
    get_visible,
    in_registers,
    may,
    not_there,
    reached,
    registers_at,
    require,
    scoped,
    seen_subjects,
    visible,
)

__all__ = [
    "OPERATOR_SESSION",
    "ROLES",
    "Act",
    "Role",
    "act_of",
    "acts_of",
    "all_acts",
    "asked_once",
    "can",
    "declare",
    "get_visible",
    "in_registers",
    "may",
    "not_there",
    "reached",
    "registers_at",
    "require",
    "scoped",
    "seen_subjects",
    "visible",
]
