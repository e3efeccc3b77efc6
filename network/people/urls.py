"""Addresses of this room; those of accounts are in ``account_urls.py``."""

from django.urls import path
from django.views.generic import RedirectView

from network.people import views, views_detail, views_directory

app_name = "people"
urlpatterns = [
    path("mensen/", views_directory.directory, name="directory"),
    path("mensen/<slug:slug>/", views_detail.detail, name="detail"),
    path("mijn/profiel/", views.profile, name="profile"),
    path("mijn/account/", RedirectView.as_view(pattern_name="people:profile"), name="account"),
]
