"""The archive of a member, and what is left of somebody who left."""

import datetime
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.models import Comment, ModelLogEntry, Page
from wagtail.users.models import UserProfile

from base import personal_data
from base.models import CustomImage
from home.models import FormAnswer
from network.people import actions, archive, audit, photos
from network.people.leaving import is_last_administrator, leave
from network.people.models import AuditEntry, Contact, Invitation, Member, MemberTopic
from network.topics.models import Topic
from practices.models import Draft, PracticePage
from search.models import SavedSearch
from tests.factories.files import DocumentFactory, ImageFactory, image_bytes
from tests.factories.groups import MembershipFactory
from tests.factories.home import FormPageFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory
from tests.factories.services import ServiceFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
# In every text of a person stands this mark, so that each can be looked for.
MINE, OTHERS = "kwikstaart", "ooievaar"


def person(mark):
    """A member with something of every kind, each text with ``mark`` in it."""
    member = MemberFactory(
        email=f"{mark}@voorbeeld.example",
        name=f"Noor {mark}",
        job_title=f"jeugdwerker {mark}",
        bio=f"Over mij {mark}",
        languages=f"Nederlands {mark}",
    )
    member.municipalities.add(MunicipalityFactory())
    topic = TopicFactory()
    MemberTopic.objects.create(member=member, topic=topic)
    photos.keep(member, ContentFile(image_bytes(size=(200, 200)), name="ik.png"))
    address = EmailAddress.objects.create(user=member, email=f"nieuw-{mark}@voorbeeld.example")
    EmailConfirmation.create(address)
    Authenticator.objects.create(user=member, type="totp", data={"secret": f"geheim {mark}"})
    UserSession.objects.create(
        user=member, ip="10.1.2.3", session_key=f"sleutel-{mark}", user_agent=f"Browser {mark}", data={"x": mark}
    )
    SocialAccount.objects.create(user=member, provider="oidc", uid=f"account-{mark}", extra_data={"sub": mark})
    UserProfile.objects.create(user=member, current_time_zone="Europe/Amsterdam")
    MembershipFactory(member=member, motivation=f"Omdat {mark}")
    Contact.objects.create(sender=member, receiver=MemberFactory())
    SavedSearch.objects.create(member=member, words=f"zoek {mark}", filters={"soort": [mark]})
    Invitation.objects.create(
        email=member.email, name=f"Noor {mark}", key_hash=mark, expires_at=timezone.now(), invited_by=member
    )
    Draft.objects.create(author=member, data={"title": f"Concept {mark}"})
    shared = Draft.objects.create(author=MemberFactory(), saved_by=member)
    shared.co_authors.add(member)
    Topic.objects.create(
        name=f"Voorstel {topic.pk}", slug=f"voorstel-{topic.pk}", suggested_by=member, suggestion_reason=f"Want {mark}"
    )
    ServiceFactory(contact_email=member.email.upper(), contact_name=f"Noor {mark}", contact_phone=mark)
    form = FormPageFactory()
    FormAnswer.objects.create(page=form, form_data={"e-mail": member.email.title(), "antwoord": f"Ja {mark}"})
    PracticeFactory(owner=member, live=False, title=f"Nooit geplaatst {mark}", summary=f"Kort {mark}")
    practice = PracticeFactory(title=f"Van een ander bij {topic.pk}")
    Comment.objects.create(page=practice, user=member, text=f"Opmerking {mark}", contentpath="title")
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(Member),
        object_id=str(member.pk),
        label=member.name,
        action="wagtail.edit",
        timestamp=timezone.now(),
        user=MemberFactory(),
    )
    audit.record(MemberFactory(name="Ans Beheer"), member, audit.Action.CHANGED, "name")
    return Member.objects.get(pk=member.pk)


def published(member):
    """What a member published: (practice, report, review)."""
    return (
        PracticeFactory(owner=member, contact=member, title="Wandelen helpt", co_authors=[]),
        AdoptionReportFactory(member=member, headline="Het werkte bij ons"),
        ReviewFactory(reviewer=member, remarks="Goed beschreven"),
    )


def texts():
    """Every text in the database: [(table, column, value)]."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [one[0] for one in cursor.description]
            for row in cursor.fetchall():
                found += [(table, name, str(value)) for name, value in zip(columns, row, strict=True)]
    return found


def places(mark):
    return {(table, name) for table, name, value in texts() if mark in value.lower()}


def opened(member):
    with zipfile.ZipFile(archive.build(member)) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_the_archive_has_everything_of_oneself_and_nothing_of_another():
    member = person(MINE)
    published(member)
    person(OTHERS)
    files = opened(member)
    assert set(files) == {"gegevens.json", "gegevens.html", "foto.jpg"}
    found = json.loads(files["gegevens.json"])
    assert {part["model"] for part in found["data"]} >= {
        "account.emailaddress",
        "account.emailconfirmation",
        "base.customimage",
        "home.formanswer",
        "mfa.authenticator",
        "people.auditentry",
        "people.contact",
        "people.invitation",
        "people.member",
        "people.membership",
        "people.membertopic",
        "practices.adoptionreport",
        "practices.draft",
        "practices.practicepage",
        "practices.review",
        "search.savedsearch",
        "services.service",
        "socialaccount.socialaccount",
        "topics.topic",
        "usersessions.usersession",
        "wagtailcore.comment",
        "wagtailcore.modellogentry",
        "wagtailcore.page",
        "wagtailusers.userprofile",
    }
    for name in ("gegevens.json", "gegevens.html"):
        text = files[name].decode()
        for own in ("Over mij", "jeugdwerker", "Omdat", "zoek", "Concept", "Want", "Ja", "Kort", "Browser"):
            assert f"{own} {MINE}" in text, (name, own)
        for published_text in ("Wandelen helpt", "Het werkte bij ons", "Goed beschreven"):
            assert published_text in text
        for hidden in (OTHERS, "Ans Beheer", "geheim", f"sleutel-{MINE}", member.password, '@voorbeeld.example" nr'):
            assert hidden not in text, (name, hidden)
    named = {(one["model"], one["field"], one["count"]) for one in found["named"]}
    assert {("practices.draft", "co_authors", 1), ("practices.draft", "saved_by", 1)} <= named


def test_the_archive_has_every_field_that_the_register_names_and_the_photo_as_it_is():
    member = person(MINE)
    published(member)
    files = opened(member)
    register = {entry.model._meta.label_lower: entry for entry in personal_data.entries()}
    parts = {part["model"]: part for part in json.loads(files["gegevens.json"])["data"]}
    for label, part in parts.items():
        entry = register[label]
        shown = {field.name for field in entry.named("own", "work")}
        assert len(part["rows"]) == entry.of(member).count(), label
        for row in part["rows"]:
            assert {cell["field"] for cell in row} - {field.name for field in entry.named("person")} - {"title"} == (
                shown - {"title"}
            ), label
    # Nothing that is somebody's is passed over, and a row without anything to show is none.
    assert set(parts) == {label for label, entry in register.items() if entry.of(member).exists()}
    with member.photo.file.open("rb") as photo:
        assert files["foto.jpg"] == photo.read()


def test_the_archive_has_what_a_member_uploaded_and_names_what_is_too_much(monkeypatch):
    member = MemberFactory()
    document, image = DocumentFactory(uploaded_by_user=member), ImageFactory(uploaded_by_user=member)
    DocumentFactory(uploaded_by_user=MemberFactory())
    names = {f"documenten/{document.pk}-{document.filename}", f"afbeeldingen/{image.pk}-{image.filename}"}
    files = opened(member)
    assert set(files) == {"gegevens.json", "gegevens.html", *names}
    for thing, name in ((document, "documenten"), (image, "afbeeldingen")):
        with thing.file.open("rb") as kept:
            assert files[f"{name}/{thing.pk}-{thing.filename}"] == kept.read()
    monkeypatch.setattr(archive, "MOST_BYTES", document.file.size)
    files = opened(member)
    assert set(files) & names == {f"documenten/{document.pk}-{document.filename}"}
    assert files["ontbreekt.txt"].decode() == f"afbeeldingen/{image.pk}-{image.filename}\n"


def test_other_peoples_names_are_nowhere_in_the_archive():
    member, other = MemberFactory(), MemberFactory(name="Quirijn Ooievaar")
    practice = PracticeFactory(owner=member, contact=other)
    practice.co_authors.add(other)
    practice.save()
    AdoptionReportFactory(member=member, answer="Wat Quirijn Ooievaar antwoordde", answered_at=timezone.now())
    Contact.objects.create(sender=other, receiver=member)
    draft = Draft.objects.create(author=member, saved_by=other)
    draft.co_authors.add(other)
    MembershipFactory(group=MembershipFactory(member=member).group, member=other)
    found = opened(member)
    assert b"Ooievaar" not in found["gegevens.json"] + found["gegevens.html"]
    assert other.email.encode() not in found["gegevens.json"] + found["gegevens.html"]


def test_nothing_that_was_somebodys_is_left_in_the_database(django_capture_on_commit_callbacks):
    member = person(MINE)
    kept = published(member)
    photo = member.photo
    storage, stored = photo.file.storage, photo.file.name
    before = places(MINE)
    assert len(before) > 25
    person(OTHERS)
    others = places(OTHERS)
    with django_capture_on_commit_callbacks(execute=True):
        assert leave(member, by=member) is True
    assert places(MINE) == set()
    assert places(OTHERS) == others
    left = Member.objects.get(pk=member.pk)
    assert (left.name, left.email, left.slug) == (
        "Oud-lid",
        f"oud-lid-{left.pk}@leerkring.invalid",
        f"oud-lid-{left.pk}",
    )
    assert (left.is_active, left.has_usable_password(), left.photo, left.organisation) == (False, False, None, None)
    assert not CustomImage.objects.filter(pk=photo.pk).exists()
    assert not storage.exists(stored)
    for rows in (left.emailaddress_set, left.authenticator_set, left.usersession_set, left.memberships):
        assert rows.count() == 0
    practice, report, review = (type(one).objects.get(pk=one.pk) for one in kept)
    assert {practice.owner, practice.contact, report.member, review.reviewer} == {left}
    assert (practice.title, report.headline, review.remarks) == (
        "Wandelen helpt",
        "Het werkte bij ons",
        "Goed beschreven",
    )
    assert Page.find_problems() == ([], [], [], [], [])


def test_drafts_of_others_and_shared_work_stay():
    member, other = MemberFactory(), MemberFactory()
    draft = Draft.objects.create(author=other, saved_by=member, data={"title": "Van een ander"})
    draft.co_authors.add(member)
    shared = PracticeFactory(owner=member, live=False)
    shared.co_authors.add(other)
    shared.save()
    leave(member, by=member)
    draft.refresh_from_db()
    assert (draft.saved_by, list(draft.co_authors.all()), draft.data) == (None, [], {"title": "Van een ander"})
    assert PracticePage.objects.filter(pk=shared.pk).exists()


def test_a_name_may_stay():
    member = MemberFactory(name="Noor de Wit")
    leave(member, keep_name=True, by=member)
    left = Member.objects.get(pk=member.pk)
    assert (left.name, left.slug, left.page_url) == ("Noor de Wit", f"oud-lid-{left.pk}", "")
    assert not Member.objects.listed().filter(pk=left.pk).exists()


def test_leaving_twice_changes_nothing_and_is_in_the_log_once():
    member = MemberFactory()
    assert leave(member, by=member) is True
    left = Member.objects.values().get(pk=member.pk)
    assert leave(Member.objects.get(pk=member.pk)) is False
    assert Member.objects.values().get(pk=member.pk) == left
    lines = AuditEntry.objects.filter(subject=member).values_list("action", "actor")
    assert list(lines) == [("anonymised", member.pk)]


def test_who_left_cannot_be_opened_again():
    member = MemberFactory()
    leave(member, by=member)
    with pytest.raises(ValidationError):
        actions.reactivate_member(Member.objects.get(pk=member.pk))


@pytest.mark.parametrize("closed", [False, True])
def test_the_last_administrator_cannot_leave(closed):
    first = AdministratorFactory()
    if closed:
        AdministratorFactory(is_active=False)
    assert is_last_administrator(first) is True
    with pytest.raises(ValidationError):
        leave(first, by=first)
    assert Member.objects.get(pk=first.pk).email == first.email
    second = AdministratorFactory()
    assert leave(first, by=first) is True
    with pytest.raises(ValidationError):
        leave(second, by=second)


def test_sessions_end():
    member = MemberFactory()
    session = Session.objects.create(
        session_key="a" * 32, session_data="x", expire_date=timezone.now() + datetime.timedelta(days=1)
    )
    UserSession.objects.create(user=member, ip="10.0.0.1", session_key=session.session_key)
    leave(member, by=member)
    assert not Session.objects.filter(pk=session.pk).exists()


def test_an_answer_with_only_part_of_the_address_is_of_somebody_else():
    member, form = MemberFactory(email="jan@voorbeeld.example"), FormPageFactory()
    FormAnswer.objects.create(page=form, form_data={"e-mail": "oranjan@voorbeeld.example"})
    leave(member, by=member)
    assert FormAnswer.objects.count() == 1


def test_an_organisation_stays_without_its_member():
    organisation = OrganisationFactory()
    member = MemberFactory(organisation=organisation)
    leave(member, by=member)
    organisation.refresh_from_db()
    assert organisation.members.count() == 0
