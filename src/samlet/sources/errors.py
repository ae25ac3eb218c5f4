"""What can be wrong with a result file, in words that can be translated.

A reason is a code with named parameters. `REASONS` holds the English sentence of each code, with
`%(name)s` where a parameter goes; the web passes the sentence through gettext before filling it.
`UnreadableSource` refuses a whole file; a `Rejected` line (see `samlet.sources.rows`) leaves out
the contest it belongs to and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

# The sentences say what and where, and what to do next when the reader can do something.
REASONS: Mapping[str, str] = {
    # the whole file
    "too_large": "The file is %(megabytes)s MB; the largest that is read is %(limit)s MB.",
    "empty_file": "The file is empty.",
    "other_content": "This is %(what)s, not a result file. Save the figures as CSV or JSON first.",
    "unknown_encoding": "The text is neither UTF-8, UTF-16 nor Windows-1252.",
    "unknown_format": "The content is none of the official result files Samlet knows.",
    "invalid_json": "The JSON cannot be read: %(detail)s.",
    "too_deep": "The JSON is nested deeper than any result file.",
    "not_finite": "The JSON holds a number that is not finite: %(value)s.",
    "too_many_lines": "The file has %(found)s lines or contests; "
    "no result file has more than %(limit)s.",
    "line_too_long": "A line is longer than any result file has.",
    "wrong_columns": "The columns are not those of this format: %(detail)s.",
    "year_unknown": "The file does not say which election it is from. "
    "Put the year in its name, or say which year.",
    "kind_unknown": "The file does not say which election it is from. "
    "Put ko (municipal), fy (county) or st (Storting) in its name, or say which.",
    "no_results": "The file holds no results.",
    # one line or list
    "missing_value": "%(field)s is missing.",
    "not_whole": "%(field)s is not a whole number: %(value)s.",
    "not_number": "%(field)s is not a number: %(value)s.",
    "negative": "%(field)s is negative: %(value)s.",
    "too_big": "%(field)s is larger than any count in Norway: %(value)s.",
    "share_out_of_range": "%(field)s is not between 0 and 100 per cent: %(value)s.",
    "field_count": "The line has %(found)s fields, not %(expected)s.",
    "bad_place_number": "Not the number of a municipality or county: %(value)s.",
    "unknown_place": "No municipality or county is known as %(number)s.",
    "no_name": "A list has neither a code nor a name.",
    "same_list_twice": "Two lists have the same name or code: %(name)s.",
    "lists_missing": "The shares add up to %(found)s per cent: lists are missing. "
    "A Storting election is never settled here, so what is there is kept.",
    "repeated_line": "The line repeats an earlier line and is counted once.",
    "wrong_type": "%(field)s is not what this format holds there.",
    # one contest
    "same_place_twice": "The file has two results for %(number)s.",
    "not_a_council": "Results of %(level)s level are parts or sums of a contest and are not read.",
    "no_lists": "No list has any result.",
    "no_votes": "No list has any ballots.",
    "no_seats": "A council cannot have 0 seats.",
    "even_council": "A council has an odd number of members, but this has %(seats)s.",
    "too_many_seats": "The lists have %(found)s seats, but the council has %(seats)s.",
    "seats_do_not_add_up": "The lists have %(found)s seats together, "
    "but the council has %(seats)s.",
    "ballots_do_not_add_up": "The lists and blank ballots make %(found)s, "
    "but the file says %(total)s.",
    "parts_do_not_add_up": "%(field)s: the parts make %(found)s, but the file says %(total)s.",
    "list_votes_do_not_add_up": "%(name)s: ballots times seats with cross-list votes make "
    "%(found)s list votes, but the file says %(total)s.",
    "cross_votes_do_not_balance": "The lists received %(received)s cross-list votes "
    "but gave %(given)s.",
    "shares_do_not_add_up": "The shares add up to %(found)s per cent.",
    "share_differs": "%(name)s has %(share)s per cent in the file, "
    "but its ballots make %(found)s per cent.",
    "group_differs": "The small lists have %(found)s ballots, more than their group: %(total)s.",
    "level_differs": "The polling districts make %(found)s ballots for %(name)s, "
    "but the municipality has %(total)s.",
    "protocol_incomplete": "The protocol lacks %(what)s for %(name)s.",
    "seat_order": "The seats are not numbered 1, 2, 3 and so on: %(value)s.",
    "too_many_voters": "More ballots (%(found)s) than people entitled to vote (%(total)s).",
}


def sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    """The English sentence of a reason, filled in; a code that has none is its own sentence."""
    return REASONS[code] % dict(params or {}) if code in REASONS else code


class UnreadableSource(ValueError):
    """A file that cannot be read at all: which, where, and why.

    why is a code of REASONS with its params, or a finished English sentence. line counts from 1
    and is None when the trouble is not in one line.
    """

    def __init__(
        self,
        file: str,
        line: int | None,
        why: str,
        params: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(file, line, why)
        self.file = file
        self.line = line
        self.why = why
        self.params = dict(params or {})

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {sentence(self.why, self.params)}"
