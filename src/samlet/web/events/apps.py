from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "samlet.web.events"
    label = "events"

    def ready(self) -> None:
        """Invitations have letters, and links to answer by."""
        from samlet.web.accounts import home  # noqa: PLC0415  models come first
        from samlet.web.events import at_home, beginning, wholes  # noqa: PLC0415

        beginning.begin()
        home.register_next(at_home.happening)
        wholes.register()
