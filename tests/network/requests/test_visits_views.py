"""The pages of shadow visits: who may do what, bad input, who sees whom, and what visitors saw."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.training.choices import Category
from events.training.proofs import proof_sources
from network.notices.models import Notification
from network.requests import proofs
from network.requests.actions import asking, closing, joining, meeting, visits
from network.requests.choices import Audience, Part, RequestKind, RequestStatus
from network.requests.models import Impression, Participation, Request, VisitDay
from tests.factories.groups import PeopleGroupFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.requests import ParticipationFactory, RequestFactory
from tests.factories.sessions import make_session
from tests.factories.visits import make_asked, make_day, make_offer, were_there

pytestmark = pytest.mark.django_db
BIG = "9" * 30


@pytest.fixture
def host():
    return MemberFactory(name="Hilde Gastvrouw")


@pytest.fixture
def visitor():
    return MemberFactory(name="Vera Bezoeker")


def content(client, member, asked):
    client.force_login(member)
    return client.get(asked.get_absolute_url()).content.decode()


def post(client, member, asked, what, **data):
    client.force_login(member)
    return client.post(f"{asked.get_absolute_url()}{what}", data)


def times(moment, hours=4, **more):
    start = timezone.localtime(moment)
    end = start + timedelta(hours=hours)
    return {"day": start.date().isoformat(), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"} | more


NINE = timezone.make_aware(timezone.datetime.combine(date(2030, 5, 6), timezone.datetime.min.time())) + timedelta(
    hours=9
)


def test_every_step_is_refused_to_whom_it_is_not_for(client, host, visitor):
    offer, asked = make_offer(1, asked_by=host), make_asked(asked_by=visitor)
    hidden = make_offer(1, asked_by=host, visibility=Audience.GROUP, group=PeopleGroupFactory())
    challenge = RequestFactory(kind=RequestKind.CHALLENGE, asked_by=host)
    day, other = offer.days.get(), MemberFactory()
    steps = ["dagen/", f"dagen/{day.pk}/", "boeken/", "welkom/", "gastheer/", "bezoek/", "gezien/", "klaar/"]
    for step in steps:
        assert client.post(f"{offer.get_absolute_url()}{step}").status_code == 302  # to sign in
    found = {}
    for name, thing in (("offer", offer), ("asked", asked), ("hidden", hidden), ("challenge", challenge)):
        found[name] = [post(client, other, thing, step).status_code for step in steps]
    assert found["hidden"] == found["challenge"] == [404] * 8
    assert found["offer"] == [403, 404, 200, 404, 404, 404, 403, 403]
    assert found["asked"] == [404, 404, 404, 200, 403, 403, 403, 403]
    assert [post(client, host, offer, step).status_code for step in ("boeken/", "gezien/")] == [403, 403]
    assert post(client, visitor, asked, "welkom/").status_code == 403
    # A day of another offer, what is no number, and what isn't there.
    assert post(client, host, hidden, f"dagen/{day.pk}/").status_code == 404
    assert post(client, visitor, asked, "gastheer/", wie=BIG).status_code == 404
    assert post(client, host, offer, "gezien/", doe="deel", indruk="x").status_code == 404
    assert Participation.objects.count() == 0 and VisitDay.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "2030-03-31", "start": "02:30", "end": "05:00", "places": "2"}, "bestaat niet op die dag"),
        ({"day": "2030-05-06", "start": "12:00", "end": "09:00", "places": "2"}, "Het einde"),
        ({"day": "2020-05-06", "start": "09:00", "end": "12:00", "places": "2"}, "Dit moment is voorbij"),
        ({"day": "0001-01-01", "start": "00:00", "end": "00:10", "places": "2"}, "kloppen nog niet|klopt nog niet"),
        ({"day": "9999-12-31", "start": "23:00", "end": "23:59", "places": "2"}, None),
        ({"day": "31-02-2030", "start": "9 uur", "end": "\x00", "places": "99"}, "4 dingen"),
        ({"day": "2030-05-06", "start": "09:00", "end": "12:00", "places": BIG}, "30"),
        ({}, "4 dingen"),
    ],
)
def test_a_day_that_is_typed_wrongly_comes_back_as_it_was_typed(client, host, typed, words):
    offer = make_offer(asked_by=host)
    response = post(client, host, offer, "dagen/", **typed)
    if words is None:
        assert response.status_code in (200, 302)
        return
    text = response.content.decode()
    assert response.status_code == 200 and VisitDay.objects.count() == 0
    assert any(one in text for one in words.split("|"))
    assert typed.get("places", "") in text


def test_a_day_is_put_on_the_page_changed_and_taken_away(client, host, visitor):
    offer = make_offer(asked_by=host)
    assert post(client, host, offer, "dagen/", **times(NINE, places=2)).status_code == 302
    day = VisitDay.objects.get()
    assert (f"{day.starts:%Y-%m-%d %H:%M}", f"{day.ends:%H:%M}", day.places) == ("2030-05-06 09:00", "13:00", 2)
    again = post(client, host, offer, "dagen/", **times(NINE, places=2))
    assert VisitDay.objects.count() == 1
    assert "al een dag" in client.get(again.url).content.decode()
    address = f"dagen/{day.pk}/"
    assert 'value="09:00"' in client.get(f"{offer.get_absolute_url()}{address}").content.decode()
    visits.book(day, visitor, agreed=True)
    visits.book(day, MemberFactory(), agreed=True)
    assert "al 2 mensen" in post(client, host, offer, address, **times(NINE, places=1)).content.decode()
    assert post(client, host, offer, address, **times(NINE + timedelta(days=1), places=2)).status_code == 302
    blocked = post(client, host, offer, address, weg="1", reason="Bel 06 12345678")
    assert blocked.status_code == 200 and VisitDay.objects.count() == 1
    assert post(client, host, offer, address, weg="1", reason="Er is iemand ziek.").status_code == 302
    assert VisitDay.objects.count() == 0


def test_a_place_takes_a_day_and_a_promise_and_says_why_it_can_not_be(client, host, visitor):
    offer = make_offer(1, 1, asked_by=host)
    first, second = offer.days.all()
    text = content(client, visitor, offer)
    assert "blijft daar" in text and "1 van de 1 plekken vrij" in text
    for typed in ({}, {"day": first.pk}, {"day": BIG, "agreed": "on"}, {"day": "\x00", "agreed": "on"}):
        assert post(client, visitor, offer, "boeken/", **typed).status_code == 200
    assert Participation.objects.count() == 0
    assert post(client, visitor, offer, "boeken/", day=first.pk, agreed="on").status_code == 302
    assert post(client, visitor, offer, "boeken/", day=second.pk).status_code == 302
    assert rules_day(visitor, offer) == second
    visits.book(first, MemberFactory(), agreed=True)
    # What this page shows was overtaken: the day is full now.
    assert post(client, visitor, offer, "boeken/", day=first.pk).status_code == 302
    assert "geen plek meer" in content(client, visitor, offer)
    assert post(client, visitor, offer, "boeken/", doe="afzeggen").status_code == 302
    assert rules_day(visitor, offer) is None
    assert post(client, visitor, offer, "boeken/", doe="afzeggen").status_code == 302


def rules_day(member, offer):
    return Participation.objects.get(request=offer, member=member).day


def test_who_booked_is_known_to_the_host_and_to_nobody_else(client, host, visitor):
    offer = make_offer(3, asked_by=host)
    past = make_day(offer, days=-3)
    other, staff = MemberFactory(name="Otto Ander"), StaffFactory()
    visits.book(offer.days.coming().get(), visitor, agreed=True)
    visits.book(offer.days.coming().get(), other, agreed=True)
    assert "Vera Bezoeker" in content(client, host, offer) and "Otto Ander" in content(client, host, offer)
    for reader in (MemberFactory(), staff):
        text = content(client, reader, offer)
        assert "Vera" not in text and "Otto" not in text
        assert "1 van de 3 plekken vrij" in text and "Hilde Gastvrouw" in text
    assert "Otto" not in content(client, visitor, offer) and "Je gaat mee" in content(client, visitor, offer)
    was = were_there(VisitDay.objects.get(places=3).session, host, visitor, host)
    assert was.visit_day.starts_at < timezone.now() and past.session is None
    assert "1 bezoeker: Vera Bezoeker" in content(client, host, offer)
    assert "1 bezoeker<" in content(client, other, offer)


def test_lists_of_days_and_visitors_take_as_many_questions_with_one_as_with_twenty(client, host, visitor):
    offer = make_offer(2, asked_by=host)
    visits.book(offer.days.get(), visitor, agreed=True)
    make_day(offer, days=-3)
    reader, few, many = MemberFactory(), {}, {}

    def count(found):
        for member in (host, visitor, reader):
            content(client, member, offer)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(offer.get_absolute_url())
            found[member.pk] = len(queries)

    count(few)
    for number in range(1, 15):
        day = make_day(offer, days=20 + number)
        Impression.objects.create(
            request=offer, member=MemberFactory(), text="Rust.", offered=True, agreed_at=timezone.now()
        )
        make_day(offer, days=-20 - number)
        ParticipationFactory(request=offer, member=MemberFactory(), state=Part.JOINED, day=day)
    count(many)
    assert few == many


# ---------- asked ----------


def test_who_asks_finds_a_host_and_they_agree_on_a_day(client, host, visitor):
    asked = make_asked(asked_by=visitor)
    assert "Mag diegene bij jou komen kijken" in content(client, host, asked)
    assert (
        "kan niet worden opgeslagen" in post(client, host, asked, "welkom/", message="Bel 06 12345678").content.decode()
        or not Participation.objects.exists()
    )
    assert post(client, host, asked, "welkom/", message="Kom dinsdag.").status_code == 302
    assert post(client, host, asked, "welkom/", message="Kom dinsdag.").status_code == 302
    part = Participation.objects.get()
    assert "Kom dinsdag." in content(client, visitor, asked)
    assert "Kom dinsdag." not in content(client, MemberFactory(), asked)
    assert post(client, visitor, asked, "gastheer/", wie=part.pk).status_code == 302
    assert post(client, visitor, asked, "gastheer/", wie=part.pk).status_code == 302  # sent twice
    wrong = post(client, visitor, asked, "bezoek/", **times(NINE))
    assert wrong.status_code == 200 and "Lees eerst wat je belooft" in wrong.content.decode()
    right = times(NINE, venue="De Brink", agreed="on")
    assert post(client, host, asked, "bezoek/", **right).status_code == 403
    assert post(client, visitor, asked, "bezoek/", **right).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.session.facilitator, asked.session.event.venue) == ("scheduled", host, "De Brink")
    assert "De Brink" in content(client, host, asked) and "De Brink" not in content(client, MemberFactory(), asked)
    later = times(NINE + timedelta(days=1))
    assert post(client, visitor, asked, "bezoek/", **later).status_code == 302
    assert asked.session.event.starts.date() == date(2030, 5, 7)
    assert post(client, visitor, asked, "bezoek/", doe="weg").status_code == 302
    asked.refresh_from_db()
    assert asked.status == RequestStatus.MATCHED
    assert post(client, host, asked, "welkom/", doe="weg").status_code == 302
    asked.refresh_from_db()
    assert asked.status == RequestStatus.OPEN and Participation.objects.get().state == Part.LEFT


def test_somebody_who_was_asked_by_name_says_no_without_anybody_hearing(client, host, visitor):
    make_offer()
    cleaned = {"title": "Meekijken", "text": "Op de groep.", "to_member": host}
    asked = asking.send(asking.begin(RequestKind.VISIT, visitor, cleaned), visitor)
    assert "Ja, welkom" in content(client, host, asked)
    assert post(client, host, asked, "welkom/", doe="nee").status_code == 302
    assert Participation.objects.get().state == Part.DECLINED
    assert not Notification.objects.filter(member=visitor).exists()
    assert "Hilde" not in content(client, visitor, asked).split("Wie vraagt het?")[0]
    Request.objects.filter(pk=asked.pk).update(opened_at=timezone.now() - timedelta(days=90))
    closing.expire()
    assert post(client, visitor, asked, "klaar/", doe="opnieuw").status_code == 302
    asked.refresh_from_db()
    assert asked.is_open


def test_a_colleague_or_practice_that_is_open_to_it_leads_to_asking(client, host, visitor):
    host.open_to_visits = True
    host.save()
    practice = PracticeFactory(contact=host, shadow_visit=True)
    way = f"/uitwisseling/nieuw/?soort=kijkje&amp;bij={host.slug}"
    client.force_login(visitor)
    assert way in client.get(f"/mensen/{host.slug}/").content.decode()
    assert way in client.get(f"/praktijken/{practice.slug}/").content.decode()
    form = client.get(way.replace("&amp;", "&")).content.decode()
    assert 'value="Hilde Gastvrouw"' in form
    assert client.get("/uitwisseling/nieuw/?soort=kijkje&bij=niemand").status_code == 200
    # Of a consultation whom one asks stands in the second step.
    host.open_to_consultation = True
    host.save()
    way = f"/uitwisseling/nieuw/?soort=consultatie&bij={host.slug}"
    assert way.replace("&", "&amp;") in client.get(f"/mensen/{host.slug}/").content.decode()
    sent = client.post(way, {"title": "Hoe doe ik dit?", "text": "Ik twijfel over mijn aanpak."}, follow=True)
    assert 'value="Hilde Gastvrouw"' in sent.content.decode()
    assert "bij=" not in client.get(f"/mensen/{visitor.slug}/").content.decode()


def test_an_offer_stays_an_offer_and_asks_only_what_fits(client, host):
    offer = make_offer(1, asked_by=host)
    client.force_login(host)
    address = f"{offer.get_absolute_url()}bewerken/"
    assert 'name="is_offer"' not in client.get(address).content.decode()
    client.post(address, {"is_offer": "nee", "title": "Een andere dag", "text": "Je kookt mee."})
    offer.refresh_from_db()
    assert (offer.is_offer, offer.title) == (True, "Een andere dag")
    second = client.get(f"{address}?stap=hoe").content.decode()
    assert 'name="size"' in second and 'name="wanted_by"' not in second


# ---------- afterwards ----------


def saw(text="Rust aan tafel.", **more):
    return {"text": text, "privacy_read": "on"} | more


def test_what_a_visitor_saw_is_read_by_the_host_and_by_others_when_both_say_so(client, host, visitor):
    offer = make_offer(3, asked_by=host)
    absent, booked_later = MemberFactory(), MemberFactory()
    day = offer.days.get()
    for member in (visitor, absent):
        visits.book(day, member, agreed=True)
    assert post(client, visitor, offer, "gezien/", **saw()).status_code == 403
    day.refresh_from_db()
    were_there(day.session, host, visitor, host)
    assert [post(client, one, offer, "gezien/", **saw()).status_code for one in (absent, booked_later)] == [403, 403]
    assert list(Notification.objects.filter(kind="visit_over").values_list("member", flat=True)) == [visitor.pk]
    unread = post(client, visitor, offer, "gezien/", text="Rust aan tafel.")
    asks = post(client, visitor, offer, "gezien/", **saw("Bel 06 12345678 of mail jan@voorbeeld.nl"))
    assert (unread.status_code, asks.status_code, Impression.objects.count()) == (200, 200, 0)
    assert post(client, visitor, offer, "gezien/", **saw(offered="on")).status_code == 302
    impression = Impression.objects.get()
    assert Notification.objects.filter(kind="visit_seen", member=host).count() == 1
    assert "Rust aan tafel." in content(client, host, offer)
    for reader in (absent, booked_later, StaffFactory()):
        assert "Rust aan tafel." not in content(client, reader, offer)
        assert post(client, reader, offer, "gezien/", doe="deel", indruk=impression.pk).status_code == 403
        assert post(client, reader, offer, "gezien/", doe="weg", indruk=impression.pk).status_code == 404
    assert post(client, visitor, offer, "gezien/", doe="deel", indruk=impression.pk).status_code == 403
    assert post(client, host, offer, "gezien/", doe="deel", indruk=impression.pk).status_code == 302
    assert "Rust aan tafel." in content(client, booked_later, offer)
    # Other words need to be agreed to anew, and what isn't offered can't be shared.
    assert post(client, visitor, offer, "gezien/", **saw("Rust, en een hond.", offered="on")).status_code == 302
    assert "hond" not in content(client, booked_later, offer)
    assert post(client, visitor, offer, "gezien/", **saw("Rust, en een hond.")).status_code == 302
    post(client, host, offer, "gezien/", doe="deel", indruk=impression.pk)
    assert Impression.objects.get().agreed_at is None
    assert post(client, visitor, offer, "gezien/", doe="weg", indruk=impression.pk).status_code == 302
    assert not Impression.objects.exists()


def test_closing_an_offer_says_what_came_of_it(client, host, visitor):
    offer = make_offer(1, asked_by=host)
    visits.book(offer.days.get(), visitor, agreed=True)
    refused = post(client, host, offer, "klaar/", **{"klaar-text": ""})
    assert "Er komt nog iemand" in client.get(refused.url).content.decode()
    visits.cancel(offer, visitor)
    assert post(client, host, offer, "klaar/", **{"klaar-text": "Bel 06 12345678"}).status_code == 200
    assert post(client, host, offer, "klaar/", **{"klaar-text": "Twee bezoekers."}).status_code == 302
    assert "Twee bezoekers." in content(client, MemberFactory(), offer)
    assert post(client, host, offer, "klaar/", **{"klaar-text": "Drie."}).status_code == 302
    assert post(client, visitor, offer, "boeken/", day="1", agreed="on").status_code == 302
    offer.refresh_from_db()
    assert (offer.status, offer.outcome_text) == ("closed", "Twee bezoekers.")


def test_visits_and_consultations_given_stand_in_the_folder_of_who_made_and_gave_them(host, visitor):
    assert {proofs.visits, proofs.consultations} <= set(proof_sources)
    offer = make_offer(2, asked_by=host)
    day, absent = offer.days.get(), MemberFactory()
    for member in (visitor, absent):
        visits.book(day, member, agreed=True)
    day.refresh_from_db()
    were_there(day.session, host, visitor, host)
    (proof,) = proofs.visits(visitor, None, None)
    assert (proof.category, proof.hours, proof.url) == (Category.VISIT, Decimal("6"), offer.get_absolute_url())
    assert str(host.organisation) in proof.title and "Hilde" not in proof.title
    assert proofs.visits(host, None, None) == proofs.visits(absent, None, None) == []
    assert proofs.visits(visitor, timezone.localdate(), None) == []

    asked = RequestFactory(kind=RequestKind.CONSULTATION, size=None, asked_by=visitor)
    joining.say_yes(joining.invite(asked, [host])[0], agreed=True)
    assert proofs.consultations(host, None, None) == []
    closing.held(asked, visitor)
    (spoken,) = proofs.consultations(host, None, None)
    assert (spoken.category, spoken.hours, spoken.happened_on) == (Category.CONSULTATION, None, timezone.localdate())
    assert asked.title not in spoken.title and "Vera" not in spoken.title
    planned = RequestFactory(kind=RequestKind.CONSULTATION, size=None, asked_by=visitor)
    joining.say_yes(joining.invite(planned, [host])[0], agreed=True)
    start = timezone.now() + timedelta(days=2)
    session = meeting.schedule(planned, visitor, start, start + timedelta(hours=1))
    assert len(proofs.consultations(host, None, None)) == 1
    were_there(session, visitor, visitor, host)
    assert [one.hours for one in proofs.consultations(host, None, None)] == [Decimal("1"), None]
    assert proofs.consultations(visitor, None, None) == []


def test_who_opens_an_address_that_something_is_sent_to_gets_to_the_page(client):
    offer, member = make_offer(1, asked_by=MemberFactory()), MemberFactory()
    session = make_session()
    doors = ["boeken", "dagen", "welkom", "klaar", "ja", "nee", "meedoen", "groep", "momenten", "besluit", "afronden"]
    for _signed_in in (False, True):
        for door in doors:
            answer = client.get(f"/uitwisseling/{offer.pk}/{door}/")
            assert (answer.status_code, answer.url) == (302, offer.get_absolute_url()), door
        assert client.get(f"/uitwisseling/{offer.pk}/voorstel/3/stand/").url == f"/uitwisseling/{offer.pk}/voorstel/3/"
        assert client.get(f"/sessies/{session.pk}/sluiten/").url == f"/sessies/{session.pk}/"
        client.force_login(member)
    assert client.put(f"/uitwisseling/{offer.pk}/ja/").status_code == 405
    assert client.get(f"/sessies/{session.pk}/sluiten/", follow=True).status_code == 404
