"""The law of local elections as code: numbers in, numbers out.

Votes are whole numbers and stay so; no decision of law is taken on a rounded number. Method, with
the sections of the acts: docs/method/settlement.md.
"""

from samlet.election.answer import answer
from samlet.election.apportionment import IntArray, InvalidRow, Settlement, settle
from samlet.election.board import Board, executive_board
from samlet.election.candidates import (
    Candidate,
    CandidateRanking,
    rank_council_candidates,
    rank_county_candidates,
)
from samlet.election.contest import (
    Award,
    Contest,
    ContestSettlement,
    ListEntry,
    settle_contest,
)
from samlet.election.errors import InvalidCount, MajorityElection
from samlet.election.government import Majority, Single, fewest_votes, majority
from samlet.election.lists import list_votes, max_slengere
from samlet.election.margins import Margin, margins
from samlet.election.rules import RuleSet, rules_for

__all__ = [
    "Award",
    "Board",
    "Candidate",
    "CandidateRanking",
    "Contest",
    "ContestSettlement",
    "IntArray",
    "InvalidCount",
    "InvalidRow",
    "ListEntry",
    "Majority",
    "MajorityElection",
    "Margin",
    "RuleSet",
    "Settlement",
    "Single",
    "answer",
    "executive_board",
    "fewest_votes",
    "list_votes",
    "majority",
    "margins",
    "max_slengere",
    "rank_council_candidates",
    "rank_county_candidates",
    "rules_for",
    "settle",
    "settle_contest",
]
