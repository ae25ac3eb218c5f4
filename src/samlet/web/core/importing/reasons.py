"""What the reader of sheets has to say, in the reader's language.

The sentences stand in samlet.sources.sheets.reasons and here once more so that they are collected
for translation; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

# What the import itself and the rooms have to say, over what the reader says.
_own: dict[str, str] = {"plain": "%(text)s"}


def add(sentences: Mapping[str, str]) -> None:
    """Sentences of a room's own, by code; English sources marked with gettext_noop."""
    _own.update(sentences)


# The sentences of samlet.sources.sheets.reasons, word for word.
OF_READER: Mapping[str, str] = {
    "empty_file": gettext_noop("The file is empty."),
    "too_large": gettext_noop(
        "The file is %(megabytes)s MB; the largest that is read is %(limit)s MB."
    ),
    "other_content": gettext_noop(
        "This is %(what)s, not a spreadsheet. Save the list as Excel (xlsx) or CSV."
    ),
    "encrypted": gettext_noop(
        "The file is protected by a password. Save it without a password and try again."
    ),
    "zip_bomb": gettext_noop(
        "The file unpacks to far more than any list is (%(megabytes)s MB). It is not opened."
    ),
    "too_large_unpacked": gettext_noop(
        "The file unpacks to %(megabytes)s MB; the most that is read is %(limit)s MB. "
        "Take pictures and sheets that are not needed out of it."
    ),
    "too_many_rows": gettext_noop(
        "A sheet has more than %(limit)s rows. Divide the list and import the parts."
    ),
    "too_many_columns": gettext_noop(
        "A sheet has more than %(limit)s columns. Take out those not needed."
    ),
    "too_many_cells": gettext_noop(
        "The file has more than %(limit)s cells. Take out sheets, rows or columns that "
        "are not needed."
    ),
    "too_many_sheets": gettext_noop(
        "The file has %(found)s sheets; the most that are read is %(limit)s."
    ),
    "line_too_long": gettext_noop("Line %(line)s is far longer than any row of a list."),
    "unknown_encoding": gettext_noop(
        "The letters of the file cannot be read. Save it as CSV in UTF-8, or as Excel."
    ),
    "broken": gettext_noop(
        "The file is damaged or cut off and cannot be opened. Open it in the program it"
        " was made with and save it once more."
    ),
    "no_cells": gettext_noop("The file has no cells that are filled in."),
    "no_table": gettext_noop("No table with headings and rows was found in the sheet."),
    "letters_mixed": gettext_noop(
        "The file mixes two ways of writing letters. Look at æ, ø and å."
    ),
    "letters_guessed": gettext_noop(
        "The file does not say how its letters are written; %(encoding)s was assumed. "
        "Look at æ, ø and å."
    ),
    "letters_repaired": gettext_noop("%(count)s cells had broken letters and were repaired."),
    "strikethrough": gettext_noop(
        "The workbook uses strikethrough. What is struck out is read as if it were not:"
        " look at those rows."
    ),
    "colours": gettext_noop(
        "The workbook uses coloured cells. Colours are not read: if yellow means "
        "something in this list, look at those rows."
    ),
    "hidden_sheets": gettext_noop("The workbook has hidden sheets: %(names)s."),
    "hidden_columns": gettext_noop("Some columns are hidden in the workbook: %(names)s."),
    "quotes_unbalanced": gettext_noop(
        "A quotation mark is never closed; the marks are read as ordinary signs."
    ),
    "no_headings": gettext_noop(
        "No row of headings was found. The columns were judged by what is in them."
    ),
    "blank": gettext_noop("The row is empty."),
    "above_table": gettext_noop("The row stands above the headings."),
    "heading_row": gettext_noop("The row belongs to the headings."),
    "repeated_heading": gettext_noop("The headings are repeated here."),
    "subtotal": gettext_noop("The row is a sum."),
    "comment": gettext_noop("The row is a comment."),
    "footer": gettext_noop("The row is a footer."),
    "lone_cell": gettext_noop(
        "Only one cell of the row is filled in: it may be a heading or a comment."
    ),
    "another_table": gettext_noop("Another table begins here or above. Import it by itself."),
    "heading_known": gettext_noop("The heading is a known name of this field."),
    "heading_alike": gettext_noop("The heading is much like “%(known)s”."),
    "content_fits": gettext_noop("%(percent)s per cent of the cells look like this."),
    "heading_and_content": gettext_noop(
        "The heading is known, and %(percent)s per cent of the cells fit."
    ),
    "content_differs": gettext_noop(
        "The heading is known, but only %(percent)s per cent of the cells fit."
    ),
    "unknown_column": gettext_noop("Nothing tells what this column is."),
    "empty_column": gettext_noop("The column is empty."),
    "same_field": gettext_noop("Column %(column)s fits the same field better."),
    "not_needed": gettext_noop("Samlet has no use for this, so it is not stored."),
    "free_text": gettext_noop("Free text about people is never stored."),
    "member_count": gettext_noop("The number of members is not stored here."),
    "meeting_only": gettext_noop("This belongs to one meeting, not to the register."),
    "refused_national_id": gettext_noop("National identity numbers are never stored."),
    "refused_party": gettext_noop("Which party a person belongs to is never stored."),
    "refused_opinion": gettext_noop("What a person thinks or votes is never stored."),
    "refused_health": gettext_noop("Health, diet and disability are never stored in the register."),
    "refused_bank": gettext_noop("Bank accounts are never stored."),
    "refused_membership": gettext_noop("Samlet is no member register: membership is not stored."),
    "member_register": gettext_noop(
        "This looks like a member register (%(evidence)s). Samlet is no member "
        "register, and such a file is not read. Send a list of those who hold an "
        "office."
    ),
    "looks_like_candidates": gettext_noop(
        "This looks like a list of candidates. A candidacy is never made from a spreadsheet."
    ),
    "looks_like_demands": gettext_noop(
        "This looks like a list of demands, not of people or units."
    ),
    "looks_like_party_contacts": gettext_noop(
        "This looks like contacts of parties. They act through links of their own."
    ),
    "ids_inside": gettext_noop("%(count)s cells hold a national identity number; it is left out."),
    "no_people_or_units": gettext_noop(
        "No column of names was found, neither of people nor of units."
    ),
    "letters_repaired_here": gettext_noop("Broken letters were repaired."),
    "letter_lost": gettext_noop("A letter is lost: a question mark stands in its place."),
    "national_id_removed": gettext_noop("A national identity number was left out."),
    "too_long": gettext_noop("The text is longer than %(limit)s signs."),
    "only_placeholder": gettext_noop("The cell says that it is not known."),
    "name_turned": gettext_noop("The family name stood first."),
    "maybe_family_first": gettext_noop("The family name may stand first."),
    "name_in_capitals": gettext_noop("The name was written in capital letters."),
    "one_name_only": gettext_noop("There is only one name."),
    "name_with_role": gettext_noop("The cell also names an office: %(text)s."),
    "two_people": gettext_noop("The cell seems to name more than one person."),
    "not_a_name": gettext_noop("This does not look like a name."),
    "not_a_phone": gettext_noop("This is not a telephone number."),
    "digits_lost": gettext_noop(
        "The spreadsheet has shortened the number, and its last digits are lost."
    ),
    "phone_too_short": gettext_noop("The number has too few digits."),
    "landline": gettext_noop("This is a fixed line; it cannot receive text messages."),
    "foreign_number": gettext_noop("This is a number in another country."),
    "number_with_price": gettext_noop("This is a service number, not a person's telephone."),
    "several_numbers": gettext_noop(
        "The cell has %(count)s numbers; the first mobile number is used."
    ),
    "words_beside_number": gettext_noop("Words beside the number are left out."),
    "not_an_email": gettext_noop("This is not an e-mail address."),
    "email_without_at": gettext_noop("The e-mail address has no @."),
    "email_at_restored": gettext_noop("The @ was written in another way."),
    "email_maybe": gettext_noop("Perhaps %(suggestion)s is meant."),
    "several_emails": gettext_noop("The cell has %(count)s addresses; the first is used."),
    "shared_mailbox": gettext_noop(
        "This is a shared mailbox: it belongs to a unit, not to a person."
    ),
    "not_a_date": gettext_noop("This is not a date."),
    "no_such_day": gettext_noop("There is no such day: %(text)s."),
    "serial_date": gettext_noop("The date was a serial number of the spreadsheet."),
    "day_month_turned": gettext_noop("Day and month were read the other way round."),
    "about_month": gettext_noop("Only the month is known."),
    "about_season": gettext_noop("Only the part of the year is known."),
    "about_year": gettext_noop("Only the year is known."),
    "year_assumed": gettext_noop("The year is not given; %(year)s is assumed."),
    "date_far_off": gettext_noop("The date is far off."),
    "not_a_year": gettext_noop("This is not a year."),
    "unknown_position": gettext_noop("No office of this name is known: %(text)s."),
    "position_maybe": gettext_noop("Perhaps %(suggestion)s is meant."),
    "party_left_out": gettext_noop(
        "A party stands here. It is left out: is the office public, or has the person agreed?"
    ),
    "political_position": gettext_noop(
        "This is an elected political office. It is taken only from public sources or "
        "by the person's own consent."
    ),
    "position_ended": gettext_noop("The office has ended."),
    "position_ended_unknown_when": gettext_noop("The office has ended, but the day is not given."),
    "not_a_position": gettext_noop("This says nothing of an office."),
    "former_municipality": gettext_noop("%(old)s is now %(new)s."),
    "municipality_divided": gettext_noop("%(old)s was divided between %(new)s. Choose one."),
    "municipality_maybe": gettext_noop("Perhaps %(suggestion)s is meant."),
    "municipality_ambiguous": gettext_noop("More than one municipality has this name: %(names)s."),
    "town_not_municipality": gettext_noop("%(town)s lies in %(municipality)s."),
    "county_not_municipality": gettext_noop("%(name)s is a county, not a municipality."),
    "area_not_municipality": gettext_noop("%(name)s is an area of several municipalities."),
    "number_or_postcode": gettext_noop(
        "A number of four digits may be a postcode or a municipality."
    ),
    "outside_region": gettext_noop("%(name)s lies outside the region."),
    "unknown_municipality": gettext_noop("No municipality of this name is known."),
    "union_ambiguous": gettext_noop("This can mean %(names)s."),
    "union_or_other": gettext_noop(
        "This can mean %(names)s, or something else of the same short name."
    ),
    "former_union": gettext_noop("%(old)s is now %(new)s."),
    "union_outside": gettext_noop("%(name)s belongs to %(confederation)s, not to LO."),
    "union_maybe": gettext_noop("Perhaps %(suggestion)s is meant."),
    "unknown_union": gettext_noop("No union of this name is known."),
    "confederation_not_union": gettext_noop("This is a confederation or cartel, not a union."),
    "not_an_id": gettext_noop("This is not an id that Samlet has given."),
    "not_an_org_number": gettext_noop("This is not an organisation number."),
    "org_number_wrong": gettext_noop("The check digit of the organisation number is wrong."),
    "not_a_postcode": gettext_noop("This is not a postcode."),
    "vague_workplace": gettext_noop("This does not tell which workplace is meant."),
    "unknown_status": gettext_noop("What this says of the person is not known."),
}


def said(code: str, params: Mapping[str, object] | None = None) -> str:
    """The sentence of a reason in the reader's language. Raises KeyError for an unknown code."""
    sentence = _own[code] if code in _own else OF_READER[code]
    return gettext(sentence) % dict(params or {}) if sentence else ""
