"""Each field of a profile on the ways that leave the site: export, API and mail, for each level and role."""

import csv
import io
import json

import pytest
from django.core import mail
from django.test import Client

from base import page_cache, stamps
from network.people import actions_profile
from network.people.choices import ShownTo
from network.people.models import Member, MemberTopic
from network.people.profiles import FIELDS
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.topics import TopicFactory
from tests.searching import fresh_index

pytestmark = pytest.mark.django_db

# What each field has that stands nowhere else; a photo leaves the site in none of these ways.
SECRETS = {
    "job_title": "Sluiswachter",
    "organisation": "De Zeldzame Wilg",
    "municipalities": "Kolmeerdam",
    "topics": "Vlinderkunde",
    "bio": "Ik speel harmonica",
    "languages": "Esperanto",
    "expert_by_experience": "Ervaringsdeskundige",
    "open_to": "Training geven",
}
LEVELS = [ShownTo.MEMBERS, ShownTo.ORGANISATION, ShownTo.NOBODY]


@pytest.fixture
def person():
    company = OrganisationFactory(name=SECRETS["organisation"])
    person = MemberFactory(
        name="Jamal Aydeniz",
        email="jamal.geheim@wilg.example",
        job_title=SECRETS["job_title"],
        organisation=company,
        bio=SECRETS["bio"],
        languages=SECRETS["languages"],
        expert_by_experience=True,
        open_to_training=True,
    )
    person.municipalities.add(MunicipalityFactory(name=SECRETS["municipalities"]))
    MemberTopic.objects.create(member=person, topic=TopicFactory(name=SECRETS["topics"], slug="vlinderkunde"))
    return person


def hide(person, field, level):
    person.shown_to = {field: level}
    person.save()
    for stamp in ("people", "site"):
        stamps.bump(stamp)
    page_cache.clear()


def signed_in(member):
    client = Client()
    client.force_login(Member.objects.get(pk=member.pk))
    return client


def test_every_field_is_looked_at():
    assert set(SECRETS) | {"photo"} == set(FIELDS)


def test_the_export_has_of_each_field_what_its_reader_may_see(person):
    staff, colleague = StaffFactory(), StaffFactory(organisation=person.organisation, job_title="", name="Collega")
    administrator = AdministratorFactory()
    clients = {"staff": signed_in(staff), "colleague": signed_in(colleague), "administrator": signed_in(administrator)}
    sees = {
        ShownTo.MEMBERS: {"staff", "colleague", "administrator"},
        ShownTo.ORGANISATION: {"colleague", "administrator"},
        # who keeps the accounts sees them anyway
        ShownTo.NOBODY: {"administrator"},
    }
    for field in SECRETS:
        for level in LEVELS:
            hide(person, field, level)
            for role, client in clients.items():
                text = b"".join(client.get("/mensen/lijst.csv")).decode("utf-8-sig")
                (row,) = [one for one in csv.reader(io.StringIO(text), delimiter=";") if one[0] == "Jamal Aydeniz"]
                # a tick is a word of its own, and stands where its column is
                place = list(FIELDS).index(field) + 1
                assert bool(row[place] not in ("", "nee", "Nee")) is (role in sees[level]), (field, level, role)
                assert "geheim" not in text
    for reader in (MemberFactory(), ProviderEditorFactory(), person):
        assert signed_in(reader).get("/mensen/lijst.csv").status_code == 404
    assert Client().get("/mensen/lijst.csv").status_code == 404


def test_an_export_that_is_filtered_on_a_hidden_field_has_nobody(person):
    client = signed_in(StaffFactory())
    for level, names in ((ShownTo.MEMBERS, 1), (ShownTo.ORGANISATION, 0), (ShownTo.NOBODY, 0)):
        hide(person, "topics", level)
        text = b"".join(client.get("/mensen/lijst.csv?onderwerp=vlinderkunde")).decode()
        assert text.count("Jamal Aydeniz") == names


def test_the_api_says_of_each_field_what_its_reader_may_see(person, settings, tmp_path):
    clients = {"member": signed_in(MemberFactory()), "staff": signed_in(StaffFactory()), "visitor": Client()}
    with fresh_index(settings, tmp_path / "search") as index_now:
        for level in LEVELS:
            for field, secret in SECRETS.items():
                hide(person, field, level)
                index_now()
                stamps.forget()
                for role, client in clients.items():
                    # also asked for by the word itself, which is in no index then
                    for words in ("Jamal", secret):
                        answer = client.get("/api/v1/search", {"q": words, "kind": "person"}).json()
                        answer = json.dumps(answer["results"], ensure_ascii=False)
                        assert "geheim" not in answer
                        if words == "Jamal":
                            assert ("Jamal" in answer) is (role != "visitor")
                        if role == "visitor":
                            assert "Jamal" not in answer
                        elif level != ShownTo.MEMBERS:
                            assert secret not in answer, (field, level, role)


def test_a_message_says_of_its_sender_what_its_receiver_may_see(person, django_capture_on_commit_callbacks):
    colleague, member = MemberFactory(organisation=person.organisation), MemberFactory()
    for level in LEVELS:
        person.shown_to = {"job_title": level, "organisation": level}
        person.save()
        for receiver, may in (
            (colleague, level != ShownTo.NOBODY),
            (member, level == ShownTo.MEMBERS),
        ):
            mail.outbox.clear()
            with django_capture_on_commit_callbacks(execute=True):
                actions_profile.contact(person, receiver, subject="Vraag", message="Kom je langs?")
            (sent,) = mail.outbox
            whole = sent.body + sent.alternatives[0][0]
            shown = {field for field in SECRETS if SECRETS[field] in whole}
            assert shown == ({"job_title", "organisation"} if may else set()), (level, receiver)
            # where to answer to, and nowhere else
            assert sent.reply_to == [person.email] or sent.extra_headers.get("Reply-To") == person.email
            assert person.email not in whole
