"""The generator: one seed and a size give one register, the same on every machine."""

from __future__ import annotations

from datetime import date

from samlet.synthetic import ground, history, people, politics, unions, work
from samlet.synthetic.draft import Draft
from samlet.synthetic.rows import Register
from samlet.synthetic.sizes import Size

# No clock: offices, confirmations and closures are counted from this day unless another is given.
AS_OF = date(2026, 11, 1)


def generate(seed: int, size: Size, *, as_of: date = AS_OF) -> Register:
    """Make a register of invented people in real and invented units.

    Rows that are real (municipalities' councils, LO, unions, parties) say synthetic=False and give
    their source; every club, workplace, branch, committee and person is invented and says so.
    Raises ValueError for a day before 2026, where the history would not fit.
    """
    if as_of < date(2026, 1, 1):
        raise ValueError(as_of)
    draft = Draft(seed, size.amounts, as_of)
    ground.lay(draft)
    unions.found_local_organisations(draft)
    ground.seat_councils(draft)
    unions.found_unions(draft)
    politics.elect(draft)
    politics.cooperate(draft)
    branches = unions.found_branches(draft)
    trades = work.open_workplaces(draft)
    unions.found_clubs(draft, trades, branches)
    history.happen(draft)
    people.appoint(draft)
    history.end_with_their_club(draft)
    return Register(
        seed=seed,
        size=size.name.lower(),
        as_of=as_of,
        units=tuple(draft.units.values()),
        people=tuple(draft.people),
        positions=tuple(draft.positions),
        past_edges=tuple(draft.past_edges),
    )
