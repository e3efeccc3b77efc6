"""Addresses of this room."""

from django.urls import path

from network.services import views, views_map, views_waiting

app_name = "services"
urlpatterns = [
    path("sociale-kaart/", views_map.provider_map, name="map"),
    path("sociale-kaart/vergelijken/", views.compare, name="compare"),
    path("sociale-kaart/lijstje/", views.short_list, name="short_list"),
    path("sociale-kaart/wachttijden/<str:token>/", views_waiting.waiting, name="waiting"),
    path("sociale-kaart/<slug:slug>/", views.detail, name="detail"),
]
