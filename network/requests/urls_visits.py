"""Addresses of shadow visits: what members do on the page of one."""

from django.urls import path

from network.requests.views import visits

urlpatterns = [
    path("uitwisseling/<int:pk>/dagen/", visits.days, name="visit_days"),
    path("uitwisseling/<int:pk>/dagen/<int:number>/", visits.day, name="visit_day"),
    path("uitwisseling/<int:pk>/boeken/", visits.book, name="visit_book"),
    path("uitwisseling/<int:pk>/welkom/", visits.welcome, name="visit_welcome"),
    path("uitwisseling/<int:pk>/gastheer/", visits.choose, name="visit_host"),
    path("uitwisseling/<int:pk>/bezoek/", visits.plan, name="visit_plan"),
    path("uitwisseling/<int:pk>/gezien/", visits.impression, name="visit_impression"),
    path("uitwisseling/<int:pk>/klaar/", visits.end, name="visit_end"),
]
