"""Addresses of this room."""

from django.urls import path

from network.requests import urls_challenges, urls_people, urls_together, urls_visits
from network.requests.views import asking, detail, lists

app_name = "requests"
urlpatterns = [
    path("uitwisseling/", lists.listing, name="list"),
    path("uitwisseling/vergelijkbaar/", lists.similar, name="similar"),
    path("uitwisseling/nieuw/", asking.new, name="new"),
    path("uitwisseling/<int:pk>/", detail.detail, name="detail"),
    path("uitwisseling/<int:pk>/bewerken/", asking.edit, name="edit"),
    path("uitwisseling/<int:pk>/besluit/", detail.decide, name="decide"),
    *urls_challenges.urlpatterns,
    *urls_people.urlpatterns,
    *urls_together.urlpatterns,
    *urls_visits.urlpatterns,
]
