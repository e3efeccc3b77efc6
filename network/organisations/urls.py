"""Addresses of this room."""

from django.urls import path

from network.organisations import views

app_name = "organisations"
urlpatterns = [
    path("aanbieders/", views.listing, name="list"),
    path("aanbieders/<slug:slug>/", views.detail, name="detail"),
]
