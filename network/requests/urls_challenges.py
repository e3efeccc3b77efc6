"""Addresses of proposals to a challenge, assessing them, and its outcome."""

from django.urls import path

from network.requests.views import challenges, proposals

ON = "uitwisseling/<int:pk>/"
urlpatterns = [
    path(f"{ON}voorstel/", proposals.new, name="proposal_new"),
    path(f"{ON}voorstel/<int:number>/", proposals.read, name="proposal"),
    path(f"{ON}voorstel/<int:number>/schrijven/", proposals.edit, name="proposal_edit"),
    path(f"{ON}voorstel/<int:number>/stand/", proposals.act, name="proposal_act"),
    path(f"{ON}beoordelen/", challenges.assess, name="assess"),
    path(f"{ON}beoordelen/<int:number>/", challenges.score, name="score"),
    path(f"{ON}voorstellen.<str:sort>", challenges.export, name="proposals_export"),
    path(f"{ON}uitnodigen/", challenges.invite, name="invite_parties"),
    path(f"{ON}uitkomst/", challenges.outcome, name="outcome"),
]
