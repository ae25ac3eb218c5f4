from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samlet.web.core import kinds
from samlet.web.ui import menu


class OrganisationsConfig(AppConfig):
    name = "samlet.web.organisations"
    label = "organisations"

    def ready(self) -> None:
        """What may be done here, and what a unit is to other rooms."""
        from samlet.web.core import importing, search  # noqa: PLC0415  models first
        from samlet.web.core.promises import showing as promises  # noqa: PLC0415
        from samlet.web.organisations import (  # noqa: PLC0415
            finding,
            permissions,  # noqa: F401  joins the table of roles and acts
            queries,
            restoring,
            wholes,
        )
        from samlet.web.organisations.importing.kind import KIND  # noqa: PLC0415

        restoring.register()
        importing.register(KIND)
        kinds.register(
            kinds.SubjectKind(
                key="organisations.unit",
                title=_("organisation"),
                view_act="units.view",
                url_name="organisations:unit",
                titles=queries.titles,
            )
        )
        for key, title in (
            ("places.municipality", _("municipality")),
            ("places.county", _("county")),
        ):
            kinds.register(
                kinds.SubjectKind(
                    key=key,
                    title=title,
                    view_act="places.view",
                    url_name="organisations:place",
                    titles=queries.place_titles,
                )
            )
        wholes.register()
        search.register(search.Indexed("organisations.unit", finding.units))
        search.register(search.Indexed("places.municipality", finding.municipalities))
        search.register(search.Indexed("places.county", finding.counties))
        promises.offer_on("organisations.unit", queries.is_party)
        menu.register_room("register", _("Register"))
        menu.register(_("Names of levels"), "organisations:kinds", order=1010, room="setup")
        menu.register(
            _("Organisations"),
            "organisations:units",
            order=61,
            room="register",
            below=("/organisasjon/", "/sted/"),
        )
