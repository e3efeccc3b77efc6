"""Addresses of looking for people, and of what a member says about being asked."""

from django.urls import path

from network.requests.views import availability, people

urlpatterns = [
    path("uitwisseling/<int:pk>/mensen/", people.people, name="people"),
    path("mijn/uitwisseling/", availability.availability, name="availability"),
]
