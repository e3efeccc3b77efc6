"""Addresses of this room; those of accounts are in ``account_urls.py``."""

from django.urls import path
from django.views.generic import RedirectView

from network.people import (
    views_contact,
    views_data,
    views_detail,
    views_directory,
    views_export,
    views_groups,
    views_photo,
    views_profile,
)

app_name = "people"
urlpatterns = [
    path("mensen/", views_directory.directory, name="directory"),
    path("mensen/lijst.<str:sort>", views_export.export, name="export"),
    path("mensen/groepen/", views_groups.groups, name="groups"),
    path("mensen/groepen/<slug:slug>/", views_groups.group, name="group"),
    path("mensen/groepen/<slug:slug>/meedoen/", views_groups.join, name="group_join"),
    path("mensen/groepen/<slug:slug>/leden/<int:pk>/", views_groups.change_membership, name="membership"),
    path("mensen/groepen/<slug:slug>/bewerken/", views_groups.edit, name="group_edit"),
    path("mensen/groepen/<slug:slug>/uitnodigen/", views_groups.invite, name="group_invite"),
    path("mensen/groepen/<slug:slug>/bericht/", views_groups.write, name="group_write"),
    path("mensen/<slug:slug>/", views_detail.detail, name="detail"),
    path("mensen/<slug:slug>/bericht/", views_contact.write, name="contact"),
    path("mensen/<slug:slug>/foto-weghalen/", views_photo.take_away, name="photo_take_away"),
    path("mijn/profiel/", views_profile.profile, name="profile"),
    path("mijn/welkom/", views_profile.welcome, name="welcome"),
    path("mijn/gegevens/", views_data.mine, name="data"),
    path("mijn/gegevens/bestand/", views_data.download, name="data_download"),
    path("mijn/gegevens/weggaan/", views_data.leave_choose, name="leave"),
    path("mijn/gegevens/weggaan/zeker/", views_data.leave_sure, name="leave_sure"),
    path("weg/", views_data.left, name="left"),
    path("mijn/account/", RedirectView.as_view(pattern_name="people:profile"), name="account"),
]
