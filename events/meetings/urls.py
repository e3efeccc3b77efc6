"""Addresses of this room."""

from django.urls import path

from events.meetings.views import detail

app_name = "meetings"
urlpatterns = [
    # last: any other slug is a meeting
    path("agenda/<slug:slug>/", detail.detail, name="detail"),
]
