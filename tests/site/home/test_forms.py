"""Surveys: pages with a form that staff put together."""

import csv
import io
import uuid

import pytest
from django.core import mail

from home.models import FormAnswer
from tests.factories.home import FormPageFactory
from tests.factories.people import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db

ALL_KINDS = [
    {"label": "Regel", "field_type": "singleline"},
    {"label": "Tekst", "field_type": "multiline"},
    {"label": "Mail", "field_type": "email"},
    {"label": "Getal", "field_type": "number"},
    {"label": "Adres", "field_type": "url"},
    {"label": "Vink", "field_type": "checkbox"},
    {"label": "Vinkjes", "field_type": "checkboxes", "choices": "a\nb"},
    {"label": "Lijst", "field_type": "dropdown", "choices": "a\nb"},
    {"label": "Veel", "field_type": "multiselect", "choices": "a\nb"},
    {"label": "Rondje", "field_type": "radio", "choices": "a\nb"},
    {"label": "Dag", "field_type": "date"},
    {"label": "Tijdstip", "field_type": "datetime"},
    {"label": "Verborgen", "field_type": "hidden", "default_value": "x"},
]
GOOD = {
    "regel": "Een regel",
    "tekst": "Wat langer.\nOp twee regels.",
    "mail": "iemand@voorbeeld.example",
    "getal": "12.5",
    "adres": "https://voorbeeld.example/",
    "vink": "on",
    "vinkjes": ["a", "b"],
    "lijst": "a",
    "veel": ["b"],
    "rondje": "a",
    "dag": "2026-11-22",
    "tijdstip": "2026-11-22 09:30",
    "verborgen": "x",
}


@pytest.fixture
def survey():
    return FormPageFactory(slug="enquete", privacy_note="De staf leest dit en bewaart het een jaar.")


@pytest.fixture
def everything():
    return FormPageFactory(slug="alles", questions=ALL_KINDS)


def test_the_form_says_what_happens_with_the_answers_and_is_kept_for_nobody(client, survey):
    response = client.get("/enquete/")
    assert "De staf leest dit en bewaart het een jaar." in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_an_answer_is_kept_and_thanked_for(client, survey):
    response = client.post("/enquete/", {"wat_vond_je_ervan": "Goed."}, follow=True)
    assert response.redirect_chain == [("/enquete/?verzonden=1", 302)]
    assert "Bedankt." in response.text
    assert FormAnswer.objects.get().form_data == {"wat_vond_je_ervan": "Goed."}


def test_every_kind_of_question_takes_an_answer(client, everything):
    response = client.post("/alles/", GOOD)
    assert response.status_code == 302, response.context["form"].errors
    data = FormAnswer.objects.get().form_data
    assert data["vinkjes"] == ["a", "b"]
    assert data["tekst"] == "Wat langer.\nOp twee regels."


def test_a_form_that_is_sent_twice_is_kept_once(client, survey):
    token = client.get("/enquete/").context["form"]["token"].value()
    form = {"wat_vond_je_ervan": "Goed.", "token": token}
    for _time in range(2):
        assert client.post("/enquete/", form).status_code == 302
    assert FormAnswer.objects.count() == 1


def test_two_people_get_different_tokens(client, survey):
    tokens = {client.get("/enquete/").context["form"]["token"].value() for _time in range(2)}
    assert len(tokens) == 2


@pytest.mark.parametrize("name", sorted(GOOD))
@pytest.mark.parametrize("value", ["\x00", "x" * 100_000, "<script>alert(1)</script>"])
def test_bad_input_is_kept_out_or_harmless(client, everything, name, value):
    response = client.post("/alles/", {**GOOD, name: value, "token": str(uuid.uuid4())})
    if name == "vink":
        assert response.status_code == 302
    elif name in ("regel", "tekst", "verborgen") and value.startswith("<"):
        assert response.status_code == 302
        assert FormAnswer.objects.get().form_data[name] == value
    else:
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [name]
        assert response.context["form"]["regel"].value() == {**GOOD, name: value}["regel"]
        assert not FormAnswer.objects.exists()


@pytest.mark.parametrize("token", ["x", "\x00", "1" * 100_000])
def test_a_forged_token_is_a_form_error(client, survey, token):
    response = client.post("/enquete/", {"wat_vond_je_ervan": "Goed.", "token": token})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["token"]


def test_errors_stand_on_top_with_a_link_to_the_question(client, survey):
    text = client.post("/enquete/", {"wat_vond_je_ervan": ""}).text
    assert 'id="errors"' in text
    assert 'href="#id_wat_vond_je_ervan"' in text


def test_data_of_a_client_is_stopped_before_it_is_kept(client, survey):
    response = client.post("/enquete/", {"wat_vond_je_ervan": "Zijn nummer is 111222333, bel 06-12345678."})
    assert list(response.context["form"].errors) == ["wat_vond_je_ervan"]
    assert not FormAnswer.objects.exists()


def test_somebodys_own_details_may_be_given_where_staff_ask_for_them(client):
    FormPageFactory(slug="bel-mij", questions=[{"label": "Telefoon", "field_type": "singleline", "own_details": True}])
    assert client.post("/bel-mij/", {"telefoon": "06-12345678"}).status_code == 302
    assert FormAnswer.objects.get().form_data == {"telefoon": "06-12345678"}


def test_staff_get_a_mail_that_says_there_is_an_answer_and_not_what(client, django_capture_on_commit_callbacks):
    page = FormPageFactory(slug="mail", to_address="een@regio.example, twee@regio.example", subject="Er is\r\nBcc: x")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/mail/", {"wat_vond_je_ervan": "Dit is vertrouwelijk."})
    assert [message.to for message in mail.outbox] == [["een@regio.example"], ["twee@regio.example"]]
    assert mail.outbox[0].subject == "Er is Bcc: x"
    assert "vertrouwelijk" not in mail.outbox[0].body
    assert f"/beheer/forms/submissions/{page.pk}/" in mail.outbox[0].body


def test_a_mail_server_that_is_down_loses_no_answer(client, settings, django_capture_on_commit_callbacks):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    FormPageFactory(slug="mail", to_address="een@regio.example")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/mail/", {"wat_vond_je_ervan": "Goed."}).status_code == 302
    assert FormAnswer.objects.count() == 1


def results(page):
    return f"/beheer/forms/submissions/{page.pk}/"


def test_staff_see_the_answers(client, survey):
    client.post("/enquete/", {"wat_vond_je_ervan": "Heel goed."})
    client.force_login(StaffFactory())
    assert "Heel goed." in client.get(results(survey)).text


def test_the_export_of_answers_defuses_formulas(client, survey):
    client.post("/enquete/", {"wat_vond_je_ervan": "=HYPERLINK(1)"})
    client.force_login(StaffFactory())
    response = client.get(results(survey), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_members_see_no_answers(client, survey):
    client.post("/enquete/", {"wat_vond_je_ervan": "Heel goed."})
    client.force_login(MemberFactory())
    assert client.get(results(survey)).status_code in (302, 403)
