from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samlet.web.core import kinds
from samlet.web.ui import menu


class OrganisationsConfig(AppConfig):
    name = "samlet.web.organisations"
    label = "organisations"

    def ready(self) -> None:
        """What may be done here, and what a unit is to other rooms."""
        from samlet.web.organisations import permissions, queries  # noqa: F401, PLC0415

        kinds.register(
            kinds.SubjectKind(
                key="organisations.unit",
                title=_("organisation"),
                view_act="units.view",
                url_name="organisations:unit",
                titles=queries.titles,
            )
        )
        menu.register(
            _("Organisations"), "organisations:units", order=60, below=("/organisasjon/",)
        )
