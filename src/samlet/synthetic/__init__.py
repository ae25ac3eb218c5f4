"""Invented registers for demonstration, tests and load: people, clubs and workplaces that are not.

`generate(seed, Size.DEMO)` makes Akershus, `Size.NATIONAL` Norway at the size the pages are tested
with. Real structure carries its source; everything else says synthetic=True and has a name that
shows it.
"""

from samlet.synthetic.contacts import reaches_nobody
from samlet.synthetic.making import AS_OF, generate
from samlet.synthetic.names import is_invented
from samlet.synthetic.rows import EdgeRow, FormerName, PersonRow, PositionRow, Register, UnitRow
from samlet.synthetic.sizes import Size

__all__ = [
    "AS_OF",
    "EdgeRow",
    "FormerName",
    "PersonRow",
    "PositionRow",
    "Register",
    "Size",
    "UnitRow",
    "generate",
    "is_invented",
    "reaches_nobody",
]
