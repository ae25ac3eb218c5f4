"""Everything that is held about a person, to take along: JSON for programs, HTML for reading."""

from __future__ import annotations

import io
import json

import pyzipper
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from samlet.web.core.audit.reading import looked_at
from samlet.web.core.models import Subject
from samlet.web.core.personal import Identity
from samlet.web.core.personal.telling import Told, by_purpose

FORMAT = "samlet-my-data-1"


def archive(who: Identity, subject: Subject, register: str, password: str = "") -> bytes:
    """A zip with data.json and a page to read, in the reader's language.

    password: locks it by AES-256; "" leaves it open.
    """
    told = by_purpose(who, subject.controller)
    looked = looked_at(who.subjects)
    now = timezone.now()
    content = {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "register": register,
        "synthetic": subject.synthetic,
        "purposes": [_purpose(one) for one in told],
        "seen_by": [
            {
                "office": one.office,
                "act": one.act,
                "times": one.times,
                "last_at": one.last_at.isoformat(timespec="seconds"),
            }
            for one in looked
        ],
    }
    context = {
        "told": told,
        "looked": looked,
        "register": register,
        "now": now,
        "language": get_language(),
        "synthetic": subject.synthetic,
    }
    out = io.BytesIO()
    locked = {"encryption": pyzipper.WZ_AES} if password else {}
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, **locked) as file:
        if password:
            file.setpassword(password.encode())
        file.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=2))
        file.writestr("page.html", render_to_string("people/privacy/taken.html", context))
    return out.getvalue()


def _purpose(told: Told) -> dict[str, object]:
    purpose = told.purpose
    return {
        "key": purpose.key,
        "title": str(purpose.title),
        "why": str(purpose.why),
        "basis": str(purpose.basis),
        "special": str(purpose.special),
        "kept": told.keeping,
        "contact": told.contact,
        "contact_email": told.contact_email,
        "held": [
            {
                "model": section.model,
                "title": section.title,
                "rows": [
                    {said.name: {"label": said.label, "value": said.value} for said in row}
                    for row in section.rows
                ],
            }
            for section in told.sections
        ],
    }
