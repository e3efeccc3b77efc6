"""Addresses of this room."""

from django.urls import path

from network.tables import views

app_name = "tables"
urlpatterns = [
    path("samenwerkingsagenda/", views.agreements, name="agreements"),
    path("afspraken/nieuw/", views.add, name="add"),
    path("afspraken/bevestigen/<uuid:key>/", views.answer, name="answer"),
    path("afspraken/<int:pk>/", views.agreement, name="agreement"),
]
