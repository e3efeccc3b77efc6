"""Addresses of this room; included before those of meetings, where any word below /agenda/ is a meeting."""

from django.urls import path

from events.reports.views import methods, report, setup, writing

app_name = "reports"
urlpatterns = [
    path("agenda/methoden/", methods.methods, name="methods"),
    path("agenda/methoden/<slug:slug>/", methods.method, name="method"),
    path("agenda/<slug:slug>/verslag/", report.report, name="report"),
    path("agenda/<slug:slug>/verslag/beginnen/", setup.begin, name="begin"),
    path("agenda/<slug:slug>/verslag/instellen/", setup.settings, name="settings"),
    path("agenda/<slug:slug>/verslag/publiceren/", setup.publish, name="publish"),
    path("agenda/<slug:slug>/verslag/schrijven/", writing.write, name="write"),
    path("agenda/<slug:slug>/verslag/schrijven/nieuw/", writing.news, name="news"),
    path("agenda/<slug:slug>/verslag/schrijven/<int:pk>/", writing.note, name="note"),
]
