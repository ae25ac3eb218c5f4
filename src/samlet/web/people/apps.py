from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "samlet.web.people"
    label = "people"
