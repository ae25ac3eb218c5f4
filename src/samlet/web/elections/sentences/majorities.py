"""What the page of majorities says in words: headline, distances, notes. Never tells whom to
vote for, and never names a party in a headline.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.elections.counting import Basis, CouncilView, Distance, Standing
from samlet.web.elections.majorities import (
    CLOSE,
    COUNTRY,
    OSLO,
    Majorities,
    Show,
)
from samlet.web.ui.formats import number, percent
from samlet.web.ui.formats import votes as count_votes


def headline(page: Majorities) -> str:
    """The page's first sentence: how many majorities there are, and how near the nearest is."""
    sentences = [_how_many(page), _nearest(page)]
    if page.bloc.without and not page.bloc.counted:
        sentences.append(_("None of the bloc's parties is counted."))
    elif page.bloc.without:
        left_out = len(page.bloc.without)
        sentences.append(
            ngettext(
                "Counted without one of the parties.",
                "Counted without %(count)s of the parties.",
                left_out,
            )
            % {"count": left_out}
        )
    return " ".join(sentence for sentence in sentences if sentence)


def _how_many(page: Majorities) -> str:
    has, total = len(page.held), len(page.standings)
    words = {
        "bloc": page.bloc.adjective,
        "Bloc": capfirst(page.bloc.adjective),
        "has": has,
        "total": total,
        "county": page.county_name,
    }
    if page.county == OSLO[0]:
        return (
            _("%(Bloc)s majority in Oslo's city council today.")
            if has
            else _("No %(bloc)s majority in Oslo's city council today.")
        ) % words
    if page.county == COUNTRY:
        words |= {
            "counties": sum(at.has_majority for at in page.county_councils),
            "county_total": len(page.county_councils),
        }
        return (
            _(
                "%(Bloc)s majority in %(has)s of %(total)s municipal councils and "
                "%(counties)s of %(county_total)s county councils today."
            )
            % words
        )
    if has == 0:
        return _("No %(bloc)s majority in any of the %(total)s councils today.") % words
    if has == total:
        return _("%(Bloc)s majority in all %(total)s councils today.") % words
    return _("%(Bloc)s majority in %(has)s of %(total)s councils today.") % words


def _nearest(page: Majorities) -> str:
    if page.county == OSLO[0]:
        return _oslo(page.standings[0])
    if not page.missing:
        return _slimmest(page)
    if not page.bloc.counted:
        return ""
    if page.county == COUNTRY and page.close:
        return ngettext(
            "In %(count)s more, less than %(limit)s of the votes were missing.",
            "In %(count)s more, less than %(limit)s of the votes were missing.",
            len(page.close),
        ) % {"count": len(page.close), "limit": percent(CLOSE, 0)}
    return _first_missing(page.missing[0])


def _first_missing(at: Standing) -> str:
    if at.distance is None:
        return _("How much was missing in the others is not known.")
    words = {"place": at.council.name, "votes": votes_text(at.distance)}
    if at.distance.within_reach:
        return (
            _("In %(place)s so little was missing that personal votes may have decided it.") % words
        )
    if at.distance.share < CLOSE:
        return _("In %(place)s %(votes)s were missing.") % words
    return _("Nearest is %(place)s, where %(votes)s were missing.") % words


def _slimmest(page: Majorities) -> str:
    known = [at for at in page.held if at.distance]
    if not known or known[0].distance is None:
        return ""
    return _("It is slimmest in %(place)s, held by %(votes)s.") % {
        "place": known[0].council.name,
        "votes": votes_text(known[0].distance),
    }


def _oslo(at: Standing) -> str:
    if not at.codes:
        return ""
    if at.distance is None:
        return _("How far it was is not known.")
    words = {"votes": capfirst(votes_text(at.distance))}
    return (_("%(votes)s held it.") if at.has_majority else _("%(votes)s were missing.")) % words


def votes_text(distance: Distance) -> str:
    """36 votes, or about 1,888 votes."""
    if distance.votes is None:
        return ""
    counted = count_votes(distance.votes)
    return _("about %(votes)s") % {"votes": counted} if distance.about else counted


def missing_text(at: Standing) -> str:
    """3 seats missing, exactly a majority, 2 seats more than needed."""
    if at.missing > 0:
        return ngettext("%(count)s seat missing", "%(count)s seats missing", at.missing) % {
            "count": number(at.missing)
        }
    if at.missing == 0:
        return _("exactly a majority")
    spare = -at.missing
    return ngettext("%(count)s seat to spare", "%(count)s seats to spare", spare) % {
        "count": number(spare)
    }


def seats_sentence(at: Standing) -> str:
    """20 of 51 seats; a majority is 26; 6 are missing."""
    words = {"has": at.has, "total": at.council.seats, "needs": at.needs}
    if at.missing > 0:
        return ngettext(
            "%(has)s of %(total)s seats. A majority is %(needs)s, so %(missing)s is missing.",
            "%(has)s of %(total)s seats. A majority is %(needs)s, so %(missing)s are missing.",
            at.missing,
        ) % {**words, "missing": at.missing}
    if at.missing == 0:
        return _("%(has)s of %(total)s seats. A majority is %(needs)s: just enough.") % words
    return ngettext(
        "%(has)s of %(total)s seats. A majority is %(needs)s: %(spare)s more than needed.",
        "%(has)s of %(total)s seats. A majority is %(needs)s: %(spare)s more than needed.",
        -at.missing,
    ) % {**words, "spare": -at.missing}


def distance_sentence(at: Standing) -> str:
    """How far, with its interval, for the body at the top of the page."""
    distance = at.distance
    if distance is None:
        return _("How far it was is not known: %(why)s.") % {"why": unknown_why(at)}
    if at.council.unit_is_votes:
        words = {"votes": votes_text(distance), "percent": percent(distance.share)}
        if at.has_majority:
            return (
                _(
                    "The majority held by %(votes)s, %(percent)s of those cast: that many more "
                    "would have given the others the majority."
                )
                % words
            )
        return _("Missing: %(votes)s, %(percent)s of those cast.") % words
    words = {
        "points": number(distance.share * 100, 1),
        "low": number(distance.low * 100, 1),
        "high": number(distance.high * 100, 1),
    }
    if at.has_majority:
        return (
            _(
                "The majority held by about %(points)s percentage points; between %(low)s and "
                "%(high)s, since the published shares are rounded."
            )
            % words
        )
    return (
        _(
            "About %(points)s percentage points were missing; between %(low)s and %(high)s, since "
            "the published shares are rounded."
        )
        % words
    )


def rounding_sentence(view: CouncilView) -> str:
    """Where rounding decides a seat, the page says so."""
    if not view.rounding_decides:
        return ""
    return _(
        "The published shares are too coarse to tell who won the last seat; the official seats do."
    )


def unknown_why(at: Standing) -> str:
    """Why no distance is shown: words that follow "not known:"."""
    view = at.council
    if view.basis == Basis.DIFFERS:
        return _("cross-list votes decided")
    if view.basis == Basis.LOT:
        return _("the last seat was drawn by lot")
    if view.basis == Basis.NONE or view.settlement is None:
        return _("too little is published to settle it")
    if not at.codes:
        return _("the bloc had no list here")
    return _("no other list stood")


def distance_note(at: Standing) -> str:
    """What a reader must know about a distance in the list."""
    if at.council.basis == Basis.COMPUTED:
        return _("official seats are not in yet")
    if at.distance is None:
        return ""
    if at.distance.within_reach:
        return _("within reach of personal votes")
    if at.council.basis == Basis.ABOUT:
        return _("small lists known only as a group")
    if at.council.estimated:
        return _("some votes worked out from shares")
    return ""


def distance_cell(at: Standing) -> str:
    """The list's main cell: 36 votes missing, held by 13 votes, not known: …"""
    distance = at.distance
    if distance is None:
        if at.council.basis in (Basis.DIFFERS, Basis.LOT, Basis.NONE):
            return _("not known: %(why)s") % {"why": unknown_why(at)}
        return unknown_why(at)
    words = {"votes": votes_text(distance)}
    return (_("held by %(votes)s") if at.has_majority else _("%(votes)s missing")) % words


def points_cell(at: Standing) -> str:
    """A county council's distance in percentage points: 20.0 missing (19.5–20.6)."""
    distance = at.distance
    if distance is None:
        return _("not known")
    words = {
        "points": number(distance.share * 100, 1),
        "low": number(distance.low * 100, 1),
        "high": number(distance.high * 100, 1),
    }
    return (
        _("held by %(points)s (%(low)s–%(high)s)")
        if at.has_majority
        else _("%(points)s missing (%(low)s–%(high)s)")
    ) % words


def show_label(show: Show) -> str:
    """A choice of the filter."""
    return {
        Show.ALL: _("All councils"),
        Show.MISSING: _("Majority missing"),
        Show.HELD: _("Majority held"),
        Show.CLOSE: _("Close: under %(limit)s of the votes") % {"limit": percent(CLOSE, 0)},
        Show.UNKNOWN: _("Distance not known"),
    }[show]


def list_caption(count: int, total: int, *, by_distance: bool) -> str:
    """What the list holds just now."""
    words = {"count": number(count), "total": number(total)}
    if by_distance:
        return _("%(count)s of %(total)s councils, nearest to a majority first") % words
    return _("%(count)s of %(total)s councils") % words


def map_says(at: Standing) -> str:
    """What a screen reader hears of a council on the map."""
    return _("%(has)s of %(total)s seats, %(missing)s, %(distance)s") % {
        "has": at.has,
        "total": at.council.seats,
        "missing": missing_text(at),
        "distance": distance_cell(at),
    }


def share_limit(low: Decimal | None, high: Decimal | None) -> str:
    """A size class of the map."""
    if high is None:
        return _("%(low)s or more of the votes missing") % {"low": percent(low or 0, 0)}
    if low is None:
        return _("under %(high)s of the votes missing") % {"high": percent(high, 0)}
    return _("%(low)s to %(high)s missing") % {"low": percent(low, 0), "high": percent(high, 0)}


def map_title(page: Majorities) -> str:
    """The map's name."""
    if page.county == COUNTRY:
        return _("How near a %(bloc)s majority is in every council") % {"bloc": page.bloc.adjective}
    return _("How near a %(bloc)s majority is in the councils of %(county)s") % {
        "bloc": page.bloc.adjective,
        "county": page.county_name,
    }


def map_text(page: Majorities) -> str:
    """How to read the map."""
    if page.county == COUNTRY:
        return _(
            "The colour shows how much of the votes was missing; darkest is a majority. The list "
            "beneath has the same figures."
        )
    return _(
        "The colour shows how much of the votes was missing. The fraction is the seats, and "
        "✓ a majority. The list beneath has the same figures."
    )


def top_title(page: Majorities) -> str:
    """The heading over the hemicycle."""
    if page.county == OSLO[0]:
        return _("The city council of Oslo")
    return _("The county council of %(county)s") % {"county": page.county_name}


def oslo_note(page: Majorities) -> str:
    """Why Oslo's page shows a city council."""
    if page.county != OSLO[0]:
        return ""
    return _(
        "Oslo is both a municipality and a county and has no county council: the city council "
        "does the work of both."
    )
