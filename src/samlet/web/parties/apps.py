from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "samlet.web.parties"
    label = "parties"

    def ready(self) -> None:
        """What may be done here joins the table of roles and acts."""
        from samlet.web.parties import permissions  # noqa: F401, PLC0415  translated names
