"""The forms of sign-in: allauth's rules, our words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Words = Mapping[str, "tuple[_StrOrPromise, _StrOrPromise]"]

PASSWORD_HELP = _(
    "At least 12 characters. Four or five words that do not belong together are easy to remember "
    "and hard to guess."
)
CODE_HELP = _("Six digits from the app, or one of your recovery codes.")


class InOurWords(forms.Form):
    """Labels and help of our own, and no placeholder: it vanishes when one begins to write."""

    words: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, (label, help_text) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text


class LinkRequestForm(forms.Form):
    """Where the link is sent, if it is a user's."""

    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This does not look like an e-mail address. Is the @ there?"),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class PasswordSignInForm(InOurWords, account.LoginForm):
    words = {"login": (_("E-mail"), ""), "password": (_("Password"), "")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": (_("The password you have now"), ""),
        "password1": (_("New password"), PASSWORD_HELP),
        "password2": (_("The new password once more"), ""),
    }


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    words = {
        "password1": (_("New password"), PASSWORD_HELP),
        "password2": (_("The new password once more"), ""),
    }


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    words = {"email": (_("E-mail"), "")}


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    words = SetPasswordForm.words


class ConfirmByPasswordForm(InOurWords, account.ReauthenticateForm):
    words = {"password": (_("Password"), "")}


class _Code(InOurWords):
    """Digits, so that a phone shows its number pad; recovery codes are digits too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(_Code, mfa.AuthenticateForm):
    words = {"code": (_("Code"), CODE_HELP)}


class ConfirmByCodeForm(_Code, mfa.ReauthenticateForm):
    words = {"code": (_("Code"), CODE_HELP)}


class AddAppForm(_Code, totp.ActivateTOTPForm):
    words = {"code": (_("Code"), _("The six digits that the app shows now."))}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    words = {
        "name": (_("Name"), _("So that you know it again, such as “Phone” or “Work computer”.")),
        "passwordless": (
            _("Sign in with this passkey alone"),
            _("It asks for your fingerprint, face or PIN, and no e-mail or password is needed."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    words = {"name": (_("Name"), "")}
