"""Addresses of what comes after a session: who was there, reflections, lessons."""

urlpatterns = []
