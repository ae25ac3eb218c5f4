from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "samlet.web.elections"
    label = "elections"
