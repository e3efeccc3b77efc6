"""Addresses that belong to no room."""

from django.urls import path

from base import views, views_files

urlpatterns = [
    path("thema.css", views.theme_css, name="theme_css"),
    path("taal/<slug:code>/", views.set_language_link, name="set_language_link"),
    path("documenten/<int:document_id>/<str:document_filename>", views_files.serve_document, name="document"),
    path("media/<path:path>", views_files.serve_image, name="media"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
