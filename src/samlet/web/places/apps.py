from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "samlet.web.places"
    label = "places"
