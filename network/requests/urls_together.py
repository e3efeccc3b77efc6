"""Addresses of intervision and consultation: the second reader, taking part, the moment, and the end."""

from django.urls import path

from network.requests.views import closing, moments, part, reading

urlpatterns = [
    path("uitwisseling/lezen/", reading.queue, name="to_read"),
    path("uitwisseling/<int:pk>/lezen/", reading.read, name="read"),
    path("uitwisseling/<int:pk>/terughalen/", reading.take_back, name="take_back"),
    path("uitwisseling/<int:pk>/ja/", part.say_yes, name="say_yes"),
    path("uitwisseling/<int:pk>/nee/", part.say_no, name="say_no"),
    path("uitwisseling/<int:pk>/meedoen/", part.come, name="come"),
    path("uitwisseling/<int:pk>/weg/", part.leave, name="leave"),
    path("uitwisseling/<int:pk>/groep/", part.decide, name="group"),
    path("uitwisseling/<int:pk>/momenten/", moments.answer, name="moments"),
    path("uitwisseling/<int:pk>/andere-momenten/", moments.change, name="change_moments"),
    path("uitwisseling/<int:pk>/plannen/", moments.plan, name="plan"),
    path("uitwisseling/<int:pk>/verzetten/", moments.move, name="move"),
    path("uitwisseling/<int:pk>/gesproken/", closing.held, name="held"),
    path("uitwisseling/<int:pk>/afronden/", closing.close, name="close"),
    path("uitwisseling/<int:pk>/opnieuw/", closing.open_again, name="open_again"),
]
