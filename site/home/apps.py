"""Home, content, news, forms and the member's own page."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _news():
    return gettext("News"), "/nieuws/"


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self):
        from base import findable, slots
        from home import files, personal_data
        from home.findable import News, Pages

        slots.main_nav.register(_news, order=90)
        slots.file_owners.register(files.may_fetch)
        findable.kinds.register(News(), order=50)
        findable.kinds.register(Pages(), order=60)
        personal_data.fill()
