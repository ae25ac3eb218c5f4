"""What is held about people, why, for how long, and what erasure does to it: said once, by model.

A room says it in its personal.py. My page, erasure, retention, the record of processing and the
whole-register export follow from what stands here; a later room adds declarations, never code.
"""

from samlet.web.core.personal.declarations import (
    Declaration,
    Fate,
    Identity,
    PersonKind,
    Store,
    all_declarations,
    all_stores,
    declaration_of,
    declare,
    exempt,
    exemptions,
    identify,
    is_declared,
    is_person,
    person_kind,
    person_kinds,
    register_finder,
    store,
    subjects_of,
)
from samlet.web.core.personal.purposes import (
    Keeping,
    Purpose,
    all_purposes,
    declare_purpose,
    purpose_of,
    purposes_in,
    register_official,
)

__all__ = [
    "Declaration",
    "Fate",
    "Identity",
    "Keeping",
    "PersonKind",
    "Purpose",
    "Store",
    "all_declarations",
    "all_purposes",
    "all_stores",
    "declaration_of",
    "declare",
    "declare_purpose",
    "exempt",
    "exemptions",
    "identify",
    "is_declared",
    "is_person",
    "person_kind",
    "person_kinds",
    "purpose_of",
    "purposes_in",
    "register_finder",
    "register_official",
    "store",
    "subjects_of",
]
