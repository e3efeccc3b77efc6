"""Importing: what rows come to, all or nothing, once only, and back again."""

import datetime

import pytest
from django.utils import timezone

from base import bulk
from network.organisations.models import Organisation
from network.services.importing import applying, sheets
from network.services.importing.applying import NotPossible, Outdated, draft, store, tidy, undo
from network.services.importing.models import ImportRun
from network.services.models import Service, WaitingTime
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def made(kind, text, name="bestand.csv"):
    return draft(kind, name, text.encode(), StaffFactory(organisation=None))


def stored(kind, text):
    run = made(kind, text)
    list(store(run, run.made_by))
    run.refresh_from_db()
    assert run.state == "done", run.preview
    return run


def outcomes(run):
    return [(number, outcome) for number, outcome, _title, _notes in run.preview]


def notes(run):
    return [" · ".join(row[3]) for row in run.preview]


def test_organisations_are_made_and_changed_and_the_rest_left():
    place, topic = MunicipalityFactory(name="Hengelo"), TopicFactory(name="Rouw")
    OrganisationFactory(name="De Brug", description="Oud", website="https://brug.example", size="large")
    same = OrganisationFactory(name="Gelijk")
    run = made(
        "organisations",
        "Naam;Soort;Gemeenten;Onderwerpen;Omschrijving\n"
        "de brug;;Hengelo;rouw;Nieuw\nGelijk;provider;;;\nNieuw huis;school;;;'+31 is geen formule\n",
    )
    run.mapping["description"] = 4
    applying.set_mapping(run, run.mapping)
    assert outcomes(run) == [(2, "changed"), (3, "same"), (4, "new")]
    assert notes(run)[0] == "Naam: De Brug → de brug · Gemeenten · Onderwerpen · Beschrijving: Oud → Nieuw"
    assert Organisation.objects.count() == 2
    assert list(store(run, run.made_by)) == [1, 2]
    changed = Organisation.objects.get(website="https://brug.example")
    assert (changed.name, changed.description, changed.size) == ("de brug", "Nieuw", "large")
    assert (list(changed.municipalities.all()), list(changed.topics.all())) == ([place], [topic])
    new = Organisation.objects.get(name="Nieuw huis")
    assert (new.kind, new.slug, new.description) == ("school", "nieuw-huis", "+31 is geen formule")
    assert Organisation.objects.filter(pk=same.pk).exists()


def test_services_belong_to_the_organisation_of_the_row():
    one, other = OrganisationFactory(name="Een"), OrganisationFactory(name="Ander")
    ServiceFactory(organisation=one, name="Groep", age_from=8)
    stored("services", "Aanbieder,Naam,Leeftijd van,Online,Startdatum\nEen,groep,9,ja,1-2-2026\nAnder,Groep,,nee,\n")
    mine = Service.objects.get(organisation=one)
    assert (mine.age_from, mine.online, mine.starts_on) == (9, True, datetime.date(2026, 2, 1))
    theirs = Service.objects.get(organisation=other)
    assert (theirs.name, theirs.age_from, theirs.online) == ("Groep", None, False)


def test_a_waiting_time_is_added_to_the_history_and_the_same_one_is_not_added_twice():
    service = ServiceFactory(organisation__name="Een", name="Groep")
    WaitingTimeFactory(service=service, weeks_to_start=9, measured_on=days_ago(40))
    text = f"Aanbieder;Dienst;Peildatum;Weken;Status\nEen;Groep;{days_ago(3)};6;\nEen;Groep;{days_ago(2)};;stopped\n"
    run = stored("waiting", text)
    new = WaitingTime.objects.filter(source="import").order_by("measured_on")
    assert [(w.state, w.weeks_to_start, w.reported_by) for w in new] == [
        ("weeks", 6, run.made_by),
        ("stopped", None, run.made_by),
    ]
    assert [outcome for _number, outcome in outcomes(made("waiting", text))] == ["same", "same"]
    assert service.waiting_times.count() == 3


def test_each_mistake_is_told_beside_its_row():
    OrganisationFactory(name="Een")
    run = made(
        "services",
        "Aanbieder;Naam;Van leeftijd;Tot leeftijd;Onderwerpen;Startdatum;Beschrijving\n"
        "Een;Goed;1;2;;;\n"
        "Onbekend;Groep;;;;;\n"
        "Een;;;;;;\n"
        "Een;Dubbel;;;;;\nEen;dubbel;;;;;\n"
        "Een;Leeftijd;9;3;;;\n"
        "Een;Getal;acht;;;;\n"
        "Een;Oud;300;;;;\n"
        "Een;Topic;;;Niets;;\n"
        "Een;Dag;;;;31-2-2026;\n"
        "Een;=1+1;;;;;\n"
        f"Een;{'x' * 161};;;;;\n"
        f"Een;Lang;;;;;{'x' * 5001}\n"
        "Een;Persoon;;;;;Bel Jan op NL91ABNA0417164300\n",
    )
    applying.set_mapping(run, dict(zip(run_columns(), range(7), strict=True)))
    by_number = {row[0]: row[1] for row in run.preview}
    assert [number for number, outcome in by_number.items() if outcome != "wrong"] == [2, 5]
    assert all(notes(run)[number - 2] for number, outcome in by_number.items() if outcome == "wrong")
    with pytest.raises(Outdated):
        list(store(run, run.made_by))
    assert not Service.objects.exists()


def run_columns():
    return ["organisation", "name", "age_from", "age_to", "topics", "starts_on", "description"]


def test_a_file_with_other_columns_has_no_preview_until_somebody_points_them_out():
    run = made("organisations", "Kolom 1;Kolom 2\nDe Brug;school\n")
    assert (run.mapping, run.preview) == ({}, [])
    with pytest.raises(Outdated):
        list(store(run, run.made_by))
    applying.set_mapping(run, {"name": 0, "kind": 1})
    list(store(run, run.made_by))
    assert Organisation.objects.get().kind == "school"


@pytest.mark.slow
def test_three_mistakes_in_twenty_thousand_rows_are_found_and_nothing_is_stored():
    OrganisationFactory(name="Een")
    rows = [f"Een;Aanbod {number};{number % 18};" for number in range(20_000)]
    rows[7] = "Nergens;Aanbod;1;"
    rows[9_999] = "Een;Aanbod;x;"
    rows[19_999] = "Een;Aanbod 5;1;"
    run = made("services", "Aanbieder;Naam;Leeftijd van;Samenvatting\n" + "\n".join(rows))
    assert [number for number, outcome in outcomes(run) if outcome == "wrong"] == [9, 10_001, 20_001]
    assert run.count("new") == 19_997
    assert not Service.objects.exists()


def test_a_crash_half_way_leaves_nothing_half_imported(monkeypatch):
    monkeypatch.setattr(sheets, "STEP", 2)
    run = made("organisations", "Naam\n" + "\n".join(f"Huis {number}" for number in range(5)))
    create = bulk.create

    def break_at_three(model, rows):
        create(model, rows)
        if any(thing.name == "Huis 3" for thing, _many in rows):
            raise OSError("the disk is full")

    monkeypatch.setattr(bulk, "create", break_at_three)
    with pytest.raises(OSError, match="disk"):
        list(store(run, run.made_by))
    run.refresh_from_db()
    assert (Organisation.objects.count(), run.state, run.log) == (0, "draft", {})


def test_who_leaves_half_way_stores_nothing(monkeypatch):
    monkeypatch.setattr(sheets, "STEP", 1)
    run = made("organisations", "Naam\nEen\nTwee\n")
    going = store(run, run.made_by)
    assert next(going) == 1
    going.close()
    run.refresh_from_db()
    assert (Organisation.objects.count(), run.state) == (0, "draft")


def test_storing_again_does_nothing():
    run = stored("organisations", "Naam\nEen\n")
    assert list(store(run, run.made_by)) == []
    Organisation.objects.all().delete()
    assert list(store(ImportRun.objects.get(), run.made_by)) == []
    assert not Organisation.objects.exists()


def test_what_changed_since_the_preview_is_shown_before_it_is_stored():
    run = made("organisations", "Naam;Soort\nEen;school\n")
    OrganisationFactory(name="Een")
    with pytest.raises(Outdated):
        list(store(run, run.made_by))
    run.refresh_from_db()
    assert (outcomes(run), Organisation.objects.get().kind) == ([(2, "changed")], "provider")
    list(store(run, run.made_by))
    assert Organisation.objects.get().kind == "school"


def test_the_last_import_can_be_taken_back():
    place = MunicipalityFactory(name="Hengelo")
    old = OrganisationFactory(name="Oud", kind="school")
    old.municipalities.add(place)
    first = stored("organisations", "Naam;Soort;Gemeenten\nOud;provider;\nNieuw;;Hengelo\n")
    second = stored("services", "Aanbieder;Naam\nNieuw;Groep\n")
    with pytest.raises(NotPossible):
        undo(first)
    undo(second)
    undo(second)
    undo(first)
    old.refresh_from_db()
    assert (Organisation.objects.get(), old.kind, list(old.municipalities.all())) == (old, "school", [place])
    assert not Service.objects.exists()
    assert set(ImportRun.objects.values_list("state", flat=True)) == {"undone"}


def change(organisation):
    organisation.description = "Anders"
    organisation.save()


@pytest.mark.parametrize(
    "happen",
    [
        change,
        lambda organisation: organisation.municipalities.add(MunicipalityFactory()),
        lambda organisation: ServiceFactory(organisation=organisation),
        lambda organisation: MemberFactory(organisation=organisation),
        lambda organisation: organisation.delete(),
    ],
)
def test_what_changed_or_is_used_since_is_not_taken_back(happen):
    MunicipalityFactory(name="Hengelo")
    run = stored("organisations", "Naam;Beschrijving;Gemeenten\nEen;Tekst;Hengelo\nTwee;;\n")
    happen(Organisation.objects.get(name="Een"))
    with pytest.raises(NotPossible) as problem:
        undo(run)
    assert problem.value.args == ("Een",)
    assert Organisation.objects.filter(name="Twee").exists()


def test_waiting_times_are_taken_back():
    service = ServiceFactory(organisation__name="Een", name="Groep")
    kept = WaitingTimeFactory(service=service)
    undo(stored("waiting", f"Aanbieder;Dienst;Peildatum;Weken\nEen;Groep;{days_ago(3)};6\n"))
    assert list(WaitingTime.objects.all()) == [kept]


def test_old_drafts_and_old_values_are_forgotten():
    run = stored("organisations", "Naam\nEen\n")
    made("organisations", "Naam\nTwee\n")
    assert tidy() == 0
    assert tidy(timezone.now() + datetime.timedelta(days=3)) == 1
    assert tidy(timezone.now() + datetime.timedelta(days=31)) == 1
    run.refresh_from_db()
    assert (run.rows, run.log, run.preview) == ([], {}, [])
    with pytest.raises(NotPossible):
        undo(run)
