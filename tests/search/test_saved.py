"""Saved searches: what is new is mailed once a day at most, to who may see it, until they stop it."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base import stamps, work
from network.topics.actions import merge_topics
from search import saved
from search.models import SavedSearch
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + timedelta(days=1, minutes=1)


@pytest.fixture
def settle(search_index):
    """Brings index and memory up to date with what the test wrote."""

    def _settle():
        stamps.forget()
        search_index()

    return _settle


@pytest.fixture
def member():
    return MemberFactory(name="Marit Lezer", email="marit@voorbeeld.example")


@pytest.fixture
def client(client, member):
    client.force_login(member)
    return client


@pytest.fixture
def send(settle, django_capture_on_commit_callbacks):
    """Sends what is due at a time, and gives the new mails."""

    def _send(now=NOW):
        settle()
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            number = saved.send_due(now)
        sent = mail.outbox[before:]
        assert len(sent) == number
        return sent

    return _send


def keep(member, words="verzuim", **filters):
    return saved.save(member, words, filters)[0]


def links(message):
    """The addresses in a mail, without the host."""
    return re.findall(r"^http://[^/]+(/\S*)$", message.body, re.MULTILINE)


def stop_links(message):
    return [link for link in links(message) if link.startswith("/zoeken/stoppen/")]


# ---------- keeping one ----------


def test_a_search_is_kept_with_its_filters_and_leads_back_to_it(client, member, settle):
    topic = TopicFactory(name="Rouw", slug="rouw")
    settle()
    asked = {"q": "verzuim ", "soort": "praktijken", "onderwerp": ["rouw", "bestaat-niet"], "pagina": "3"}
    response = client.post("/zoeken/bewaren/", asked)
    search = SavedSearch.objects.get()
    assert (search.member, search.words, search.mails) == (member, "verzuim", True)
    assert search.filters == {"soort": ["praktijken"], "onderwerp": [topic.slug]}
    assert response["Location"] == saved.address(search) == "/zoeken/?q=verzuim&soort=praktijken&onderwerp=rouw"
    page = client.get(response["Location"]).text
    assert "We bewaren deze zoekopdracht." in page


def test_the_search_page_offers_to_keep_a_search_and_says_that_it_is_kept(client, member, settle):
    PracticeFactory(title="Over verzuim")
    settle()
    # the last finds nothing yet: all the more reason
    for address in ("/zoeken/?q=verzuim", "/zoeken/?q=verzuim&soort=praktijken", "/zoeken/?q=xylofoonbouw"):
        page = client.get(address).text
        (form,) = re.findall(r'<form method="post" action="/zoeken/bewaren/">.*?</form>', page, re.DOTALL)
        fields = dict(re.findall(r'name="(q|soort)" value="([^"]*)"', form))
        client.post("/zoeken/bewaren/", fields)
        page = client.get(address).text
        assert "Je bewaart deze zoekopdracht." in page
        assert "/zoeken/bewaren/" not in page
    assert member.saved_searches.count() == 3
    assert "/zoeken/bewaren/" not in Client().get("/zoeken/?q=verzuim").text


def test_the_same_search_is_kept_once(member, settle):
    settle()
    first, new = saved.save(member, "Verzuim", {"soort": ["mensen"]})
    again, new_again = saved.save(member, "verzuim", {"soort": ["mensen"]})
    assert (first, new, new_again) == (again, True, False)
    assert saved.save(member, "verzuim", {})[1]


def test_what_was_meant_is_kept_when_that_is_what_was_found(member, send, settle):
    PracticeFactory(title="Schoolverzuim", summary="Schoolverzuim en schoolverzuim")
    settle()
    assert keep(member, "schoolverzium").words == "schoolverzuim"
    PracticeFactory(title="Nieuw schoolverzuim")
    assert "Nieuw schoolverzuim" in send()[0].body


def test_more_than_fifty_are_refused(client, member, settle):
    settle()
    SavedSearch.objects.bulk_create(SavedSearch(member=member, words=f"woord {n}") for n in range(saved.MOST))
    page = client.post("/zoeken/bewaren/", {"q": "nog een"}, follow=True).text
    assert "Je bewaart al 50 zoekopdrachten." in page
    assert member.saved_searches.count() == saved.MOST


@pytest.mark.parametrize("words", ["123456782", "jan.jansen@voorbeeld.example", "06-12345678"])
def test_words_with_somebodys_data_are_not_kept(client, settle, words):
    settle()
    assert "Deze woorden lijken op persoonsgegevens" in client.post("/zoeken/bewaren/", {"q": words}, follow=True).text
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "?!", "-"])
def test_nothing_is_kept_without_words(client, settle, words):
    settle()
    assert "Zoek eerst iets" in client.post("/zoeken/bewaren/", {"q": words}, follow=True).text
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "words", ["a" * 100_000, "\u202ewo\u200bord", "<script>alert(1)</script>", '"open', "-weg aan"]
)
def test_any_words_are_kept_or_refused_without_an_error(client, settle, words):
    settle()
    response = client.post("/zoeken/bewaren/", {"q": words}, follow=True)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<script>alert" not in client.get("/mijn/zoekopdrachten/").text


def test_a_visitor_signs_in_first(settle):
    settle()
    response = Client().post("/zoeken/bewaren/", {"q": "verzuim"})
    assert response["Location"] == "/inloggen/?next=/zoeken/%3Fq%3Dverzuim"
    assert not SavedSearch.objects.exists()
    assert Client().get("/mijn/zoekopdrachten/")["Location"].startswith("/inloggen/")


# ---------- the list ----------


def test_the_list_and_my_page_show_my_own_searches(client, member, settle):
    TopicFactory(name="Rouw", slug="rouw")
    settle()
    keep(member, "verzuim", onderwerp=["rouw"], soort=["praktijken"])
    keep(MemberFactory(), "geheim woord")
    page = client.get("/mijn/zoekopdrachten/").text
    for text in (page, client.get("/mijn/").text):
        assert '<a href="/zoeken/?q=verzuim&amp;soort=praktijken&amp;onderwerp=rouw">verzuim</a>' in text
        assert "<li>Praktijken</li><li>Rouw</li>" in re.sub(r"\s*\n\s*", "", text)
        assert "geheim woord" not in text


def test_an_empty_list_says_what_to_do(client, settle):
    settle()
    assert "Je bewaart nog geen zoekopdrachten." in client.get("/mijn/zoekopdrachten/").text
    assert "Mijn zoekopdrachten" not in client.get("/mijn/").text


def test_the_list_costs_as_many_queries_for_twenty_as_for_one(client, member, settle, django_assert_num_queries):
    TopicFactory(slug="rouw")
    settle()
    keep(member, "woord", onderwerp=["rouw"])
    client.get("/mijn/zoekopdrachten/")
    with django_assert_num_queries(5) as captured:
        client.get("/mijn/zoekopdrachten/")
    for number in range(19):
        keep(member, f"woord {number}", onderwerp=["rouw"])
    with django_assert_num_queries(len(captured)):
        client.get("/mijn/zoekopdrachten/")


def test_a_search_is_removed_and_its_mails_stopped_and_started(client, member, settle):
    settle()
    search = keep(member)
    mails = reverse("search:saved_mails", args=[search.pk])
    for value, wanted in (("off", False), ("on", True), ("onzin", False)):
        assert client.post(mails, {"mails": value}).status_code == 302
        search.refresh_from_db()
        assert search.mails is wanted
    assert client.post(reverse("search:saved_delete", args=[search.pk])).status_code == 302
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("name", ["saved_delete", "saved_mails"])
def test_a_search_of_somebody_else_is_not_there(client, settle, name):
    settle()
    other = keep(MemberFactory())
    assert client.post(reverse(f"search:{name}", args=[other.pk])).status_code == 404
    assert client.post(reverse(f"search:{name}", args=[9**30])).status_code == 404
    other.refresh_from_db()
    assert other.mails


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(client, member, settle, method):
    settle()
    search = keep(member)
    look = getattr(client, method)
    for name in ("saved_delete", "saved_mails"):
        assert look(reverse(f"search:{name}", args=[search.pk])).status_code == 405
    assert look("/zoeken/bewaren/", {"q": "anders"}).status_code == 405
    assert look(saved.stop_url(search=search).partition("testserver")[2]).status_code == 200
    assert look("/mijn/zoekopdrachten/").status_code == 200
    search.refresh_from_db()
    assert (SavedSearch.objects.count(), search.mails) == (1, True)


def test_who_is_signed_in_needs_a_token_to_change_something(member, settle):
    settle()
    search = keep(member)
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    for name in ("saved_delete", "saved_mails"):
        assert client.post(reverse(f"search:{name}", args=[search.pk])).status_code == 403
    assert client.post("/zoeken/bewaren/", {"q": "anders"}).status_code == 403
    assert SavedSearch.objects.get().mails


# ---------- what is new ----------


def test_what_was_there_already_is_not_mailed(member, send, settle):
    PracticeFactory(title="Oud verzuim")
    settle()
    keep(member)
    assert send() == []


def test_what_is_new_is_mailed_once(member, send, settle):
    settle()
    search = keep(member)
    PracticeFactory(title="Nieuw verzuim", slug="nieuw-verzuim")
    (message,) = send()
    assert message.to == ["marit@voorbeeld.example"]
    assert message.subject == "Nieuw voor “verzuim”"
    assert message.body.startswith("Hallo Marit,\n\nEr is iets nieuws voor wat je zoekt.\n\n“verzuim”\n\n")
    assert links(message)[:1] == ["/praktijken/nieuw-verzuim/"]
    search.refresh_from_db()
    assert search.mailed_at == NOW
    assert send() == send(LATER) == []


def test_one_mail_has_the_news_of_all_searches(member, send, settle):
    settle()
    for words in ("verzuim", "rouw", "autisme"):
        keep(member, words)
    PracticeFactory(title="Nieuw verzuim")
    PracticeFactory(title="Nieuwe rouw")
    (message,) = send()
    assert message.subject == "Nieuw in 2 van je zoekopdrachten"
    assert "Nieuw verzuim" in message.body
    assert "Nieuwe rouw" in message.body
    assert "autisme" not in message.body


def test_there_is_no_second_mail_within_a_day_whatever_is_new(member, send, settle):
    settle()
    keep(member, "verzuim")
    keep(member, "rouw")
    PracticeFactory(title="Nieuw verzuim")
    assert len(send()) == 1
    PracticeFactory(title="Nieuwe rouw")
    PracticeFactory(title="Nog meer verzuim")
    assert send(NOW + timedelta(hours=23)) == []
    (message,) = send(LATER)
    assert "Nieuwe rouw" in message.body
    assert "Nog meer verzuim" in message.body
    assert "Nieuw verzuim" not in message.body


def test_a_mail_shows_five_and_says_how_many_more(member, send, settle):
    settle()
    keep(member)
    for number in range(7):
        PracticeFactory(title=f"Verzuim {number}")
    (message,) = send()
    assert len([link for link in links(message) if link.startswith("/praktijken/")]) == 5
    assert "En nog 2:\nhttp://testserver/zoeken/?q=verzuim\n" in message.body
    assert send(LATER) == []


def test_filters_count(member, send, settle):
    rouw = TopicFactory(name="Rouw", slug="rouw")
    settle()
    keep(member, "verzuim", onderwerp=["rouw"], soort=["praktijken"])
    PracticeFactory(title="Ander verzuim")
    PracticeFactory(title="Dit verzuim", with_topics=[rouw])
    OrganisationFactory(name="Verzuim BV")
    (message,) = send()
    assert "“verzuim” (Praktijken, Rouw)" in message.body
    assert "Dit verzuim" in message.body
    assert "Ander verzuim" not in message.body
    assert "Verzuim BV" not in message.body


def test_a_filter_that_is_gone_does_not_widen_the_search(client, member, send, settle):
    topic = TopicFactory(slug="rouw")
    settle()
    keep(member, "verzuim", onderwerp=["rouw"])
    topic.delete()
    PracticeFactory(title="Nieuw verzuim")
    assert send() == []
    assert "Een filter van deze zoekopdracht bestaat niet meer." in client.get("/mijn/zoekopdrachten/").text


def test_a_topic_that_was_merged_is_followed(member, send, settle):
    old, new = TopicFactory(slug="rouw"), TopicFactory(slug="verlies")
    settle()
    keep(member, "verzuim", onderwerp=["rouw"])
    merge_topics(old, new)
    PracticeFactory(title="Dit verzuim", with_topics=[new])
    PracticeFactory(title="Ander verzuim")
    (message,) = send()
    assert "Dit verzuim" in message.body
    assert "Ander verzuim" not in message.body


def test_what_only_resembles_the_question_is_no_news(member, send, settle):
    settle()
    keep(member, "verzuim paarden sterrenkunde")
    PracticeFactory(title="Nieuw verzuim")
    assert send() == []


def test_what_a_kind_finds_when_it_joins_was_there_already(member, send, settle):
    settle()
    search = keep(member)
    OrganisationFactory(name="Verzuim BV")
    PracticeFactory(title="Nieuw verzuim")
    del search.known["organisation"]
    search.save()
    (message,) = send()
    assert "Nieuw verzuim" in message.body
    assert "Verzuim BV" not in message.body
    OrganisationFactory(name="Nog een Verzuim BV")
    assert "Nog een Verzuim BV" in send(LATER)[0].body


def test_without_an_index_nothing_is_said(member, send, settle, monkeypatch):
    settle()
    keep(member)
    PracticeFactory(title="Nieuw verzuim")
    found = saved.visible_scores

    def away(*args, **kwargs):
        return found(*args, **kwargs)[0], "database"

    monkeypatch.setattr(saved, "visible_scores", away)
    assert send() == []
    later, _new = saved.save(member, "rouw", {})
    assert later.known == {}
    monkeypatch.undo()
    assert len(send()) == 1


def test_a_search_that_fails_does_not_keep_the_mails_of_others(member, send, settle, monkeypatch):
    settle()
    other = MemberFactory()
    keep(member)
    keep(other)
    PracticeFactory(title="Nieuw verzuim")
    found = saved.visible_scores

    def failing(query, reader, among):
        if reader.pk == member.pk:
            raise RuntimeError
        return found(query, reader, among)

    monkeypatch.setattr(saved, "visible_scores", failing)
    assert [message.to for message in send()] == [[other.email]]
    monkeypatch.undo()
    assert [message.to for message in send()] == [[member.email]]


# ---------- who may see it ----------


def test_nobody_is_mailed_what_they_may_not_see(member, send, settle):
    author = MemberFactory()
    settle()
    for one in (member, author):
        keep(one)
    PracticeFactory(title="Besloten verzuim", visibility="participants", owner=author)
    PracticeFactory(title="Concept verzuim", live=False)
    assert [message.to for message in send()] == [[author.email]]
    assert "Concept" not in mail.outbox[0].body


def test_what_was_closed_before_sending_is_not_mailed(member, send, settle):
    settle()
    keep(member)
    page = PracticeFactory(title="Even open verzuim")
    settle()
    page.visibility = "participants"
    page.save()
    # The index was made when it was open.
    stamps.forget()
    assert send() == []


def test_what_opens_later_is_news(member, send, settle):
    page = PracticeFactory(title="Besloten verzuim", visibility="participants")
    settle()
    keep(member)
    assert send() == []
    page.visibility = "members"
    page.save()
    assert "Besloten verzuim" in send()[0].body


def test_who_left_gets_no_mail(member, send, settle):
    settle()
    keep(member)
    PracticeFactory(title="Nieuw verzuim")
    member.is_active = False
    member.save()
    assert send() == []


def test_who_stopped_the_mails_gets_none_and_starts_again_from_then(member, send, settle):
    settle()
    search = keep(member)
    saved.stop(SavedSearch.objects.filter(pk=search.pk))
    PracticeFactory(title="Intussen verzuim")
    assert send() == []
    saved.start(search)
    assert send() == []
    PracticeFactory(title="Daarna verzuim")
    (message,) = send()
    assert "Daarna verzuim" in message.body
    assert "Intussen" not in message.body


def test_who_stops_while_mails_are_made_gets_none(member, send, settle, monkeypatch):
    settle()
    keep(member)
    PracticeFactory(title="Nieuw verzuim")
    found = saved._first_rows

    def meanwhile(news, reader):
        saved.stop(SavedSearch.objects.all())
        return found(news, reader)

    monkeypatch.setattr(saved, "_first_rows", meanwhile)
    assert send() == []


def test_two_that_send_at_once_send_one_mail(member, send, settle, monkeypatch):
    settle()
    keep(member)
    PracticeFactory(title="Nieuw verzuim")
    found, runs = saved._first_rows, []

    def meanwhile(news, reader):
        rows = found(news, reader)
        if not runs:
            runs.append("the other")
            runs.append(saved.send_due(NOW))
        return rows

    monkeypatch.setattr(saved, "_first_rows", meanwhile)
    settle()
    assert saved.send_due(NOW) == 0
    assert runs == ["the other", 1]


# ---------- stopping from the mail ----------


def test_the_link_in_the_mail_stops_with_one_click_without_signing_in(member, send, settle):
    settle()
    search, other = keep(member), keep(member, "rouw")
    PracticeFactory(title="Nieuw verzuim")
    (message,) = send()
    (link,) = stop_links(message)
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(link)
    assert "<b>verzuim</b>" in page.text
    assert "no-store" in page["Cache-Control"]
    answer = visitor.post(link)
    assert "Je krijgt geen mails meer" in answer.text
    assert "rouw" not in page.text + answer.text
    for one, wanted in ((search, False), (other, True)):
        one.refresh_from_db()
        assert one.mails is wanted


def test_a_mail_program_stops_all_mails_with_one_click(member, send, settle):
    settle()
    keep(member)
    keep(member, "rouw")
    keep(MemberFactory(), "rouw")
    PracticeFactory(title="Nieuw verzuim en rouw")
    message = next(one for one in send() if one.to == [member.email])
    header = message.message()["List-Unsubscribe"]
    assert message.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<http://testserver(/zoeken/stoppen/\S+/)>", re.sub(r"\s", "", header))[1]
    assert link in stop_links(message)
    answer = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not member.saved_searches.filter(mails=True).exists()
    assert SavedSearch.objects.filter(mails=True).count() == 1


def test_a_link_that_is_used_again_does_no_harm(member, settle):
    settle()
    search = keep(member)
    link = saved.stop_url(search=search).partition("testserver")[2]
    for _time in range(2):
        assert "Je krijgt geen mails meer" in Client().post(link).text
    assert "Je krijgt geen mails meer" in Client().get(link).text
    search.delete()
    for answer in (Client().get(link), Client().post(link)):
        assert answer.status_code == 404
        assert "Deze link werkt niet meer" in answer.text


def test_a_link_that_is_forged_or_too_old_stops_nothing(member, settle, monkeypatch):
    settle()
    search = keep(member)
    real = saved.stop_url(search=search).split("/")[-2]
    forged = [
        signing.dumps(["search", search.pk]),  # another purpose
        signing.dumps(["search", search.pk], salt=saved.SALT, key="geraden"),
        real[:-1] + ("a" if real[-1] != "a" else "b"),
        real.replace(":", "", 1),
        "é" * 50,
        "a" * 2_000,
        "x:y:z",
        "1",
    ]
    for token in forged:
        assert Client().post(reverse("search:saved_stop", args=[token])).status_code == 404
    monkeypatch.setattr(saved, "STOP_DAYS", -1)
    assert Client().post(reverse("search:saved_stop", args=[real])).status_code == 404
    search.refresh_from_db()
    assert search.mails


# ---------- how the mail looks, and who sends it ----------


def test_the_html_of_the_mail_has_the_same_links_and_nothing_that_was_typed_as_html(member, send, settle):
    settle()
    keep(member, "verzuim <b>vet</b>")
    PracticeFactory(title="Verzuim <img src=x> vet b", slug="vet")
    (message,) = send()
    html = message.alternatives[0].content
    for link in links(message):
        assert f'<a href="http://testserver{link.replace("&", "&amp;")}"' in html
    assert "“verzuim &lt;b&gt;vet&lt;/b&gt;”" in html
    assert ">Verzuim &lt;img src=x&gt; vet b</a>" in html
    assert "<img" not in html


def test_the_worker_and_the_command_send_what_is_due(member, settle, capsys, django_capture_on_commit_callbacks):
    settle()
    keep(member)
    PracticeFactory(title="Nieuw verzuim")
    settle()
    (job,) = [job for job in work.jobs if job.name == "search.saved"]
    assert (job.every, job.run, job.alone) == (3600, saved.send_due, True)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_saved_searches")
    assert capsys.readouterr().out == "1 mails sent\n"
    assert len(mail.outbox) == 1
    assert job.run() == 0
