"""Official results hold no people; who brought a file in is known by name, and goes with them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.personal import WITHOUT_NAMES, Declaration, Identity, declare, exempt
from samlet.web.core.personal.ground import SECURITY
from samlet.web.elections.models import ResultImport

BY_NAME = ("imported_by", "confirmed_by", "undone_by")
SOMEBODY = "–"  # the place stays taken: an import that was undone or confirmed still is


def _named(who: Identity) -> Q:
    found = Q(pk__in=[])
    for field in BY_NAME:
        found |= Q(**{f"{field}__in": [name[:100] for name in who.names]})
    return found


def _forget_names(who: Identity) -> int:
    names = [name[:100] for name in who.names]
    return sum(
        ResultImport.objects.filter(**{f"{field}__in": names}).update(
            **{field: f"{SOMEBODY} {field[0]}"}
        )
        for field in BY_NAME
    )


declare(
    Declaration(
        model="elections.ResultImport",
        retention=WITHOUT_NAMES,
        title=_("Official files the person has brought in"),
        purpose=SECURITY,
        find=_named,
        fields={
            "source": _("Which official file."),
            "format": _("Which format it has."),
            "imported_by": _("Who brought it in."),
            "confirmed_by": _("The second person, who confirmed it."),
            "confirmed_at": _("When it was confirmed."),
            "undone_by": _("Who took it back."),
            "undone_at": _("When it was taken back."),
            "created_at": _("When it was brought in."),
        },
        keys=("id", "public_id"),
        erasure="blank",
        erase=_forget_names,
        export=False,
    )
)
exempt(
    "official results of elections, list by list",
    *(
        f"elections.{name}"
        for name in ("Election", "Source", "Contest", "ListResult", "ResultChange", "LotDrawn")
    ),
)
