"""Addresses of what comes after a session: who was there, reflections, lessons."""

from django.urls import path

from events.sessions.views import after, lessons, reflections

urlpatterns = [
    path("sessies/<int:pk>/aanwezig/", after.attendance, name="attendance"),
    path("sessies/<int:pk>/sluiten/", after.close, name="close"),
    path("sessies/<int:pk>/reflectie/", reflections.of_session, name="reflection"),
    path("sessies/<int:pk>/les/", lessons.lesson, name="lesson"),
    path("mijn/reflecties/", reflections.reflections, name="reflections"),
    path("mijn/reflecties/nieuw/", reflections.new, name="reflection_new"),
    path("mijn/reflecties/<int:pk>/", reflections.own, name="own"),
    path("mijn/reflecties/<int:pk>/wijzigen/", reflections.change, name="reflection_change"),
    path("mijn/reflecties/<int:pk>/weggooien/", reflections.delete, name="reflection_delete"),
]
