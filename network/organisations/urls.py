"""Addresses of this room."""

from django.urls import path

from network.organisations import views, views_export

app_name = "organisations"
urlpatterns = [
    path("aanbieders/", views.listing, name="list"),
    path("aanbieders/lijst.<str:sort>", views_export.export, name="export"),
    path("aanbieders/<slug:slug>/", views.detail, name="detail"),
]
