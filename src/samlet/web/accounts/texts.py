"""What sign-in says, in place of allauth's own words. English here, as everywhere in the code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "account_inactive": _("This user is closed. Ask whoever invited you."),
    "email_password_mismatch": _(
        "The e-mail address and the password do not belong together. Try again, or have a link "
        "sent instead."
    ),
    "enter_current_password": _("This is not the password you have now."),
    "incorrect_code": _("The code is not right, or it has run out. Try the one shown now."),
    "incorrect_password": _("The password is not right."),
    "invalid_login": _("This cannot be used to sign in."),
    "invalid_password_reset": _("The link has been used or has run out."),
    "rate_limited": _("That was too many attempts. Wait a few minutes and try again."),
    "too_many_login_attempts": _("That was too many attempts. Wait a few minutes and try again."),
    "cannot_delete_authenticator": _(
        "Your role needs a second factor. Add another one before you remove this."
    ),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second factor. Add one first."),
    "unverified_email": _("Sign in by a link to your e-mail first."),
}

# By the name of allauth's template; that one is signed in is seen from the page itself.
DONE = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("The new password holds from now on."),
    "account/messages/password_set.txt": _("You now have a password."),
    "mfa/messages/totp_activated.txt": _("The app now gives you codes."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes. Keep them safe."),
}

# What a letter tells a user about their own sign-in, by the name of allauth's letter.
NOTICES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_set": _("A password was added to your sign-in."),
    "account/email/password_reset": _("Your password was replaced by a link from your e-mail."),
    "mfa/email/totp_activated": _("An app for codes was added to your sign-in."),
    "mfa/email/totp_deactivated": _("The app for codes was removed from your sign-in."),
    "mfa/email/webauthn_added": _("A passkey was added to your sign-in."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your sign-in."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your sign-in."),
}

# Ways to confirm that it is oneself, by allauth's name, in the order they are offered.
CONFIRM_BY = {
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
    "mfa_reauthenticate": _("Use a code"),
    "reauthenticate": _("Use the password"),
}
