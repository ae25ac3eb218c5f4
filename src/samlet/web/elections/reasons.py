"""Why a line or a file was refused, in the reader's language.

The readers in samlet.sources name a reason by a code and know no Django. The sentences stand here
once more so that they are collected for translation; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from samlet.sources import Rejected, UnreadableSource
from samlet.sources.errors import REASONS as OF_SOURCES

# Reasons the database gives, over those the readers give.
OWN: Mapping[str, str] = {
    "unknown_place": gettext_noop("No municipality or county has the number %(number)s."),
    "unknown_name": gettext_noop(
        "No municipality was called %(name)s at the election of %(year)s."
    ),
    "ambiguous_name": gettext_noop(
        "Several municipalities are called %(name)s. The file must say the number."
    ),
    "place_not_then": gettext_noop(
        "%(name)s did not have the number %(number)s at the election of %(year)s."
    ),
    "no_county_council": gettext_noop("%(name)s has no county council."),
    "row_kind_differs": gettext_noop(
        "%(name)s is one list in one place and several lists together in another."
    ),
}

# The sentences of samlet.sources.errors, word for word.
OF_READERS: Mapping[str, str] = {
    "too_large": gettext_noop(
        "The file is %(megabytes)s MB; the largest that is read is %(limit)s MB."
    ),
    "empty_file": gettext_noop("The file is empty."),
    "other_content": gettext_noop(
        "This is %(what)s, not a result file. Save the figures as CSV or JSON first."
    ),
    "unknown_encoding": gettext_noop("The text is neither UTF-8, UTF-16 nor Windows-1252."),
    "unknown_format": gettext_noop(
        "The content is none of the official result files Samlet knows."
    ),
    "invalid_json": gettext_noop("The JSON cannot be read: %(detail)s."),
    "too_deep": gettext_noop("The JSON is nested deeper than any result file."),
    "not_finite": gettext_noop("The JSON holds a number that is not finite: %(value)s."),
    "too_many_lines": gettext_noop(
        "The file has %(found)s lines or contests; no result file has more than %(limit)s."
    ),
    "line_too_long": gettext_noop("A line is longer than any result file has."),
    "wrong_columns": gettext_noop("The columns are not those of this format: %(detail)s."),
    "year_unknown": gettext_noop(
        "The file does not say which election it is from. Put the year in its name, or "
        "say which year."
    ),
    "kind_unknown": gettext_noop(
        "The file does not say which election it is from. Put ko (municipal), fy (county) "
        "or st (Storting) in its name, or say which."
    ),
    "no_results": gettext_noop("The file holds no results."),
    "missing_value": gettext_noop("%(field)s is missing."),
    "not_whole": gettext_noop("%(field)s is not a whole number: %(value)s."),
    "not_number": gettext_noop("%(field)s is not a number: %(value)s."),
    "negative": gettext_noop("%(field)s is negative: %(value)s."),
    "too_big": gettext_noop("%(field)s is larger than any count in Norway: %(value)s."),
    "share_out_of_range": gettext_noop("%(field)s is not between 0 and 100 per cent: %(value)s."),
    "field_count": gettext_noop("The line has %(found)s fields, not %(expected)s."),
    "bad_place_number": gettext_noop("Not the number of a municipality or county: %(value)s."),
    "unknown_place": gettext_noop("No municipality or county is known as %(number)s."),
    "no_name": gettext_noop("A list has neither a code nor a name."),
    "same_list_twice": gettext_noop("Two lists have the same name or code: %(name)s."),
    "lists_missing": gettext_noop(
        "The shares add up to %(found)s per cent: lists are missing. "
        "A Storting election is never settled here, so what is there is kept."
    ),
    "repeated_line": gettext_noop("The line repeats an earlier line and is counted once."),
    "wrong_type": gettext_noop("%(field)s is not what this format holds there."),
    "same_place_twice": gettext_noop("The file has two results for %(number)s."),
    "not_a_council": gettext_noop(
        "Results of %(level)s level are parts or sums of a contest and are not read."
    ),
    "no_lists": gettext_noop("No list has any result."),
    "no_votes": gettext_noop("No list has any ballots."),
    "no_seats": gettext_noop("A council cannot have 0 seats."),
    "even_council": gettext_noop("A council has an odd number of members, but this has %(seats)s."),
    "too_many_seats": gettext_noop(
        "The lists have %(found)s seats, but the council has %(seats)s."
    ),
    "seats_do_not_add_up": gettext_noop(
        "The lists have %(found)s seats together, but the council has %(seats)s."
    ),
    "ballots_do_not_add_up": gettext_noop(
        "The lists and blank ballots make %(found)s, but the file says %(total)s."
    ),
    "parts_do_not_add_up": gettext_noop(
        "%(field)s: the parts make %(found)s, but the file says %(total)s."
    ),
    "list_votes_do_not_add_up": gettext_noop(
        "%(name)s: ballots times seats with cross-list votes make %(found)s list votes, "
        "but the file says %(total)s."
    ),
    "cross_votes_do_not_balance": gettext_noop(
        "The lists received %(received)s cross-list votes but gave %(given)s."
    ),
    "shares_do_not_add_up": gettext_noop("The shares add up to %(found)s per cent."),
    "share_differs": gettext_noop(
        "%(name)s has %(share)s per cent in the file, but its ballots make %(found)s per cent."
    ),
    "group_differs": gettext_noop(
        "The small lists have %(found)s ballots, more than their group: %(total)s."
    ),
    "level_differs": gettext_noop(
        "The polling districts make %(found)s ballots for %(name)s, but the municipality "
        "has %(total)s."
    ),
    "protocol_incomplete": gettext_noop("The protocol lacks %(what)s for %(name)s."),
    "seat_order": gettext_noop("The seats are not numbered 1, 2, 3 and so on: %(value)s."),
    "too_many_voters": gettext_noop(
        "More ballots (%(found)s) than people entitled to vote (%(total)s)."
    ),
}

# What the readers call a thing in a parameter, by what it is called in a sentence. A name that
# stands in the file itself (a column, a key) is not here: it is shown as the file has it.
WORDS: Mapping[str, str] = {
    "a PDF": gettext_noop("a PDF"),
    "a picture (PNG)": gettext_noop("a picture (PNG)"),
    "a picture (JPEG)": gettext_noop("a picture (JPEG)"),
    "a picture (GIF)": gettext_noop("a picture (GIF)"),
    "an old Office document (such as Excel .xls)": gettext_noop(
        "an old Office document (such as Excel .xls)"
    ),
    "a compressed file (gzip)": gettext_noop("a compressed file (gzip)"),
    "a compressed file (bzip2)": gettext_noop("a compressed file (bzip2)"),
    "a compressed file (xz)": gettext_noop("a compressed file (xz)"),
    "a compressed archive (7z)": gettext_noop("a compressed archive (7z)"),
    "a compressed archive (RAR)": gettext_noop("a compressed archive (RAR)"),
    "a database": gettext_noop("a database"),
    "a Parquet table": gettext_noop("a Parquet table"),
    "a program": gettext_noop("a program"),
    "a web page": gettext_noop("a web page"),
    "an XML document": gettext_noop("an XML document"),
    "a text document (RTF)": gettext_noop("a text document (RTF)"),
    "an Excel or other Office document": gettext_noop("an Excel or other Office document"),
    "a ZIP archive": gettext_noop("a ZIP archive"),
    "municipality": gettext_noop("the number of the municipality"),
    "county": gettext_noop("the number of the county"),
    "code": gettext_noop("the code"),
    "name": gettext_noop("the name"),
}
WORDED = {"what", "field", "level"}  # parameters that hold such a word


def sentence(code: str, params: Mapping[str, object]) -> str:
    """A reason in the reader's language, filled in; a code without a sentence is its own."""
    text = OWN.get(code) or OF_READERS.get(code) or OF_SOURCES.get(code)
    if not text:
        return code
    said = gettext(text) % {name: _worded(name, value) for name, value in params.items()}
    return said[:1].upper() + said[1:] if said.startswith(_firsts(params)) else said


def _worded(name: str, value: object) -> object:
    """A parameter in the reader's language, where it is a word of the readers and not of the
    file."""
    word = WORDS.get(str(value)) if name in WORDED else None
    return gettext(word) if word else value


def _firsts(params: Mapping[str, object]) -> tuple[str, ...]:
    """Translated words that a sentence may begin with, to be given a capital letter."""
    found = (WORDS.get(str(value)) for name, value in params.items() if name in WORDED)
    return tuple(gettext(word) for word in found if word)


def told(rejected: Rejected) -> str:
    """Why a line was not used."""
    return sentence(rejected.code, rejected.params)


def refused(error: UnreadableSource) -> str:
    """Why a whole file cannot be read."""
    return sentence(error.why, error.params)
