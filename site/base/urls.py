"""Addresses that belong to no room."""

from django.urls import path

from base import views

urlpatterns = [
    path("thema.css", views.theme_css, name="theme_css"),
    path("taal/<slug:code>/", views.set_language_link, name="set_language_link"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
