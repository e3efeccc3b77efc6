"""Addresses of this room."""

from django.urls import path

from network.services import views_waiting

app_name = "services"
urlpatterns = [
    path("sociale-kaart/wachttijden/<str:token>/", views_waiting.waiting, name="waiting"),
]
