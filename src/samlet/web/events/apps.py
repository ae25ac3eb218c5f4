from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "samlet.web.events"
    label = "events"

    def ready(self) -> None:
        """Invitations have letters, and links to answer by."""
        from samlet.web.events import beginning, wholes  # noqa: PLC0415  models come first

        beginning.begin()
        wholes.register()
