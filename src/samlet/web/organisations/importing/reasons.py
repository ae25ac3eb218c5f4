"""What an import has to say of organisations: those a row is about, and those it names."""

from __future__ import annotations

from django.utils.translation import gettext_noop

OWN = {
    "no_unit": gettext_noop("The row does not say which organisation it is about."),
    "unknown_unit": gettext_noop("No organisation you can use is called “%(name)s”."),
    "near_units": gettext_noop("No organisation is called “%(name)s”. Is it one of: %(near)s?"),
    "several_units": gettext_noop("Several organisations may be meant: %(near)s."),
    "no_unit_name": gettext_noop("No name of an organisation stands here."),
    "no_such_id": gettext_noop("The id is of no organisation you can see."),
    "no_kind": gettext_noop("The row does not say what kind of organisation it is."),
    "unknown_kind": gettext_noop("No kind of organisation is called “%(name)s”."),
    "no_parent": gettext_noop(
        "The row does not say what it belongs to, or which of the municipalities you work with it "
        "lies in."
    ),
    "parent_left_out": gettext_noop("What it belongs to, in row %(row)s, is left out."),
    "parent_in_doubt": gettext_noop(
        "What it belongs to, in row %(row)s, is in doubt. Settle that first, and import the file "
        "once more."
    ),
    "circle": gettext_noop("It would lie below itself: that would be a circle."),
    "unit_not_yours": gettext_noop("It is there already, and you cannot change it."),
    "same_number": gettext_noop(
        "An organisation with this number is there under another name. Is it the same?"
    ),
    "alike_unit": gettext_noop("An organisation with a name like this is there. Is it the same?"),
    "elsewhere": gettext_noop(
        "An organisation of this name is there, in another place. Is it the same?"
    ),
    "unit_twice": gettext_noop("The same organisation stands in row %(row)s."),
    "kind_stays": gettext_noop("What kind of organisation it is cannot be changed by an import."),
    "end_by_hand": gettext_noop(
        "An import ends no organisation: that is done on the organisation's own page."
    ),
    "belongs_to_several": gettext_noop(
        "It belongs to several already: move it on its own page instead."
    ),
    "not_added_there": gettext_noop("“%(name)s” is not found, so it is not noted here."),
    "own_address": gettext_noop("The address looks like a person's. Is it the organisation's own?"),
}
