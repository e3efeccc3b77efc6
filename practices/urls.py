"""Addresses of this room."""

from django.urls import path

from practices.views import respond

app_name = "practices"
urlpatterns = [
    path("praktijken/<slug:slug>/ervaring/", respond.report_add, name="report_add"),
    path("praktijken/<slug:slug>/ervaring/<int:pk>/antwoord/", respond.report_answer, name="report_answer"),
    path("praktijken/<slug:slug>/beoordelen/", respond.review, name="review"),
]
