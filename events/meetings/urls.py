"""Addresses of this room."""

from django.urls import path

from events.meetings import urls_door
from events.meetings.feeds import AgendaFeed
from events.meetings.views import (
    agenda,
    calendars,
    detail,
    evaluate,
    organise,
    organise_acts,
    participants,
    register,
    series,
)

app_name = "meetings"
urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda.ics", calendars.agenda_file, name="agenda_file"),
    path("feeds/agenda.xml", AgendaFeed(), name="feed"),
    path("mijn/agenda/", calendars.own_agenda, name="own_agenda"),
    path("agenda/nieuw/", organise.new, name="new"),
    path("agenda/van-mij/", organise.organised, name="organised"),
    path("agenda/reeks/<slug:slug>/", series.series, name="series"),
    path("agenda/mijn/<uuid:key>/", register.own_registration, name="own_registration"),
    path("agenda/mijn/<uuid:key>/evaluatie/", evaluate.evaluate, name="evaluate"),
    path("agenda/mijn/<str:key>.ics", calendars.own_file, name="own_file"),
    *urls_door.urlpatterns,
    path("agenda/<slug:slug>.ics", calendars.event_file, name="event_file"),
    path("agenda/<slug:slug>/aanmelden/", register.register, name="register"),
    path("agenda/<slug:slug>/bewerken/", organise.edit, name="edit"),
    path("agenda/<slug:slug>/voorbeeld/", organise.preview, name="preview"),
    path("agenda/<slug:slug>/evaluatie/", evaluate.evaluations, name="evaluations"),
    path("agenda/<slug:slug>/afgelasten/", organise_acts.cancel, name="cancel"),
    path("agenda/<slug:slug>/kopie/", organise_acts.copy, name="copy"),
    path("agenda/<slug:slug>/documenten/", organise_acts.documents, name="documents"),
    path("agenda/<slug:slug>/weggooien/", organise_acts.discard, name="discard"),
    path("agenda/<slug:slug>/deelnemers/", participants.participants, name="participants"),
    path("agenda/<slug:slug>/deelnemers/toevoegen/", participants.add, name="participant_add"),
    path("agenda/<slug:slug>/deelnemers/bericht/", participants.write, name="participants_write"),
    path("agenda/<slug:slug>/deelnemers/<int:pk>/", participants.participant, name="participant"),
    # last: any other slug is a meeting
    path("agenda/<slug:slug>/", detail.detail, name="detail"),
]
