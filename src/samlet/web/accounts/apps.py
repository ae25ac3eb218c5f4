from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samlet.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Signed-in users and the demonstration's become actors."""
        from samlet.web.accounts.grants import holding  # noqa: PLC0415  models first
        from samlet.web.core.actor import register_resolver  # noqa: PLC0415

        register_resolver(holding.resolve)
