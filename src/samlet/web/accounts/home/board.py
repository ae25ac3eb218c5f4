"""The address on a club's notice board: made from the club's id, it opens nothing personal."""

from __future__ import annotations

import io

import segno
from django.utils.crypto import constant_time_compare, salted_hmac

from samlet.web.accounts.links import GONE
from samlet.web.core.errors import NotFound
from samlet.web.organisations.models import Unit
from samlet.web.organisations.queries import current

ID = 12  # characters of a public id
SIGN = 16


def token_of(unit: Unit) -> str:
    return unit.public_id + _sign(unit.public_id)


def _sign(public_id: str) -> str:
    return salted_hmac("samlet.board", public_id, algorithm="sha256").hexdigest()[:SIGN]


def club_of(token: str) -> Unit:
    """The club, if it still stands. Raises NotFound for an altered address."""
    public_id, sign = token[:ID], token[ID:]
    found = None
    if constant_time_compare(sign, _sign(public_id)):
        rows = current(Unit.objects.filter(kind__key="club"))
        found = rows.filter(subject__public_id=public_id).select_related("kind").first()
    if found is None:
        raise NotFound(GONE)
    return found


def qr_svg(address: str) -> str:
    """The address as a picture to scan; safe markup, made here."""
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        out,
        kind="svg",
        scale=8,
        border=4,
        light="white",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue().decode()
