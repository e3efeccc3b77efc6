"""Addresses of this room."""

from django.urls import path

from events.meetings.feeds import AgendaFeed
from events.meetings.views import agenda, calendars, detail, register

app_name = "meetings"
urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda.ics", calendars.agenda_file, name="agenda_file"),
    path("feeds/agenda.xml", AgendaFeed(), name="feed"),
    path("mijn/agenda/", calendars.own_agenda, name="own_agenda"),
    path("agenda/mijn/<uuid:key>/", register.own_registration, name="own_registration"),
    path("agenda/mijn/<str:key>.ics", calendars.own_file, name="own_file"),
    path("agenda/<slug:slug>.ics", calendars.event_file, name="event_file"),
    path("agenda/<slug:slug>/aanmelden/", register.register, name="register"),
    # last: any other slug is a meeting
    path("agenda/<slug:slug>/", detail.detail, name="detail"),
]
