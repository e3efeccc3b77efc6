"""Addresses of this room."""

from django.urls import path

from network.topics import views

app_name = "topics"
urlpatterns = [
    path("onderwerpen/", views.topic_list, name="list"),
    path("onderwerpen/voorstellen/", views.suggest, name="suggest"),
    path("onderwerpen/skos.ttl", views.skos, {"format": "ttl"}, name="skos_ttl"),
    path("onderwerpen/skos.jsonld", views.skos, {"format": "jsonld"}, name="skos_jsonld"),
    path("onderwerpen/<slug:slug>/", views.detail, name="detail"),
    path("begrippen/", views.glossary, name="glossary"),
]
