"""What an import would do, row by row, and changing nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from samlet.web.core.actor import Actor
from samlet.web.core.importing.kinds import FATES, RowPlan, kind_of
from samlet.web.core.importing.reading import rows_of
from samlet.web.core.jobs import Progress
from samlet.web.core.models import ImportBatch

MANY = 0.3  # a field that changes in more of the rows than this is worth a second look
FEW = 10  # of fewer rows nothing can be said
STEP = 200  # rows between two words of how far it has come


def make_plan(actor: Actor, batch: ImportBatch, progress: Progress | None = None) -> dict[str, Any]:
    """The plan of the whole batch, as it is kept and shown."""
    planner = kind_of(batch.kind).planner(actor, batch)
    plans: list[RowPlan] = []
    for n, row in enumerate(rows_of(batch), start=1):
        plans.append(planner.plan(row))
        if progress is not None and n % STEP == 0:
            progress.advance(STEP)
    planner.finish(plans)
    if progress is not None:
        progress.advance(len(plans) % STEP)
    counts = Counter(made.fate for made in plans)
    return {
        "rows": [vars(made) for made in plans],
        "counts": {fate: counts.get(fate, 0) for fate in FATES},
        "warnings": [list(one) for one in (*_warnings(batch, plans), *planner.warnings(plans))],
        "missing": planner.missing(plans),
    }


def _warnings(batch: ImportBatch, plans: Sequence[RowPlan]) -> list[tuple[str, int]]:
    """What somebody must take note of, whatever the rows are."""
    found: list[tuple[str, int]] = []
    known = [made for made in plans if made.target]
    changed = Counter(name for made in known for name in made.values if made.old.get(name))
    if len(known) >= FEW:
        found.extend((f"many:{name}", n) for name, n in changed.items() if n > MANY * len(known))
    if rejected := sum(made.fate == "rejected" for made in plans):
        found.append(("rejected", rejected))
    if refused := sum(one[2] == "refused" for one in batch.table["columns"]):
        found.append(("refused", refused))
    return found
