from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "samlet.web.core"
    label = "core"
