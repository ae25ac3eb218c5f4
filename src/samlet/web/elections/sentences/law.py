"""Where the law says it: the act an election was held under, with its sections."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samlet.election import rules_for
from samlet.web.elections.counting import CouncilView

# The first local elections under the 2023 Act; its sections for who looks ahead.
NEXT = 2027


def seats_law(view: CouncilView) -> str:
    """“Election Act 2002 § 11-12(1)”: how seats are distributed, in the act of that year."""
    return _cited(view.kind, view.year)


def seats_law_ahead(view: CouncilView) -> str:
    """The same rules in the act of the next election, "" when this one already follows it."""
    if rules_for(view.year).act == rules_for(NEXT).act:
        return ""
    return _("The same rules stand in the act the election of %(year)s follows (%(law)s).") % {
        "year": NEXT,
        "law": _cited(view.kind, NEXT),
    }


def _cited(kind: str, year: int) -> str:
    rules = rules_for(year)
    act = _("Election Act 2002") if rules.act == rules_for(2023).act else _("Election Act 2023")
    sections = rules.sections.get(f"{kind} seats", "")
    if kind == "county" and sections:
        sections = f"{sections}, § 11-4"  # § 12-1 points to the divisors of § 11-4
    return f"{act} {sections}".strip()
