"""Addresses of this room."""

from django.urls import path

from network.notices import views, views_following

app_name = "notices"
urlpatterns = [
    path("mijn/meldingen/", views.notices, name="list"),
    path("mijn/meldingen/gelezen/", views.all_read, name="all_read"),
    path("mijn/meldingen/instellingen/", views.choose, name="settings"),
    path("mijn/meldingen/<int:pk>/", views.open_notice, name="open"),
    path("mijn/meldingen/<int:pk>/gelezen/", views.one_read, name="read"),
    path("mijn/volgen/", views_following.followed, name="followed"),
    path("mijn/volgen/<slug:kind>/<int:pk>/", views_following.change, name="follow"),
    path("meldingen/stoppen/<str:token>/", views.stop, name="stop"),
]
