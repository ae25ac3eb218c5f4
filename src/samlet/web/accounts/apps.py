from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samlet.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Signed-in users and the demonstration's become actors; sign-in is a purpose of links."""
        from samlet.web.accounts import second_factor, sign_in, wholes  # noqa: PLC0415  models come first
        from samlet.web.accounts.demonstration import views as demonstration  # noqa: PLC0415
        from samlet.web.accounts.grants import (  # noqa: PLC0415
            factor,
            front_cards,
            holding,
            offers,
            operator_views,
            permissions,  # noqa: F401  joins the table of roles and acts
            scope,
        )
        from samlet.web.accounts.home import showing as home  # noqa: PLC0415
        from samlet.web.accounts.my_page import purpose as my_page  # noqa: PLC0415
        from samlet.web.core import attached  # noqa: PLC0415
        from samlet.web.core.actor import register_resolver  # noqa: PLC0415
        from samlet.web.ui import bars  # noqa: PLC0415

        register_resolver(holding.resolve)
        second_factor.requires(factor.reaches_beyond_own_club)
        bars.register("demonstration", demonstration.bar, order=10, always=True)
        bars.register("operator", operator_views.bar, order=20)
        bars.register("scope", scope.bar, order=30)
        offers.register()
        front_cards.register()
        sign_in.register()
        my_page.register()
        home.register()
        wholes.register()
        attached.register_colleagues(holding.colleagues)
