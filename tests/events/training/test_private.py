"""An SKJ folder is of one member: nobody else finds anything of it, whoever they are and wherever they look."""

import json
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from wagtail.models import ReferenceIndex

from base import retention
from events.sessions.models import Reflection
from events.training import actions
from events.training.models import Entry, Period, ProofFile
from network.people import archive
from network.people.leaving import leave
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.training import PDF, EntryFactory, PeriodFactory, with_proof

pytestmark = pytest.mark.django_db

WORD = "kwikstaartgeheim"


@pytest.fixture
def owner():
    """A member with a period, an entry with a proof, and a reflection, all with a word of their own."""
    member = MemberFactory()
    PeriodFactory(member=member, number=WORD)
    with_proof(
        EntryFactory(member=member, title=f"Training {WORD}", given_by=WORD, note=WORD),
        content=PDF + WORD.encode(),
        name=f"{WORD}.pdf",
    )
    Reflection.objects.create(member=member, title=WORD, happened_on=date(2026, 2, 1), technical=WORD)
    return member


def own_addresses(member):
    entry, period = Entry.objects.get(member=member), Period.objects.get(member=member)
    return [
        f"/mijn/skj/{entry.pk}/",
        f"/mijn/skj/{entry.pk}/bewijs/",
        f"/mijn/skj/{entry.pk}/weggooien/",
        f"/mijn/skj/periode/{period.pk}/",
        f"/mijn/skj/periode/{period.pk}/weggooien/",
    ]


def a_file():
    return ContentFile(PDF, name="los.pdf")


def superuser():
    return AdministratorFactory(is_superuser=True)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_its_owner_opens_everything(client, owner):
    client.force_login(owner)
    period = Period.objects.get(member=owner)
    for address in [*own_addresses(owner), "/mijn/skj/", f"/mijn/skj/?periode={period.pk}&soort=training"]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address
        body(answer)
    proof = client.get(own_addresses(owner)[1])
    assert body(proof) == PDF + WORD.encode()
    assert proof["Content-Type"] == "application/pdf"
    assert proof["X-Content-Type-Options"] == "nosniff"
    assert f"{WORD}.pdf" in proof["Content-Disposition"]


@pytest.mark.parametrize("factory", [MemberFactory, StaffFactory, AdministratorFactory, superuser])
def test_nobody_else_opens_or_changes_anything(client, owner, factory):
    client.force_login(factory())
    for address in own_addresses(owner):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"title": "Anders"}).status_code == (405 if "bewijs" in address else 404), address
    period = Period.objects.get(member=owner)
    for address in ("/mijn/skj/", "/mijn/skj.pdf", "/mijn/skj.zip", "/mijn/"):
        for query in ("", f"?periode={period.pk}", f"?member={owner.pk}"):
            answer = client.get(address + query)
            assert answer.status_code == 200
            assert WORD.encode() not in body(answer), address
    # a file that waits for somebody else's form is not taken over
    loose = actions.keep_file(owner, a_file())
    client.post(
        "/mijn/skj/nieuw/", {"category": "other", "title": "Mijn", "happened_on": "2026-01-01", "kept": loose.pk}
    )
    assert Entry.objects.get(title="Mijn").member != owner
    assert ProofFile.objects.get(pk=loose.pk).entry is None
    assert Entry.objects.get(member=owner).title == f"Training {WORD}"


def test_visitors_sign_in_first(client, owner):
    for address in [*own_addresses(owner), "/mijn/skj/", "/mijn/skj.pdf", "/mijn/skj.zip", "/mijn/skj/nieuw/"]:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/inloggen/"), address


def test_no_other_way_leads_to_the_file_and_the_admin_knows_nothing(client, owner):
    path = ProofFile.objects.get(member=owner).file.name
    assert WORD not in path
    for member in (owner, superuser()):
        client.force_login(member)
        for address in (f"/media/{path}", f"/documenten/{path}"):
            assert client.get(address).status_code == 404
    for address in ("/beheer/documents/", "/beheer/reports/site-history/", f"/beheer/documents/?q={WORD}"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert f"{WORD}.pdf" not in answer.content.decode(), address
        assert f"Training {WORD}" not in answer.content.decode(), address
    assert not [entry for entry in ReferenceIndex.objects.all() if "training" in str(entry.content_type)]
    for address in ("/beheer/training/entry/", "/beheer/snippets/training/entry/", "/beheer/snippets/training/period/"):
        assert client.get(address).status_code == 404, address


def test_the_archive_has_all_of_it_and_the_file_as_it_is(owner):
    EntryFactory(title="Van een ander")
    with zipfile.ZipFile(archive.build(owner)) as found:
        proof = ProofFile.objects.get(member=owner)
        assert found.read(f"skj/{proof.pk}-{WORD}.pdf") == PDF + WORD.encode()
        models = {part["model"]: part["rows"] for part in json.loads(found.read("gegevens.json"))["data"]}
    assert {label: len(models[label]) for label in ("training.entry", "training.period", "training.prooffile")} == {
        "training.entry": 1,
        "training.period": 1,
        "training.prooffile": 1,
    }
    assert "Van een ander" not in json.dumps(models)


@pytest.mark.django_db(transaction=True)
def test_leaving_takes_the_folder_and_its_files_away(owner):
    other = with_proof(EntryFactory())
    path = ProofFile.objects.get(member=owner).file.name
    leave(owner)
    assert not default_storage.exists(path)
    assert default_storage.exists(other.file.name)
    assert list(Entry.objects.all()) == [other.entry]
    assert (Period.objects.count(), ProofFile.objects.count()) == (0, 1)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert not [row for row in cursor.fetchall() if WORD in str(row)], table


@pytest.mark.django_db(transaction=True)
def test_only_files_that_were_never_kept_go_by_themselves(owner):
    loose = actions.keep_file(owner, a_file())
    ProofFile.objects.update(created_at=timezone.now() - timedelta(days=2))
    retention.apply()
    assert not ProofFile.objects.filter(pk=loose.pk).exists()
    assert not default_storage.exists(loose.file.name)
    kept = ProofFile.objects.get(member=owner)
    assert default_storage.exists(kept.file.name)
