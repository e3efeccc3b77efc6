"""This room in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from network.organisations.admin import OrganisationGroup

register_snippet(OrganisationGroup)
