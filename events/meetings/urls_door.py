"""Addresses of lists on paper, checking in, and certificates."""

from django.urls import path

from events.meetings.views import certificates, check_in, sheets

urlpatterns = [
    path("agenda/certificaat/", certificates.certificate, name="certificates"),
    path("agenda/certificaat/<str:code>/", certificates.certificate, name="certificate"),
    path("agenda/inchecken/<str:code>/", check_in.badge, name="check_in_badge"),
    path("agenda/mijn/<uuid:key>/bewijs.pdf", certificates.own_certificate, name="own_certificate"),
    path("agenda/<slug:slug>/deelnemers.<slug:sort>", sheets.participants_table, name="participants_table"),
    path("agenda/<slug:slug>/inchecken/", check_in.check_in, name="check_in"),
    path("agenda/<slug:slug>/inchecken/nieuw/", check_in.walk_in, name="walk_in"),
    path("agenda/<slug:slug>/<slug:what>.pdf", sheets.on_paper, name="on_paper"),
]
