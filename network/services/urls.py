"""Addresses of this room."""

from django.urls import path

from network.services import views, views_edit, views_export, views_map, views_waiting

app_name = "services"
urlpatterns = [
    path("sociale-kaart/", views_map.provider_map, name="map"),
    path("sociale-kaart/locaties/", views_map.locations, name="locations"),
    path("sociale-kaart/lijst.<str:sort>", views_export.export, name="export"),
    path("sociale-kaart/vergelijken/", views.compare, name="compare"),
    path("sociale-kaart/lijstje/", views.short_list, name="short_list"),
    path("sociale-kaart/wachttijden/<str:token>/", views_waiting.waiting, name="waiting"),
    path("sociale-kaart/<slug:slug>/", views.detail, name="detail"),
    path("sociale-kaart/<slug:slug>/bewerken/", views_edit.service_edit, name="service_edit"),
    path("sociale-kaart/<slug:slug>/wachttijd/", views_edit.waiting_edit, name="waiting_edit"),
    path("aanbieders/<slug:slug>/bijhouden/", views_edit.manage, name="manage"),
    path("aanbieders/<slug:slug>/bewerken/", views_edit.organisation, name="organisation"),
    path("aanbieders/<slug:slug>/aanbod/nieuw/", views_edit.service_new, name="service_new"),
]
