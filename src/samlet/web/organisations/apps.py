from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "samlet.web.organisations"
    label = "organisations"
