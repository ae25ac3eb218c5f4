"""The front page's card of the majorities in the home county."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samlet.web.core import front
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.elections.majorities import majorities
from samlet.web.elections.sentences.majorities import headline
from samlet.web.parties.queries import blocs


def card(_actor: Actor) -> front.Next | None:
    """The sentence of the page of majorities; None before any figures are there."""
    known = blocs()
    try:
        found = majorities(settings.HOME_COUNTY, known[0]) if known else None
    except NotFound:
        found = None
    if found is None:
        return None
    return front.Next(
        title=_("Majorities"),
        text=headline(found),
        href=reverse("elections:majorities_home"),
        label=_("See the majorities"),
        figure=_("%(has)s of %(total)s") % {"has": len(found.held), "total": len(found.standings)},
    )


def register() -> None:
    """Offer it, from AppConfig.ready()."""
    front.register(front.Card("elections.majorities", "majorities.view", card, order=60))
