"""Addresses of this room."""

from django.urls import path

from practices.feeds import PracticeFeed
from practices.views import (
    autosave,
    choose,
    compare,
    detail,
    files,
    listing,
    moderate,
    openformat,
    respond,
    state,
    write,
)

app_name = "practices"
urlpatterns = [
    path("praktijken/nieuw/", write.new, name="new"),
    path("praktijken/voorbeeld/", autosave.preview, name="preview"),
    path("praktijken/concept/<uuid:key>/", write.draft, name="draft"),
    path("praktijken/concept/<uuid:key>/bewaren/", autosave.draft_save, name="draft_save"),
    path("praktijken/concept/<uuid:key>/kiezen/", choose.choose, name="draft_choose"),
    path("praktijken/concept/<uuid:key>/bestanden/", files.files, name="draft_files"),
    path("praktijken/concept/<uuid:key>/mensen/", state.people, name="draft_people"),
    path("praktijken/concept/<uuid:key>/terughalen/", state.withdraw, name="draft_withdraw"),
    path("praktijken/concept/<uuid:key>/weggooien/", state.discard, name="draft_discard"),
    path("praktijken/<slug:slug>/bewerken/", state.edit, name="edit"),
    path("praktijken/<slug:slug>/nalezen/", moderate.moderate, name="moderate"),
    path("praktijken/", listing.practice_list, name="list"),
    path("praktijken/vergelijken/", compare.compare, name="compare"),
    path("praktijken/sjabloon.xlsx", openformat.import_template, name="import_template"),
    path("feeds/praktijken.xml", PracticeFeed(), name="feed"),
    path("praktijken/<slug:slug>/ervaring/", respond.report_add, name="report_add"),
    path("praktijken/<slug:slug>/ervaring/<int:pk>/antwoord/", respond.report_answer, name="report_answer"),
    path("praktijken/<slug:slug>/beoordelen/", respond.review, name="review"),
    # last: any other slug is a practice
    path("praktijken/<slug:slug>/", detail.detail, name="detail"),
]
