from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samlet.web.ui import menu


class ElectionsConfig(AppConfig):
    name = "samlet.web.elections"
    label = "elections"

    def ready(self) -> None:
        """The menu, in the order of the work: who has it, what could be, on what it rests."""
        from samlet.web.core import panels, wholes  # noqa: PLC0415  models first
        from samlet.web.elections import front, permissions, places  # noqa: F401, PLC0415

        for kind in ("places.municipality", "places.county"):
            panels.register_start(
                panels.Start(
                    key=f"elections.{kind}",
                    kind=kind,
                    label=_("Majority in the council"),
                    act="majorities.view",
                    href=places.council_address,
                    order=10,
                )
            )
        menu.register_room("majorities", _("Majorities"))
        menu.register(
            _("Majorities"),
            "elections:majorities_home",
            order=10,
            room="majorities",
            below=("/flertall/", "/kommune/", "/fylke/"),
        )
        menu.register(_("Try it yourself"), "elections:swing", order=20, room="majorities")
        menu.register(_("Blocs"), "parties:blocs", order=30, room="majorities")
        menu.register(_("Statements"), "parties:statements", order=40, room="majorities")
        menu.register(_("Figures"), "elections:figures", order=50, room="majorities")
        front.register()
        wholes.leave_out(
            "official figures, imported where they are needed",
            *("elections.Election", "elections.Source", "elections.Contest"),
            *("elections.ListResult", "elections.LotDrawn"),
            *("elections.ResultImport", "elections.ResultChange"),
        )
