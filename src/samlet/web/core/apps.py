from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "samlet.web.core"
    label = "core"

    def ready(self) -> None:
        """What may be done with background work joins the table of roles and acts."""
        from samlet.web.core import policy  # noqa: PLC0415  it reads settings
        from samlet.web.core.attached import jobs as sweeping  # noqa: F401, PLC0415
        from samlet.web.core.attached import showing as attached  # noqa: PLC0415
        from samlet.web.core.calls import showing as calls  # noqa: PLC0415
        from samlet.web.core.changes import jobs as forgetting  # noqa: F401, PLC0415
        from samlet.web.core.changes import permissions as undoing  # noqa: F401, PLC0415
        from samlet.web.core.importing import jobs as bringing_in  # noqa: F401, PLC0415
        from samlet.web.core.indicators import showing as figures  # noqa: PLC0415
        from samlet.web.core.jobs import permissions  # noqa: F401, PLC0415  translated names
        from samlet.web.core.lists import permissions as sharing  # noqa: F401, PLC0415
        from samlet.web.core.personal import permissions as privacy  # noqa: F401, PLC0415
        from samlet.web.core.personal import waiting  # noqa: PLC0415
        from samlet.web.core.promises import showing as promises  # noqa: PLC0415
        from samlet.web.core.search import jobs as finding  # noqa: F401, PLC0415
        from samlet.web.core.targets import showing as targets  # noqa: PLC0415
        from samlet.web.core.wholes import showing as wholes  # noqa: PLC0415
        from samlet.web.ui import menu  # noqa: PLC0415

        menu.register_search("search:search", "search:suggest")
        menu.register_room("privacy", _("Privacy"))
        menu.register(
            _("What is held and why"),
            "privacy:notices",
            order=900,
            below=("/personvern/",),
            room="privacy",
        )
        menu.register(
            _("People past their retention time"), "privacy:retention", order=920, room="privacy"
        )
        menu.register(_("Audit trail"), "audit:trail", order=930, room="privacy")
        menu.register(_("What has been changed"), "changes:changes", order=53, room="today")
        menu.register_room("setup", _("Setup"))
        menu.register_door(policy.is_open)
        attached.register()
        calls.register()
        figures.register()
        promises.register()
        targets.register()
        waiting.register()
        wholes.register()
