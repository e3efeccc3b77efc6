"""Addresses of this room. Pages that staff write have their addresses from Wagtail's tree."""

from django.urls import path

from home import views
from home.feeds import NewsFeed

app_name = "home"
urlpatterns = [
    path("", views.index, name="index"),
    path("mijn/", views.my, name="my"),
    path("feeds/nieuws.xml", NewsFeed(), name="news_feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
