"""This room in the Wagtail admin: the vocabulary, and a line on the dashboard when a suggestion waits."""

from django.template.loader import render_to_string
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from network.topics.admin import TopicViewSet, topic_buttons
from network.topics.models import Topic
from network.topics.rules import may_edit

register_snippet(TopicViewSet)


@hooks.register("register_snippet_listing_buttons")
def add_topic_buttons(snippet, user, next_url=None):
    return topic_buttons(snippet, user) if isinstance(snippet, Topic) else []


class SuggestionsPanel(Component):
    """Says on the dashboard how many suggested topics wait for an answer."""

    order = 91

    def render_html(self, parent_context=None):
        topics = list(Topic.objects.suggested()[:5])
        if not topics:
            return ""
        return render_to_string(
            "topics/admin/suggestions_panel.html", {"topics": topics, "count": Topic.objects.suggested().count()}
        )


@hooks.register("construct_homepage_panels")
def add_suggestions_panel(request, panels):
    if may_edit(request.user):
        panels.append(SuggestionsPanel())
