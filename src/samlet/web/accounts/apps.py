from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samlet.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Signed-in users and the demonstration's become actors; sign-in is a purpose of links."""
        from samlet.web.accounts import sign_in  # noqa: PLC0415  models come first
        from samlet.web.accounts.grants import holding  # noqa: PLC0415
        from samlet.web.accounts.my_page import purpose as my_page  # noqa: PLC0415
        from samlet.web.core.actor import register_resolver  # noqa: PLC0415

        register_resolver(holding.resolve)
        sign_in.register()
        my_page.register()
