"""Meetings as an Atom feed: what is public, narrowed by the same filters as the agenda."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from base.html import render_markdown
from base.models import SiteSettings
from base.text import clean_text
from events.meetings.agenda import find, rows
from events.meetings.forms_agenda import AgendaForm

ENTRIES = 50


class AgendaFeed(Feed):
    """``/feeds/agenda.xml``: a feed reader is nobody, so it gets what everybody may see, whoever asks."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # What is over leaves it by the clock, which kept pages don't hear of.
        patch_cache_control(response, private=True)
        return response

    def get_object(self, request):
        return find(AgendaForm(request.GET), None)

    def title(self, found):
        return _("Agenda of %(site)s") % {"site": SiteSettings.current().site_name}

    def subtitle(self, found):
        return _("Meet colleagues, learn together and agree on what comes next.")

    def link(self, found):
        return reverse("meetings:agenda") + found.form.query()

    def feed_url(self, found):
        return reverse("meetings:feed") + found.form.query()

    def items(self, found):
        return rows([event.pk for event in found.events()[:ENTRIES]], None)

    def item_title(self, event):
        when = date_format(event.starts, "j F Y, H:i")
        title = _("Cancelled: %(title)s") % {"title": event.title} if event.is_cancelled else event.title
        return clean_text(f"{when}: {title}")

    def item_description(self, event):
        return clean_text(f"{render_markdown(event.summary)}{render_markdown(event.description)}")

    def item_author_name(self, event):
        return clean_text(event.organisation.name) if event.organisation else None

    def item_pubdate(self, event):
        return event.first_published_at

    def item_updateddate(self, event):
        return event.cancelled_at or event.last_published_at
