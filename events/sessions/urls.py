"""Addresses of this room."""

from django.urls import path

from events.sessions import urls_after
from events.sessions.views import own, pages, session

app_name = "sessions"
urlpatterns = [
    path("sessies/", pages.sessions, name="sessions"),
    path("sessies/methoden/", pages.methods, name="methods"),
    path("sessies/methoden/<slug:slug>/", pages.method, name="method"),
    path("sessies/<int:pk>/", session.session, name="session"),
    path("sessies/<int:pk>/klok/", session.clock_of, name="clock"),
    path("sessies/<int:pk>/scherm/", session.screen, name="screen"),
    path("sessies/<int:pk>/notities/", own.own_notes, name="notes"),
    path("sessies/<int:pk>/voorbereiding/", own.preparation, name="preparation"),
    path("sessies/<int:pk>/verzetten/", own.move, name="move"),
    path("sessies/<int:pk>/afgelasten/", own.call_off, name="call_off"),
    path("sessies/<int:pk>/afmelden/", own.leave, name="leave"),
    *urls_after.urlpatterns,
]
