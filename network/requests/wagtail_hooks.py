"""This room in the Wagtail admin."""

from django.urls import path, reverse
from wagtail import hooks

from network.requests.admin import FiguresMenuItem, FiguresView


@hooks.register("register_admin_urls")
def figures_urls():
    return [path("reports/uitwisseling/", FiguresView.as_view(), name="requests_figures")]


@hooks.register("register_reports_menu_item")
def figures_item():
    address = reverse("requests_figures")
    return FiguresMenuItem(FiguresView.page_title, address, name="requests_figures", icon_name="group", order=900)
