"""The law of local elections as code: numbers in, numbers out.

Votes are whole numbers and stay so; no decision of law is taken on a rounded number. Method, with
the sections of the acts: docs/method/settlement.md.
"""

from samlet.election.apportionment import IntArray, InvalidRow, Settlement, settle
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
    "fewest_votes",
    "list_votes",
    "majority",
    "margins",
    "max_slengere",
    "rules_for",
    "settle",
    "settle_contest",
]
