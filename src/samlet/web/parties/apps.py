from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "samlet.web.parties"
    label = "parties"
