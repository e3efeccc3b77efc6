"""Addresses of this room."""

from django.urls import path

from network.requests import views

app_name = "requests"
urlpatterns = [
    path("uitwisseling/", views.questions, name="list"),
    path("uitwisseling/nieuw/", views.new, name="new"),
    path("uitwisseling/<int:pk>/", views.detail, name="detail"),
    path("uitwisseling/<int:pk>/besluit/", views.decide, name="decide"),
]
