from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "samlet.web.messages"
    label = "outgoing"  # "messages" is the label of django.contrib.messages

    def ready(self) -> None:
        """The outbox takes the letters of sign-in, and the worker sends what waits."""
        from samlet.web.messages import beginning, wholes  # noqa: PLC0415  models come first

        beginning.begin()
        wholes.register()
