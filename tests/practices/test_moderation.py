"""What moderators and Wagtail's admin do: reading, deciding, scheduling, and mail that leads to the front end."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Workflow, WorkflowPage

from base import stamps
from practices import actions, moderation, writing
from practices.models import PracticeIndexPage, PracticePage
from practices.moderation import State
from tests.factories.files import DocumentFactory, ImageFactory
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory, practice_index

pytestmark = pytest.mark.django_db

TYPED = {"title": "Een vast gezicht", "summary": "Iemand die meegaat.", "approach": "1. Kom kennismaken"}


@pytest.fixture(autouse=True)
def index():
    return practice_index()


@pytest.fixture
def author():
    return MemberFactory()


@pytest.fixture
def draft(author):
    return actions.create_draft(author, TYPED)


@pytest.fixture
def page(draft, author):
    return actions.send_in(draft, author)


@pytest.fixture
def reader(client):
    client.force_login(StaffFactory())
    return client


def address(page):
    return reverse("practices:moderate", args=[page.slug])


def state_of(page, draft=None):
    page = PracticePage.objects.get(pk=page.pk)
    return moderation.standing(page, draft, moderation.workflows_of([page]).get(page.pk)).state


def test_the_list_of_practices_has_its_workflow_from_the_start(index):
    workflow = WorkflowPage.objects.get(page=index).workflow
    task = workflow.tasks.get().specific
    assert sorted(task.groups.values_list("name", flat=True)) == ["administrator", "staff"]


def test_ensure_workflow_is_made_once_and_leaves_another_choice_alone(index):
    moderation.ensure_workflow(index)
    assert WorkflowPage.objects.filter(page=index).count() == 1
    other = Workflow.objects.create(name="Anders")
    WorkflowPage.objects.filter(page=index).update(workflow=other)
    moderation.ensure_workflow(index)
    assert WorkflowPage.objects.get(page=index).workflow == other


def test_sending_in_makes_the_workflow_when_it_is_gone(index, draft, author):
    WorkflowPage.objects.all().delete()
    page = actions.send_in(draft, author)
    assert state_of(page) == State.SENT_IN
    assert PracticeIndexPage.objects.get().get_workflow().name == "Een praktijk publiceren"


def test_nalezen_is_for_moderators(client, page, author):
    assert client.get(address(page)).status_code == 302
    for member in (author, MemberFactory()):
        client.force_login(member)
        assert client.get(address(page)).status_code == 404


def test_a_moderator_sees_the_image_and_the_documents_before_publishing(reader, draft, author):
    image, document = ImageFactory(alt_text="Een pad in het bos"), DocumentFactory(title="Het plan")
    draft.data |= {"image": str(image.pk), "documents": [str(document.pk)]}
    draft.save()
    html = reader.get(address(actions.send_in(draft, author))).content.decode()
    assert 'alt="Een pad in het bos"' in html
    assert document.url in html


def test_a_moderator_is_told_that_an_image_of_a_published_practice_changed(reader, page, author):
    actions.publish(page, StaffFactory())
    told = gettext("The image or the documents changed. They stand below the text.")
    draft = actions.start_editing(page, author)
    actions.send_in(draft, author)
    assert told not in reader.get(address(page)).content.decode()
    actions.withdraw(draft, author)
    draft.refresh_from_db()
    draft.data["image"] = str(ImageFactory().pk)
    draft.save()
    actions.send_in(draft, author)
    assert told in reader.get(address(page)).content.decode()


def test_what_waits_stands_on_the_page_of_moderators_only(client, reader, page, author):
    html = reader.get(reverse("home:my")).content.decode()
    assert (html.count(f'href="{address(page)}"'), gettext("New practice") in html) == (2, True)
    actions.publish(page, StaffFactory())
    assert address(page) not in reader.get(reverse("home:my")).content.decode()
    actions.send_in(actions.start_editing(page, author), author)
    assert gettext("Changes to a published practice") in reader.get(reverse("home:my")).content.decode()
    client.force_login(author)
    assert address(page) not in client.get(reverse("home:my")).content.decode()


def test_a_moderator_reads_and_publishes(reader, page):
    html = reader.get(address(page)).content.decode()
    assert "Kom kennismaken" in html
    response = reader.post(address(page), {"approve": "1", "revision": page.latest_revision_id or ""})
    assert response["Location"] == "/praktijken/een-vast-gezicht/"
    assert PracticePage.objects.get(pk=page.pk).live


def test_sending_back_needs_a_remark(reader, page):
    response = reader.post(address(page), {"reject": "1", "remark": ""})
    assert response.status_code == 422
    assert 'href="#id_remark"' in response.content.decode()
    assert state_of(page) == State.SENT_IN
    assert reader.post(address(page), {"reject": "1", "remark": "Voor wie is het?"}).status_code == 302
    assert state_of(page) == State.SENT_BACK


@pytest.mark.parametrize("remark", ["x" * 100_000, "voor\x00na", "Bel 06-12345678"])
def test_a_remark_that_is_not_right_comes_back(reader, page, remark):
    assert reader.post(address(page), {"reject": "1", "remark": remark}).status_code == 422
    assert state_of(page) == State.SENT_IN


def test_deciding_twice_does_it_once(reader, page):
    for _ in range(2):
        assert reader.post(address(page), {"approve": "1"}).status_code == 302
    assert state_of(page) == State.PUBLISHED


@pytest.mark.parametrize("revision", ["999999", "x", "-1", "9" * 40])
def test_a_decision_about_another_version_decides_nothing_wrong(reader, page, revision):
    response = reader.post(address(page), {"approve": "1", "revision": revision})
    assert response.status_code == 302
    assert state_of(page) == (State.SENT_IN if revision == "999999" else State.PUBLISHED)


def test_an_author_who_is_staff_does_not_publish_their_own(client):
    writer = StaffFactory()
    page = actions.send_in(actions.create_draft(writer, TYPED), writer)
    client.force_login(writer)
    assert 'name="approve"' not in client.get(address(page)).content.decode()
    assert client.post(address(page), {"approve": "1"}).status_code == 404
    assert state_of(page) == State.SENT_IN


def test_a_moderator_sees_what_changed(reader, page, draft, author):
    actions.publish(page, StaffFactory())
    draft = actions.start_editing(page, author)
    began = writing.fingerprints(draft.data, ["approach"])
    actions.save_draft(draft, author, {"approach": "1. Kom twee keer kennismaken"}, began)
    actions.send_in(draft, author)
    html = reader.get(address(page)).content.decode()
    assert "<ins>twee keer " in html
    assert "<del>" not in html


def test_the_admin_has_the_page_the_comparison_and_the_workflow(client, page, draft, author):
    client.force_login(AdministratorFactory())
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert "Een vast gezicht" in client.get(reverse("wagtailadmin_home")).content.decode()
    actions.publish(page, StaffFactory())
    actions.save_draft(draft, author, {"results": "Meer rust"}, {})
    actions.send_in(draft, author)
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    assert "Meer rust" in client.get(compare).content.decode()


def test_approving_in_the_admin_tells_the_author_in_the_front_end(
    client, page, author, django_capture_on_commit_callbacks
):
    client.force_login(AdministratorFactory())
    task = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {"comment": "Mooi"}).status_code in (200, 302)
    assert PracticePage.objects.get(pk=page.pk).live
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert "/praktijken/een-vast-gezicht/" in mail.outbox[0].body
    assert "/beheer/" not in mail.outbox[0].body + mail.outbox[0].alternatives[0][0]


def test_rejecting_in_the_admin_tells_the_author_the_remark(client, page, author, django_capture_on_commit_callbacks):
    client.force_login(AdministratorFactory())
    task = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"comment": "Zeg voor wie"})
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert "Zeg voor wie" in mail.outbox[0].body
    assert "/praktijken/een-vast-gezicht/bewerken/" in mail.outbox[0].body
    assert "/beheer/" not in mail.outbox[0].body


def test_co_authors_hear_it_too_and_who_left_does_not(draft, author, django_capture_on_commit_callbacks):
    other, gone = MemberFactory(), MemberFactory()
    for member in (other, gone):
        actions.add_co_author(draft, author, member)
    page = actions.send_in(draft, author)
    gone.is_active = False
    gone.save()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(page, StaffFactory())
    assert sorted(message.to[0] for message in mail.outbox) == sorted([author.email, other.email])


def test_wagtails_own_mail_stays_for_other_pages(index, django_capture_on_commit_callbacks):
    from home.models import ContentPage

    moderator, requester = StaffFactory(), StaffFactory()
    other = index.get_parent().add_child(instance=ContentPage(title="Over ons", slug="over-ons", live=False))
    other.save_revision()
    WorkflowPage.objects.create(page=other, workflow=WorkflowPage.objects.get(page=index).workflow)
    with django_capture_on_commit_callbacks(execute=True):
        other.get_workflow().start(other, requester)
    assert moderator.email in [address for message in mail.outbox for address in message.to]


def schedule(page, **times):
    page = PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in times.items():
        setattr(page, name, value)
    return page.save_revision()


def test_a_practice_is_published_when_its_time_has_come(page, client, django_capture_on_commit_callbacks):
    later = timezone.now() + datetime.timedelta(hours=1)
    schedule(page, go_live_at=later).publish()
    assert not PracticePage.objects.get(pk=page.pk).live
    assert client.get("/praktijken/een-vast-gezicht/").status_code == 404
    revision = PracticePage.objects.get(pk=page.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    before = stamps.current("site")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    assert stamps.current("site") != before
    assert client.get("/praktijken/een-vast-gezicht/").status_code == 200
    assert "Een vast gezicht" in client.get("/praktijken/").content.decode()


def test_a_practice_goes_when_its_time_is_over(client, django_capture_on_commit_callbacks):
    page = PracticeFactory(title="Tijdelijk", slug="tijdelijk")
    assert client.get("/praktijken/tijdelijk/").status_code == 200
    PracticePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    before = stamps.current("site")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    assert stamps.current("site") != before
    assert client.get("/praktijken/tijdelijk/").status_code == 404
    assert "Tijdelijk" not in client.get("/praktijken/").content.decode()


def test_approved_for_later_it_says_from_when(page, author, draft, django_capture_on_commit_callbacks):
    later = timezone.now() + datetime.timedelta(days=3)
    revision = schedule(page, go_live_at=later)
    page.current_workflow_task_state.specific.__class__.objects.filter(pk=page.current_workflow_task_state.pk).update(
        revision=revision
    )
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(page, StaffFactory())
    assert state_of(page) == State.SCHEDULED
    assert mail.outbox[0].subject == "“Een vast gezicht” is goedgekeurd"


@pytest.mark.parametrize("slug", ["nieuw", "vergelijken", "concept", "voorbeeld"])
def test_an_address_of_the_site_is_refused_in_the_admin_too(slug):
    page = PracticeFactory()
    page.slug = slug
    with pytest.raises(ValidationError) as problem:
        page.full_clean()
    assert list(problem.value.message_dict) == ["slug"]


def test_a_page_of_the_form_is_never_taken_for_a_practice(client):
    client.force_login(MemberFactory())
    assert client.get("/praktijken/nieuw/").status_code == 200
    assert client.get("/praktijken/concept/").status_code == 404
