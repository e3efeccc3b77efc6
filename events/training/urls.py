"""Addresses of this room."""

from django.urls import path

from events.training.views import exports, folder, writing

app_name = "training"
urlpatterns = [
    path("mijn/skj/", folder.folder, name="folder"),
    path("mijn/skj.pdf", exports.pdf, name="pdf"),
    path("mijn/skj.zip", exports.bundle, name="zip"),
    path("mijn/skj/nieuw/", writing.new, name="new"),
    path("mijn/skj/periode/", writing.period_new, name="period_new"),
    path("mijn/skj/periode/<int:pk>/", writing.period, name="period"),
    path("mijn/skj/periode/<int:pk>/weggooien/", writing.period_delete, name="period_delete"),
    path("mijn/skj/<int:pk>/", writing.entry, name="entry"),
    path("mijn/skj/<int:pk>/bewijs/", writing.proof, name="proof"),
    path("mijn/skj/<int:pk>/weggooien/", writing.entry_delete, name="entry_delete"),
]
