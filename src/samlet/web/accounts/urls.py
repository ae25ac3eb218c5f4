"""Addresses of sign-in. allauth looks its pages up by name, so those keep its names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path, re_path

from samlet.web.accounts.views import entry, links, security
from samlet.web.accounts.views.borrowed import for_signed_in, open_to_all

own = (
    [
        path("konto/inn/sendt/", entry.sent, name="sent"),
        path(
            "konto/inn/passord/",
            open_to_all(account.LoginView.as_view(template_name="accounts/password.html")),
            name="password",
        ),
        path("konto/okter/andre/", security.end_others, name="end_others"),
        path("konto/okter/<int:pk>/", security.end_session, name="end_session"),
        path("lenke/", links.open_link, name="open_link"),
        path("lenke/<str:token>/", links.arrive, name="link"),
    ],
    "accounts",
)

in_and_out = [
    path("inn/", entry.enter, name="account_login"),
    path("inn/nokkel/", open_to_all(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("inn/kode/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("inn/via/<slug:provider_id>/", open_to_all(oidc.login), name="openid_connect_login"),
    path(
        "inn/via/<slug:provider_id>/tilbake/",
        open_to_all(oidc.callback),
        name="openid_connect_callback",
    ),
    path(
        "inn/avbrutt/", open_to_all(provider.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("ny/", entry.by_invitation, name="account_signup"),
    path("ut/", open_to_all(account.logout), name="account_logout"),
    path("lukket/", open_to_all(account.account_inactive), name="account_inactive"),
]

password = [
    path("", for_signed_in(account.password_change), name="account_change_password"),
    path("velg/", for_signed_in(account.password_set), name="account_set_password"),
    path("glemt/", open_to_all(account.password_reset), name="account_reset_password"),
    path(
        "glemt/sendt/", open_to_all(account.password_reset_done), name="account_reset_password_done"
    ),
    re_path(
        r"^nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "nytt/",
        open_to_all(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

confirm = [
    path("", for_signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("kode/", for_signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "nokkel/",
        for_signed_in(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]

second_factor = [
    path("", security.overview, name="mfa_index"),
    path("app/", for_signed_in(app.activate_totp), name="mfa_activate_totp"),
    path("app/fjern/", for_signed_in(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("koder/", for_signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "koder/nye/",
        for_signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "koder/fil/",
        for_signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("nokler/", security.overview, name="mfa_list_webauthn"),
    path("nokler/ny/", for_signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("nokler/<int:pk>/fjern/", security.remove_passkey, name="mfa_remove_webauthn"),
    path("nokler/<int:pk>/", for_signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]

urlpatterns = [
    path("", include(own)),
    path("konto/", include(in_and_out)),
    path("konto/passord/", include(password)),
    path("konto/bekreft/", include(confirm)),
    path("konto/sikkerhet/", include(second_factor)),
    path("konto/okter/", security.session_list, name="usersessions_list"),
]
