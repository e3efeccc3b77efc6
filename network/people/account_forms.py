"""django-allauth's forms in the words and the look of this site."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from network.people.fields import AddressField

MAX_PASSWORD = 200
MAX_KEY_NAME = 60
PASSWORD_HINT = _("At least 12 characters. Four or five words in a row is a good password.")
CODE_HINT = _("Six digits from your app, or one of your recovery codes.")


class PlainMixin:
    """Our labels and hints, no text inside empty boxes, and an end to how much is taken in."""

    labels = {}
    hints = {}
    dropped = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.dropped:
            self.fields.pop(name, None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if isinstance(field.widget, forms.PasswordInput):
                limit(field, MAX_PASSWORD)


def limit(field, length):
    """Give a field of somebody else's form a longest text."""
    field.max_length = length
    field.validators = [*field.validators, MaxLengthValidator(length)]


class CodeMixin(PlainMixin):
    """A form with a code from an app."""

    labels = {"code": _("Code")}
    hints = {"code": CODE_HINT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit(self.fields["code"], 32)
        self.fields["code"].widget.attrs |= {"inputmode": "text", "autocapitalize": "off", "spellcheck": "false"}


class LoginForm(PlainMixin, account.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}


class ReauthenticateForm(PlainMixin, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class ResetPasswordForm(PlainMixin, account.ResetPasswordForm):
    email = AddressField()


class ResetPasswordKeyForm(PlainMixin, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password")}
    hints = {"password1": PASSWORD_HINT}
    dropped = ("password2",)


class SetPasswordForm(PlainMixin, account.SetPasswordForm):
    labels = {"password1": _("New password")}
    hints = {"password1": PASSWORD_HINT}
    dropped = ("password2",)


class ChangePasswordForm(PlainMixin, account.ChangePasswordForm):
    labels = {"oldpassword": _("The password you have now"), "password1": _("New password")}
    hints = {"password1": PASSWORD_HINT}
    dropped = ("password2",)


class ChangeEmailForm(PlainMixin, account.AddEmailForm):
    email = AddressField()
    labels = {"email": _("New e-mail address")}


class AuthenticateForm(CodeMixin, mfa.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(CodeMixin, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(CodeMixin, totp.ActivateTOTPForm):
    hints = {"code": _("The six digits that the app shows now.")}


class AddWebAuthnForm(PlainMixin, webauthn.AddWebAuthnForm):
    labels = {"name": _("Name of this key"), "passwordless": _("Sign in with this key alone, without a password")}
    hints = {
        "name": _("So that you recognise it later, such as: phone or laptop."),
        "passwordless": _("Your device then asks for your finger, your face or a PIN."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit(self.fields["name"], MAX_KEY_NAME)


class EditWebAuthnForm(PlainMixin, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name of this key")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit(self.fields["name"], MAX_KEY_NAME)
