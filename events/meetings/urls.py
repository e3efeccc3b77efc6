"""Addresses of this room."""

from django.urls import path

from events.meetings.views import detail, register

app_name = "meetings"
urlpatterns = [
    path("agenda/mijn/<uuid:key>/", register.own_registration, name="own_registration"),
    path("agenda/<slug:slug>/aanmelden/", register.register, name="register"),
    # last: any other slug is a meeting
    path("agenda/<slug:slug>/", detail.detail, name="detail"),
]
