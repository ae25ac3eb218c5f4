from django.apps import AppConfig


class UiConfig(AppConfig):
    """How it looks: base page, components, static files. Knows no other room."""

    name = "samlet.web.ui"
    label = "ui"
