"""What stands round the figures of the majorities page: sources, the bloc, how it was counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.elections.counting import CouncilView, Standing
from samlet.web.elections.majorities import (
    COUNTRY,
    OSLO,
    Majorities,
    alphabetical,
)
from samlet.web.parties.queries import PartyInfo, in_neutral_order, party_infos
from samlet.web.ui.formats import day, number


def source_text(views: Sequence[CouncilView]) -> str:
    """Who published the figures of some councils, and for which elections.

    A packaged source names every year it covers in brackets; a page needs the publisher alone.
    """
    kinds = {
        "municipal": _("%(publisher)s, municipal council election %(year)s"),
        "county": _("%(publisher)s, county council election %(year)s"),
    }
    said = set()
    for view in views:
        publisher = view.source.partition(":")[0].partition(";")[0].partition("(")[0].strip()
        said.add((view.year, kinds[view.kind] % {"publisher": publisher, "year": view.year}))
    return "; ".join(text for _year, text in sorted(said))


def source_line(views: Sequence[CouncilView]) -> str:
    """Source and date of some councils' figures, in one line."""
    return _("Source: %(source)s, figures of %(day)s") % {
        "source": source_text(views),
        "day": day(max(view.source_day for view in views)),
    }


def figures_day(page: Majorities) -> str:
    """How new the newest figures on the page are."""
    newest = max(view.source_day for view in (*page.councils, *page.above))
    return _("figures of %(day)s") % {"day": day(newest)}


def place_line(page: Majorities) -> str:
    """County, elections and their days."""
    days = sorted({view.day for view in (*page.councils, *page.above)})
    words = {"place": page.county_name, "day": joined([day(value) for value in days])}
    if page.county == COUNTRY:
        return _("The whole country, municipal and county council elections %(day)s") % words
    if page.county == OSLO[0]:
        return _("Oslo, city council election %(day)s") % words
    return _("%(place)s, municipal and county council elections %(day)s") % words


def counting_sentence(page: Majorities) -> str:
    """While a count comes in: how many councils show the new election. "" when all do."""
    new = sum(view.year == page.year for view in page.councils)
    if new == len(page.councils):
        return ""
    return ngettext(
        "%(count)s of %(total)s councils shows the election of %(year)s. The others are not "
        "counted yet and show the one before.",
        "%(count)s of %(total)s councils show the election of %(year)s. The others are not "
        "counted yet and show the one before.",
        new,
    ) % {"count": new, "total": len(page.councils), "year": page.year}


def bloc_sentence(page: Majorities) -> str:
    """Which parties are counted."""
    return _("%(bloc)s: %(parties)s.") % {
        "bloc": page.bloc.name,
        "parties": joined(_party_names(page.bloc.counted, party_infos(page.year))),
    }


def seen_without(page: Majorities) -> str:
    """Which parties of the bloc are left out just now, "" when none is."""
    if not page.bloc.without:
        return ""
    return _("Seen without %(parties)s.") % {
        "parties": joined(_party_names(page.bloc.without, party_infos(page.year)))
    }


def _party_names(codes: Collection[str], infos: Mapping[str, PartyInfo]) -> list[str]:
    found = [infos[code] for code in codes if code in infos]
    return [info.name for info in in_neutral_order(found)]


def proposal_sentence(page: Majorities) -> str:
    """Whether anybody has decided what the bloc is."""
    if page.bloc.is_proposal:
        return _("The bloc is a proposal: no body has decided it.")
    return _("The bloc was decided by %(decided)s.") % {"decided": page.bloc.decided}


def proposal_mark(page: Majorities) -> str:
    """A reminder beside the date that nobody has decided what the bloc is."""
    return _("the bloc is a proposal") if page.bloc.is_proposal else ""


def group_sentence(page: Majorities) -> str:
    """Which councils' small lists are known only as a group, and what is assumed there."""
    count = len(page.grouped)
    if not count:
        return _("Every list is known by its own votes.")
    words = {"count": count, "names": names(page.grouped)}
    return (
        ngettext(
            "In %(count)s council the small lists are known only as a group: their official seats "
            "are held fixed, and distances say “about”. It is %(names)s.",
            "In %(count)s councils the small lists are known only as a group: their official seats "
            "are held fixed, and distances say “about”. They are %(names)s.",
            count,
        )
        % words
    )


def differing_sentence(page: Majorities) -> str:
    """Which councils cross-list votes decided, so that no distance can be shown."""
    count = len(page.differing)
    if not count:
        return _("The ballots alone give the official seats in every council here.")
    return ngettext(
        "In %(count)s council the ballots alone give other seats than the official ones, since "
        "cross-list votes decided: the official seats stand, and no distance is shown. It is "
        "%(names)s.",
        "In %(count)s councils the ballots alone give other seats than the official ones, since "
        "cross-list votes decided: the official seats stand, and no distance is shown. They are "
        "%(names)s.",
        count,
    ) % {"count": count, "names": names(page.differing)}


def check_sentence(page: Majorities) -> str:
    """The check that every council's seats add up to its size."""
    if page.wrong_size:
        wrong = len(page.wrong_size)
        return ngettext(
            "In %(count)s council the seats of the lists do not add up to its size: %(names)s. "
            "Its figures must be corrected.",
            "In %(count)s councils the seats of the lists do not add up to their size: %(names)s. "
            "Their figures must be corrected.",
            wrong,
        ) % {"count": wrong, "names": names(page.wrong_size)}
    known, total = len(page.seats_known), len(page.standings)
    if known < total:
        return ngettext(
            "Checked: in the %(count)s council with official seats, the seats of the lists add up "
            "to its size.",
            "Checked: in the %(count)s councils with official seats, the seats of the lists add "
            "up to their size.",
            known,
        ) % {"count": known}
    return ngettext(
        "Checked: the seats of the lists add up to the council's size.",
        "Checked: in all %(count)s councils the seats of the lists add up to the council's size.",
        total,
    ) % {"count": total}


def joint_lines(page: Majorities) -> list[str]:
    """How each joint list, and each local list somebody counts with the bloc, is counted here."""
    lines = []
    for at, row, counted in page.joint:
        words = {"place": at.council.name, "name": row.name}
        lines.append(
            (
                _("%(place)s: “%(name)s” is counted with the bloc.")
                if counted
                else _("%(place)s: “%(name)s” is not counted with the bloc.")
            )
            % words
        )
    return lines


def names(found: tuple[Standing, ...]) -> str:
    """Names of councils in a sentence."""
    return joined(sorted((at.council.name for at in found), key=alphabetical))


def joined(listed: Sequence[str]) -> str:
    """a, b and c."""
    if len(listed) < 2:
        return "".join(listed)
    return _("%(first)s and %(last)s") % {"first": ", ".join(listed[:-1]), "last": listed[-1]}


def without_sentence(page: Majorities) -> str:
    """What the counts beside the parties are: councils, or seats where there is one council."""
    if len(page.standings) == 1:
        only = page.standings[0]
        return _(
            "%(has)s of %(total)s seats. Left out one at a time, the parties change that to:"
        ) % {"has": number(only.has), "total": number(only.council.seats)}
    return _(
        "Majority in %(has)s of %(total)s councils. Left out one at a time, the parties change "
        "that to:"
    ) % {"has": number(len(page.held)), "total": number(len(page.standings))}


def without_label(name: str, *, left_out: bool) -> str:
    """The link that sees the bloc without a party, or with it again."""
    words = {"party": name}
    return (_("With %(party)s again") if left_out else _("Without %(party)s")) % words
