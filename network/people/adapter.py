"""How django-allauth behaves on this site: its words, its mails and its links."""

from io import BytesIO

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from base.mail import absolute_url, send_mail_later
from base.models import SiteSettings
from network.people import second_step


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an account comes from ``people.actions`` alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account can't be used now."),
        "duplicate_email": _("This is already your address."),
        "email_password_mismatch": _(
            "This address and this password don't belong together. Look at both again, or set a new password."
        ),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This code is not right, or no longer. Take the code that you see now."),
        "incorrect_password": _("This password is not right."),
        "invalid_password_reset": _("This link doesn't work any more. Ask for a new one."),
        "rate_limited": _("You tried this very often. Wait a few minutes and try again."),
        "same_as_current": _("This is already your address."),
        "too_many_login_attempts": _("You tried this too often. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def clean_password(self, password, user=None):
        """Only the rules in the settings; allauth adds one of its own where there are none, as in development."""
        validate_password(password, user)
        return password

    def send_mail(self, template_prefix, email, context):
        """Send allauth's mails like all others: ``account/email/x`` is our ``mail/account/x.txt``."""
        context = {key: value for key, value in context.items() if key != "request"}
        name = getattr(context.get("user"), "name", "")
        template = f"account/{template_prefix.rpartition('/')[2]}"
        send_mail_later(email, template, {"name": name, **context}, language=translation.get_language() or "nl")

    # Links in mails go to the address of the site, whatever host a request claimed to be for.

    def get_reset_password_from_key_url(self, key):
        uid, _separator, token = key.partition("-")
        return absolute_url(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return absolute_url(reverse("account_confirm_email", args=[emailconfirmation.key]))


class MFAAdapter(DefaultMFAAdapter):
    """The second step at sign-in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "You need a second step for your role. First add another, then take this away."
        ),
        "cannot_generate_recovery_codes": _("First add an app or a key. Recovery codes come after that."),
        "incorrect_code": _("This code is not right, or no longer. Take the code that you see now."),
        "unverified_email": _("First confirm your new e-mail address. Then you can add a second step."),
    }

    def can_delete_authenticator(self, authenticator):
        return second_step.may_take_away(authenticator)

    def get_totp_issuer(self):
        return SiteSettings.current().site_name

    def build_totp_svg(self, url):
        """The code to scan on a white ground: without one it can't be read in the dark look."""
        buffer = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(buffer)
        return buffer.getvalue().decode()

    def _get_site_name(self):
        return SiteSettings.current().site_name

    def generate_authenticator_name(self, user, type):
        return str(_("Key"))
