"""What changes is noted in the request and indexed after it; the index is made anew when it can't be read."""

import os
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, transaction
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from base import findable, stamps
from network.topics.models import Topic
from practices.models import PracticePage
from search import indexing
from search.engine.whoosh import documents, files
from search.engine.whoosh.reading import library
from search.models import CompoundRule, IndexCheck, Pending
from search.query import Term
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import AdministratorFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory


def found(words, model=PracticePage):
    return {thing.pk for thing in get_search_backend().search(words, model)}


def noted():
    return set(Pending.objects.values_list("model", "object_id"))


def test_a_change_is_noted_in_its_transaction(search_index):
    Pending.objects.all().delete()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        TopicFactory(name="Rouw")
        assert Pending.objects.exists()
        raise ZeroDivisionError
    assert not Pending.objects.exists()


@pytest.mark.parametrize("change", ["save", "delete"])
def test_a_change_that_can_not_be_noted_is_no_change(search_index, change):
    """Otherwise it would be stored and never found, or be taken back without a word."""
    topic = TopicFactory(name="Rouw")
    topic.name = "Verlies"
    broken = mock.patch("search.indexing.Pending.objects.bulk_create", side_effect=OperationalError("locked"))
    with broken, pytest.raises(DatabaseError), transaction.atomic():
        getattr(topic, change)()
    assert list(Topic.objects.values_list("name", flat=True)) == ["Rouw"]


def test_one_broken_thing_keeps_no_other_out(search_index, monkeypatch):
    broken, sound = TopicFactory(name="Stuk ding"), TopicFactory(name="Heel ding")
    whole = documents.document

    def document(obj):
        if obj == broken:
            raise ValueError("stuk")
        return whole(obj)

    monkeypatch.setattr(documents, "document", document)
    search_index()
    assert found("ding", Topic) == {sound.pk}
    indexing.rebuild()
    assert found("ding", Topic) == {sound.pk}
    assert not Pending.objects.exists()


def test_what_was_noted_is_indexed_once_and_the_note_removed(search_index):
    topic = TopicFactory(name="Rouw")
    before = stamps.current(indexing.STAMP)
    assert indexing.work_off() > 0
    assert found("rouw", Topic) == {topic.pk}
    assert not Pending.objects.exists()
    assert stamps.current(indexing.STAMP) != before
    assert indexing.work_off() == 0


def test_more_changes_than_one_batch_are_all_indexed(search_index, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 3)
    topics = [TopicFactory(name=f"Zeldzaam {number}") for number in range(8)]
    search_index()
    assert found("zeldzaam", Topic) == {topic.pk for topic in topics}


def test_when_the_index_can_not_be_written_the_notes_stay(search_index):
    TopicFactory(name="Rouw")
    waiting = noted()
    with mock.patch("search.engine.whoosh.store.write", side_effect=OSError("disk full")), pytest.raises(OSError):
        indexing.work_off()
    assert noted() == waiting


def test_who_finds_another_writer_does_nothing(search_index):
    topic = TopicFactory(name="Rouw")
    with files.only_writer():
        assert indexing.work_off() == 0
    assert indexing.work_off() > 0
    assert found("rouw", Topic) == {topic.pk}


def test_indexing_makes_no_kept_page_old(search_index):
    TopicFactory(name="Rouw")
    site = stamps.current(stamps.SITE)
    indexing.work_off()
    assert stamps.current(stamps.SITE) == site


def test_relations_with_topics_and_places_are_noted(search_index):
    organisation = OrganisationFactory()
    search_index()
    organisation.municipalities.add(MunicipalityFactory())
    assert ("organisations.organisation", str(organisation.pk)) in noted()


def test_what_a_kind_is_made_of_is_noted(search_index, monkeypatch):
    class Odd(findable.Kind):
        model = PracticePage
        made_of = {Topic: lambda topic: [7, 8] if topic.name == "Rouw" else []}

    kinds = findable.Slot("kinds of the test")
    kinds.register(Odd())
    monkeypatch.setattr("search.signal_handlers.kinds", kinds)
    topic = TopicFactory(name="Anders")
    Pending.objects.all().delete()
    topic.name = "Rouw"
    topic.save()
    of_practices = {("practices.practicepage", "7"), ("practices.practicepage", "8")}
    assert noted() == of_practices | {("topics.topic", str(topic.pk))}
    Pending.objects.all().delete()
    topic.delete()
    assert of_practices <= noted()


def test_what_holds_a_word_that_is_split_otherwise_is_indexed_anew(search_index):
    topic = TopicFactory(name="Blorfkwast")
    search_index()
    scores = get_search_backend().scores
    assert scores(Term("kwast"), [Topic])[Topic] == {}
    CompoundRule.objects.create(word="blorfkwast", parts="blorf kwast")
    stamps.forget()  # what a commit does
    search_index()
    assert set(scores(Term("kwast"), [Topic])[Topic]) == {topic.pk}


def test_an_index_of_another_version_is_made_anew(search_index):
    topic = TopicFactory(name="Rouw")
    search_index()
    files.sign(files.current(), "of another time")
    library.forget()
    assert indexing.state() == "outdated"
    assert found("rouw", Topic) == {topic.pk}  # the database answers
    assert get_search_backend().scores(Term("rouw"), [Topic]).engine == "database"
    assert indexing.work_off() > 0
    assert indexing.state() == ""
    assert get_search_backend().scores(Term("rouw"), [Topic]).engine == "whoosh"


@pytest.mark.parametrize("name", ["*.seg", "*.toc"])
def test_a_damaged_file_is_noticed_and_the_index_made_anew(search_index, name):
    topic = TopicFactory(name="Rouw")
    search_index()
    for path in files.path_of(files.current()).glob(name):
        size = path.stat().st_size
        path.unlink()
        path.write_bytes(os.urandom(size))
    library.forget()
    assert found("rouw", Topic) == {topic.pk}
    assert indexing.state() == "damaged"
    assert indexing.work_off() > 0
    assert indexing.state() == ""
    assert set(get_search_backend().scores(Term("rouw"), [Topic])[Topic]) == {topic.pk}


def test_damage_inside_is_noticed_when_it_is_read(search_index):
    topic = TopicFactory(name="Rouw")
    search_index()
    library.forget()
    with mock.patch("search.engine.whoosh.codec._ids_and_steps", side_effect=ValueError("bad data")):
        assert found("rouw", Topic) == {topic.pk}
    assert indexing.state() == "damaged"


def test_a_mistake_of_ours_does_not_condemn_the_index(search_index):
    topic = TopicFactory(name="Rouw")
    search_index()
    with mock.patch("search.engine.whoosh.backend.Evaluation.scores", side_effect=TypeError("a mistake")):
        assert found("rouw", Topic) == {topic.pk}
    assert indexing.state() == ""


def test_an_index_that_was_deleted_is_made_anew(search_index, settings):
    topic = TopicFactory(name="Rouw")
    search_index()
    os.unlink(f"{settings.SEARCH_INDEX_DIR}/{files.LINK}")
    assert indexing.state() == "missing"
    assert found("rouw", Topic) == {topic.pk}
    indexing.work_off()
    assert get_search_backend().scores(Term("rouw"), [Topic]).engine == "whoosh"


def test_only_the_owner_can_read_the_folder(search_index, settings):
    assert os.stat(settings.SEARCH_INDEX_DIR).st_mode & 0o777 == 0o700
    assert files.path_of(files.current()).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("command", ["update_index", "wagtail_update_index", "rebuild_modelsearch_index"])
def test_the_commands_make_the_index_anew_beside_the_one_in_use(search_index, command, capsys):
    topic = TopicFactory(name="Rouw")
    before = files.current()
    call_command(command, backend_name="default")
    assert files.current() != before
    assert not files.path_of(before).exists()
    assert found("rouw", Topic) == {topic.pk}
    assert "topics.Topic" in capsys.readouterr().out
    assert not Pending.objects.exists()


def test_the_command_says_so_when_another_process_writes(search_index, monkeypatch):
    monkeypatch.setattr(indexing, "PATIENCE", 0)
    before = files.current()
    with files.only_writer(), pytest.raises(CommandError, match="Another process"):
        call_command("update_index", verbosity=0)
    assert files.current() == before


def test_a_change_during_the_making_is_indexed_after_it(search_index):
    first = TopicFactory(name="Rouw")
    late = []

    def another(number):
        if not late:
            late.append(TopicFactory(name="Rouwkoffer"))

    indexing.rebuild(progress=another)
    assert found("rouw", Topic) == {first.pk, late[0].pk}


def test_a_making_that_fails_leaves_the_index_in_use_as_it_is(search_index):
    topic = TopicFactory(name="Rouw")
    search_index()
    before = files.current()
    with (
        mock.patch("search.engine.whoosh.writing.Rebuild.add_document", side_effect=OSError),
        pytest.raises(OSError),
    ):
        indexing.rebuild()
    assert files.current() == before
    assert found("rouw", Topic) == {topic.pk}


def test_the_check_repairs_what_differs_and_records_it(search_index):
    kept, lost, gone = TopicFactory(name="Rouw"), TopicFactory(name="Spel"), TopicFactory(name="Muziek")
    indexing.rebuild()
    Topic.objects.filter(pk=gone.pk)._raw_delete("default")
    indexing.store().write({documents.key_of(Topic, lost.pk): None})
    check = indexing.check()
    assert (check.missing, check.left_over, check.note) == (1, 1, "")
    assert documents.key_of(Topic, gone.pk) not in indexing.store().keys()
    assert found("spel", Topic) == {lost.pk}
    assert (indexing.check().missing, IndexCheck.objects.count()) == (0, 2)
    assert found("rouw", Topic) == {kept.pk}


def test_an_index_that_is_worn_is_made_anew_by_the_check(search_index, monkeypatch):
    topics = [TopicFactory(name=f"Rouw {number}") for number in range(12)]
    indexing.rebuild()
    before = files.current()
    indexing.check()
    assert files.current() == before
    monkeypatch.setattr("search.engine.whoosh.store.LEAST_WORN", 5)
    for topic in topics[:8]:
        topic.delete()
    search_index()
    assert indexing.store().is_worn()
    indexing.check()
    assert files.current() != before
    assert not indexing.store().is_worn()
    assert found("rouw", Topic) == {topic.pk for topic in topics[8:]}


def test_staff_are_told_that_there_is_no_index(search_index, settings, client):
    client.force_login(AdministratorFactory())
    assert "door een eerdere versie" not in client.get(reverse("wagtailadmin_home")).content.decode()
    files.sign(files.current(), "of another time")
    library.forget()
    assert "zoekindex is door een eerdere versie" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_staff_are_told_what_the_check_put_right(search_index, client):
    client.force_login(AdministratorFactory())
    IndexCheck.objects.create(documents=10, missing=2, left_over=1)
    assert "ontbraken er 2" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_index_that_is_away_is_missed_by_the_process_that_serves_pages(search_index, settings):
    os.unlink(f"{settings.SEARCH_INDEX_DIR}/{files.LINK}")
    with mock.patch.object(indexing.background, "start") as start:
        found("rouw")
        assert not start.called
        settings.SEARCH_INDEX_IN_WEB = True
        found("rouw")
        assert start.called


@pytest.mark.django_db(transaction=True)
def test_a_thread_indexes_after_the_commit_also_when_another_process_wrote_just_then(search_index, settings):
    settings.SEARCH_INDEX_IN_WEB = True
    with files.only_writer():
        topic = TopicFactory(name="Rouw")
        indexing.background.wait(1)
        assert Pending.objects.exists()
    indexing.background.wait(30)
    settings.SEARCH_INDEX_IN_WEB = False
    assert not Pending.objects.exists()
    assert found("rouw", Topic) == {topic.pk}


def test_practices_are_found_by_what_their_topics_are_called_now(search_index):
    practice = PracticeFactory(title="Samen", with_topics=[TopicFactory(name="Xylofoon")])
    search_index()
    assert found("xylofoon") == {practice.pk}
    topic = practice.topics.get()
    topic.name = "Klavecimbel"
    topic.save()
    search_index()
    assert (found("xylofoon"), found("klavecimbel")) == (set(), {practice.pk})
