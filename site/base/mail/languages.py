"""In which language somebody reads mail: that of the site as they chose it last, signed in.

Kept where Wagtail keeps the language of its admin, so that who chose English has English everywhere.
"""

from django.conf import settings
from wagtail.users.models import UserProfile


def remember(user, code):
    """Somebody chose a language."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": code})


def of(addresses):
    """``{address: language}`` of those who chose one."""
    chosen = UserProfile.objects.filter(user__email__in=addresses, preferred_language__in=dict(settings.LANGUAGES))
    return dict(chosen.values_list("user__email", "preferred_language"))
