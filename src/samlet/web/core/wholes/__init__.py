"""Everything one register keeps, in one file of an open format, and back into an empty Samlet.

A room says what of it belongs to a register: `wholes.register(Part(...))`, and what is to be made
again after a file is loaded: `wholes.after_load(...)`. The format: docs/format.md
"""

from samlet.web.core.wholes.loading import Loaded, load_whole
from samlet.web.core.wholes.parts import (
    Part,
    after_load,
    all_parts,
    declared,
    leave_out,
    left_out,
    register,
)
from samlet.web.core.wholes.removing import remove_demonstration
from samlet.web.core.wholes.writing import registers_for, require_register, write_whole

__all__ = [
    "Loaded",
    "Part",
    "after_load",
    "all_parts",
    "declared",
    "leave_out",
    "left_out",
    "load_whole",
    "register",
    "registers_for",
    "remove_demonstration",
    "require_register",
    "write_whole",
]
