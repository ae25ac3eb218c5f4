from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "samlet.web.events"
    label = "events"
