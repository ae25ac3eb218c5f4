"""Invented registers for demonstration, tests and load: people, clubs and workplaces that are not.

`generate(seed, Size.DEMO)` makes Akershus, `Size.NATIONAL` Norway at the size the pages are tested
with; `messy_workbook` writes people as a volunteer's spreadsheet, with the truth beside it. Real
structure carries its source; everything else says synthetic=True and has a name that shows it.
"""

from samlet.data.fiction import reaches_nobody
from samlet.synthetic.making import AS_OF, generate
from samlet.synthetic.messy import ExpectedRow, MessyWorkbook, messy_workbook
from samlet.synthetic.names import is_invented
from samlet.synthetic.rows import EdgeRow, OtherName, PersonRow, PositionRow, Register, UnitRow
from samlet.synthetic.sizes import Size

__all__ = [
    "AS_OF",
    "EdgeRow",
    "ExpectedRow",
    "MessyWorkbook",
    "OtherName",
    "PersonRow",
    "PositionRow",
    "Register",
    "Size",
    "UnitRow",
    "generate",
    "is_invented",
    "messy_workbook",
    "reaches_nobody",
]
