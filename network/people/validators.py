"""What a password must be, in our words."""

from django.contrib.auth import password_validation
from django.utils.translation import ngettext


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's rule; its sentence is not translated."""

    def get_error_message(self):
        return ngettext(
            "This password is too short. Use at least %(length)d character.",
            "This password is too short. Use at least %(length)d characters.",
            self.min_length,
        ) % {"length": self.min_length}
