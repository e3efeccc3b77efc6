"""All addresses (design.md section 4). Interface addresses are Dutch, whatever the visitor's language."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.api import api
from network.services.hsds.api import hsds

urlpatterns = [
    path("api/v1/", api.urls),
    path("api/hsds/", hsds.urls),
    path("", include("base.urls")),
    path("", include("network.people.account_urls")),
    path("", include("network.people.urls")),
    path("", include("network.notices.urls")),
    path("", include("network.organisations.urls")),
    path("", include("network.services.urls")),
    path("", include("network.topics.urls")),
    path("", include("practices.urls")),
    path("", include("events.reports.urls")),  # before meetings: any other word below /agenda/ is one
    path("", include("events.meetings.urls")),
    path("", include("events.sessions.urls")),
    path("", include("events.training.urls")),
    path("", include("network.requests.urls")),
    path("", include("network.tables.urls")),
    path("", include("search.urls")),
    path("", include("home.urls")),
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
