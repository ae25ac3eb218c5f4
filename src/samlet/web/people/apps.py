from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samlet.web.core import kinds
from samlet.web.ui import menu


class PeopleConfig(AppConfig):
    name = "samlet.web.people"
    label = "people"

    def ready(self) -> None:
        """What may be done here, what a person is to other rooms, and what ends with a unit."""
        from samlet.web.core import importing, panels, search  # noqa: PLC0415  models first
        from samlet.web.organisations.ending import register_ending  # noqa: PLC0415
        from samlet.web.people import (  # noqa: PLC0415
            actions,
            bulk,
            calls,
            finding,
            indicators,
            permissions,  # noqa: F401  joins the table of roles and acts
            queries,
            weekly,
            wholes,
        )
        from samlet.web.people.importing.kind import KIND  # noqa: PLC0415
        from samlet.web.people.merging import showing as merging  # noqa: PLC0415
        from samlet.web.people.privacy import showing as privacy  # noqa: PLC0415

        kinds.register(
            kinds.SubjectKind(
                key="people.person",
                title=_("person"),
                view_act="people.view",
                url_name="people:person",
                titles=queries.titles,
            )
        )
        search.register(search.Indexed("people.person", finding.people))
        importing.register(KIND)
        bulk.register()
        calls.register()
        indicators.register()
        weekly.register()
        merging.register()
        privacy.register()
        wholes.register()
        register_ending(actions.end_with_unit, actions.reopen_with_unit)
        panels.register_panel(
            panels.Panel(
                key="people.at_unit",
                kind="organisations.unit",
                title=_("Who is who here"),
                act="officials.view",
                template="people/_at_unit.html",
                content=queries.unit_panel,
                order=10,
            )
        )
        menu.register(
            _("People"),
            "people:people",
            order=60,
            room="register",
            below=("/person/", "/verv/"),
        )
        menu.register(_("Elected representatives"), "people:officials", order=62, room="register")
        menu.register(
            _("Shown to us by others"), "people_privacy:received", order=66, room="register"
        )
        menu.register(
            _("Texts people agree to"), "people_privacy:text_overview", order=1012, room="setup"
        )
        menu.register(_("Names of positions"), "people:kinds", order=1011, room="setup")
        menu.register(_("Likely duplicates"), "people:merge_pairs", order=65, room="register")
