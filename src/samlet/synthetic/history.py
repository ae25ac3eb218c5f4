"""What happened to units: merged, closed, renamed and moved, with what was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from samlet.synthetic.dice import Dice
from samlet.synthetic.draft import Draft
from samlet.synthetic.rows import EdgeRow, OtherName, PositionRow, UnitRow
from samlet.synthetic.unions import FIRST_NUMBER

MERGED = date(2024, 1, 1)
MOVED = date(2025, 1, 1)
CLOSED = date(2025, 6, 30)
RENAMED = date(2024, 8, 1)


def happen(draft: Draft) -> None:
    """Branches that merged, clubs that moved, changed their name or closed."""
    dice = Dice(draft.seed, "history")
    few = max(1, draft.amounts.clubs // 250)
    clubs = dice.some(draft.of_kind("club"), 3 * few)
    for number in range(few):
        _merge(draft, dice, number)
    for club in clubs[:few]:
        _rename(draft, club)
    for club in clubs[few : 2 * few]:
        _move(draft, club)
    for number in range(few):
        _close(draft, dice, number)
    draft.change(clubs[-1].key, closed_upwards=True)


def _merge(draft: Draft, dice: Dice, number: int) -> None:
    """An older branch that went into one of today's, and took some of its clubs along."""
    today = dice.pick([u for u in draft.of_kind("union_branch") if not u.valid_to])
    old = draft.add(
        replace(
            today,
            key=f"branch-merged-{number + 1}",
            name=f"{draft.units[_union(draft, today)].short_name} prøveavdeling "
            f"{FIRST_NUMBER - number - 1} (slått sammen)",
            short_name="",
            number=str(FIRST_NUMBER - number - 1),
            email="",
            valid_to=MERGED - timedelta(days=1),
            succeeded_by=today.key,
        )
    )
    for club in draft.of_kind("club"):
        if club.belongs_to == (today.key,) and dice.chance(0.4) and not club.valid_to:
            _moved(draft, club, old, MERGED)


def _union(draft: Draft, branch: UnitRow) -> str:
    above = draft.units[branch.belongs_to[0]]
    return above.key if above.kind == "union" else above.belongs_to[0]


def _rename(draft: Draft, club: UnitRow) -> None:
    before = f"{club.name} (gammelt oppdiktet navn)"
    draft.change(club.key, other_names=(OtherName(before, RENAMED - timedelta(days=1)),))


def _move(draft: Draft, club: UnitRow) -> None:
    """A club that belonged to another branch of its union until a New Year."""
    today = draft.units[club.belongs_to[0]]
    union = _union(draft, today)
    others = [
        unit.key
        for unit in draft.of_kind("union_branch")
        if unit.key != today.key and not unit.valid_to and _union(draft, unit) == union
    ]
    if others:
        _moved(draft, club, others[0], MOVED)


def _moved(draft: Draft, club: UnitRow, before: str, day: date) -> None:
    if any(edge.lower == club.key for edge in draft.past_edges):
        return
    since = min(club.valid_from or day, day - timedelta(days=365))
    draft.change(club.key, valid_from=since)
    draft.past_edges.append(EdgeRow("belongs_to", club.key, before, since, day - timedelta(days=1)))


def _close(draft: Draft, dice: Dice, number: int) -> None:
    """A club and its workplace that are no more, with the leader it had."""
    like = dice.pick([club for club in draft.of_kind("club") if not club.valid_to])
    workplace = draft.add(
        UnitRow(
            key=f"workplace-closed-{number + 1}",
            kind="workplace",
            name=f"Prøvebedrift {number + 1} (nedlagt)",
            municipality_number=like.municipality_number,
            county_number=like.county_number,
            sector="private",
            lies_in=like.lies_in,
            valid_to=CLOSED,
        )
    )
    draft.add(
        replace(
            like,
            key=f"club-closed-{number + 1}",
            name=f"Klubben ved prøvebedrift {number + 1} (nedlagt)",
            short_name="",
            email="",
            valid_from=date(2001, 3, 1),
            valid_to=CLOSED,
            located_at=workplace,
            other_names=(),
        )
    )


def end_with_their_club(draft: Draft) -> None:
    """Leaders of the clubs that closed: people of today who were something there."""
    dice = Dice(draft.seed, "closed clubs")
    stewards = [p for p in draft.positions if p.kind == "shop_steward" and not p.to_day]
    for club in draft.of_kind("club"):
        if club.valid_to:
            person = dice.pick(stewards).person
            draft.positions.append(
                PositionRow(person, club.key, "club_leader", date(2019, 3, 1), club.valid_to)
            )
