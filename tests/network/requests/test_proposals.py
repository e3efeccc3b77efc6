"""Proposals to a challenge: who reads which when, until when they change, and several people who write one."""

import threading

import pytest
from django.db import connection

from network.notices.models import Notification
from network.requests.actions import challenges
from network.requests.actions import proposals as actions
from network.requests.actions.flow import NotAllowed
from network.requests.choices import ProposalStatus, RequestStatus
from network.requests.models import Proposal, Request
from tests.factories.challenges import end, propose, put_challenge
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory

pytestmark = pytest.mark.django_db


def reason(error):
    return str(error.value)


# ---------- who reads what ----------

EVERYBODY = [
    "asker",
    "assessor",
    "maker",
    "along",
    "editor",
    "rival",
    "drafter",
    "rival_assessor",
    "staff",
    "administrator",
    "member",
    "visitor",
]
OWN = {"maker", "along", "editor"}
JUDGES = {"asker", "assessor"}
MEMBERS = set(EVERYBODY) - {"visitor"}
# (who may see, how it stands) -> who reads what was handed in by maker and along, in the name of where editor works
HANDED_IN = {
    ("assessors", "open"): OWN,
    ("assessors", "over"): OWN | JUDGES,
    ("assessors", "matched"): OWN | JUDGES,
    ("assessors", "closed"): OWN | JUDGES,
    ("assessors", "withdrawn"): OWN,
    ("proposers", "open"): OWN,
    ("proposers", "over"): OWN | JUDGES | {"rival", "rival_assessor"},
    ("proposers", "closed"): OWN | JUDGES | {"rival", "rival_assessor"},
    ("proposers", "withdrawn"): OWN,
    ("members", "open"): OWN,
    ("members", "over"): MEMBERS,
    ("members", "matched"): MEMBERS,
    ("members", "closed"): MEMBERS,
    ("members", "withdrawn"): OWN,
}


@pytest.mark.parametrize(("shown", "state"), HANDED_IN)
def test_a_proposal_is_read_by_nobody_who_may_not(shown, state):
    """In every state of a challenge and for every reader; what isn't handed in stays with its writers."""
    people = {name: MemberFactory() for name in EVERYBODY if name != "visitor"}
    people |= {"asker": StaffFactory(), "staff": StaffFactory(), "administrator": AdministratorFactory()}
    people["editor"] = ProviderEditorFactory(organisation=people["maker"].organisation)
    people["visitor"] = None
    asked = put_challenge(people["asker"], assessors=[people["assessor"]], shown=shown)
    proposal = propose(asked, people["maker"], writers=[people["along"]])
    propose(asked, people["rival"])
    propose(asked, people["rival_assessor"])
    asked.assessors.add(people["rival_assessor"])
    draft = propose(asked, people["drafter"], handed_in=False)
    dropped = actions.drop(propose(asked, people["drafter"], handed_in=False), people["drafter"])
    if state != "open":
        end(asked)
        Request.objects.filter(pk=asked.pk).update(status="open" if state == "over" else state)
    readers = {
        one.pk: {name for name in EVERYBODY if Proposal.objects.visible_to(people[name]).filter(pk=one.pk).exists()}
        for one in (proposal, draft, dropped)
    }
    assert readers == {proposal.pk: HANDED_IN[shown, state], draft.pk: {"drafter"}, dropped.pk: {"drafter"}}


def test_every_way_to_a_proposal_is_closed_to_who_may_not_read_it(client):
    maker, along, asker = MemberFactory(), MemberFactory(), StaffFactory()
    asked = put_challenge(asker, shown="members")
    proposal = propose(asked, maker, writers=[along], title="Drie kamers boven de bieb")
    page = proposal.get_absolute_url()
    ways = [page, f"{page}schrijven/", f"{asked.get_absolute_url()}beoordelen/{proposal.pk}/"]
    for member in (asker, MemberFactory(), AdministratorFactory()):
        client.force_login(member)
        assert [client.get(way).status_code for way in ways] == [404, 404, 404]
        assert client.post(f"{page}stand/", {"doe": "terugnemen"}).status_code == 404
        # nor does the page of the challenge, the list, search or what everybody may download name it
        for way in (asked.get_absolute_url(), "/uitwisseling/?q=kamers", "/zoeken/?q=kamers+boven+de+bieb"):
            assert "boven de bieb<" not in client.get(way).content.decode()
        export = client.get(f"{asked.get_absolute_url()}voorstellen.csv")
        assert export.status_code == 404
    # an address of another challenge opens nothing either
    client.force_login(along)
    assert client.get(page).status_code == 200
    other = put_challenge()
    assert client.get(f"{other.get_absolute_url()}voorstel/{proposal.pk}/").status_code == 404
    # who may read it and doesn't write it changes nothing
    end(asked)
    client.force_login(asker)
    assert [client.get(way).status_code for way in ways] == [200, 404, 302]
    assert client.post(f"{page}stand/", {"doe": "terugnemen"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.HANDED_IN


# ---------- until the last day ----------


def test_after_the_last_day_nothing_changes():
    maker, editor = MemberFactory(), ProviderEditorFactory()
    asked = put_challenge()
    proposal = propose(asked, maker, organisations=[editor.organisation])
    draft = propose(asked, maker, handed_in=False, title="Nog niet af")
    end(asked)
    before = list(Proposal.objects.order_by("pk").values())
    tries = [
        lambda: actions.begin(asked, maker, {"title": "Te laat", "text": "", "costs": ""}),
        lambda: actions.change(proposal, maker, proposal.version, {"title": "Anders"}),
        lambda: actions.take_back(proposal, maker),
        lambda: actions.hand_in(draft, maker),
        lambda: actions.drop(draft, maker),
        lambda: actions.take_name_off(proposal, editor),
    ]
    for one in tries:
        with pytest.raises(NotAllowed) as error:
            one()
        assert reason(error) == "deadline"
    assert list(Proposal.objects.order_by("pk").values()) == before
    assert set(proposal.organisations.all()) == {maker.organisation, editor.organisation}


@pytest.mark.django_db(transaction=True)
def test_of_a_change_and_the_assessment_at_the_same_moment_one_comes_first():
    """Under the lock of the challenge: what is assessed is what was there when the door closed."""
    asker, maker = StaffFactory(), MemberFactory()
    asked = put_challenge(asker)
    proposal = propose(asked, maker)
    together, results = threading.Barrier(2), {}

    def run(name, act):
        together.wait()
        try:
            act()
            results[name] = "done"
        except NotAllowed as error:
            results[name] = str(error)
        finally:
            connection.close()

    def close_door():
        from django.db import transaction

        from network.requests.actions.flow import locked, move

        with transaction.atomic():
            move(locked(asked), RequestStatus.MATCHED, asker)

    def take_back():
        actions.take_back(proposal, maker)

    threads = [threading.Thread(target=run, args=job) for job in (("door", close_door), ("back", take_back))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    proposal.refresh_from_db()
    came_first = {"done": ProposalStatus.DRAFT, "deadline": ProposalStatus.HANDED_IN}
    assert results["door"] == "done"
    assert proposal.status == came_first[results["back"]]


def test_what_is_sent_twice_is_there_once(client):
    maker, asker = MemberFactory(), StaffFactory()
    asked = put_challenge(asker)
    client.force_login(maker)
    address = f"{asked.get_absolute_url()}voorstel/"
    key = client.get(address).context["form"]["key"].value()
    typed = {
        "key": key,
        "version": 0,
        "title": "Drie kamers",
        "text": "Boven de bieb.",
        "organisations": maker.organisation.name,
        "doe": "inleveren",
    }
    for _again in range(2):
        assert client.post(address, typed).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.is_handed_in
    told = Notification.objects.filter(member=asker)
    assert list(told.values_list("kind", "words", "actor")) == [
        ("request_step", {"title": "Wie vangt ze op?", "status": "aantal ingeleverde voorstellen: 1"}, None)
    ]
    # the key of somebody else's form gives nothing of theirs
    other = MemberFactory()
    client.force_login(other)
    response = client.post(address, typed | {"organisations": other.organisation.name, "title": "Van mij"})
    assert response.status_code == 200
    assert Proposal.objects.count() == 1
    # taken back and handed in once more the asker hears of no second one
    actions.hand_in(actions.take_back(proposal, maker), maker)
    assert told.count() == 1


# ---------- writing together ----------


def test_of_two_who_write_at_once_nothing_is_lost(client):
    maker, along = MemberFactory(), MemberFactory(name="Jamal Aydeniz")
    asked = put_challenge()
    proposal = propose(asked, maker, writers=[along])
    actions.change(proposal, along, proposal.version, {"text": "Jamal schreef dit."})
    client.force_login(maker)
    address = f"{proposal.get_absolute_url()}schrijven/"
    typed = {
        "version": proposal.version,
        "title": proposal.title,
        "text": "Ik schreef dit.",
        "costs": proposal.costs,
        "organisations": maker.organisation.name,
        "writers": along.name,
    }
    response = client.post(address, typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["theirs"] == [("Wat wil je doen?", "Jamal schreef dit.")]
    assert "Jamal Aydeniz veranderde dit terwijl je schreef" in page
    assert "Ik schreef dit." in page
    proposal.refresh_from_db()
    assert proposal.text == "Jamal schreef dit."
    # with both in sight they choose
    newest = response.context["form"]["version"].value()
    assert client.post(address, typed | {"version": newest, "text": "Wij schreven dit."}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.text, proposal.changed_by, proposal.is_handed_in) == ("Wij schreven dit.", maker, True)


def test_bad_input_gets_the_form_back_with_all_that_was_typed(client):
    maker, assessor = MemberFactory(), MemberFactory()
    asked = put_challenge(assessors=[assessor])
    client.force_login(maker)
    address = f"{asked.get_absolute_url()}voorstel/"
    typed = {
        "title": "Drie kamers",
        "text": "Bel 06-12345678 voor \x00 meer." + "x" * 100_000,
        "costs": "€ 1",
        "organisations": "Stichting Bestaatniet",
        "writers": assessor.name,
        "key": "geen sleutel",
        "version": "-7",
        "doe": "inleveren",
    }
    response = client.post(address, typed)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"key", "version", "text", "organisations", "writers"}
    assert "Stichting Bestaatniet" in response.content.decode()
    # a draft may be half; in the name of others alone it can't be
    other = OrganisationFactory()
    response = client.post(address, {"title": "Drie kamers", "organisations": other.name})
    assert set(response.context["form"].errors) == {"organisations"}
    assert not Proposal.objects.exists()
    assert client.post(address, {"title": "Drie kamers", "doe": "bewaren"}).status_code == 302
    proposal = Proposal.objects.get()
    with pytest.raises(NotAllowed) as error:
        actions.hand_in(proposal, maker)
    assert reason(error) == "incomplete"


def test_an_organisation_hears_that_it_is_named_and_takes_its_name_off(client):
    maker = MemberFactory()
    editor = ProviderEditorFactory()
    asked = put_challenge()
    proposal = propose(asked, maker, handed_in=False, organisations=[editor.organisation])
    told = Notification.objects.filter(kind="proposal_step")
    assert not told.exists()
    actions.hand_in(proposal, maker)
    assert list(told.values_list("member", flat=True)) == [editor.pk]
    client.force_login(editor)
    page = proposal.get_absolute_url()
    assert f"De naam van {editor.organisation.name} staat erbij" in client.get(page).content.decode()
    for _again in range(2):
        client.post(f"{page}stand/", {"doe": "naam-eraf"})
    assert list(proposal.organisations.all()) == [maker.organisation]
    assert told.filter(member=maker).count() == 1
    assert client.get(page).status_code == 404
    # nobody puts it there again
    client.force_login(maker)
    names = f"{maker.organisation.name}\n{editor.organisation.name}"
    typed = {"version": proposal.version, "title": "Weer", "text": "Weer.", "organisations": names}
    response = client.post(f"{page}schrijven/", typed)
    assert set(response.context["form"].errors) == {"organisations"}
    # without any name it is a draft again
    own = ProviderEditorFactory(organisation=maker.organisation)
    actions.take_name_off(proposal, own)
    proposal.refresh_from_db()
    assert proposal.is_draft


def test_who_puts_or_assesses_a_challenge_makes_no_proposal(client):
    asker, assessor, nowhere = StaffFactory(), MemberFactory(), MemberFactory(organisation=None)
    asked = put_challenge(asker, assessors=[assessor])
    for member in (asker, assessor, nowhere):
        client.force_login(member)
        page = client.post(f"{asked.get_absolute_url()}voorstel/", {"title": "Van mij"}).content.decode()
        assert "Je kunt hier geen voorstel doen" in page
    assert not Proposal.objects.exists()


def test_writers_of_a_withdrawn_challenge_hear_of_it_and_still_read_theirs(client):
    from network.requests import actions as requests

    asker, maker = StaffFactory(), MemberFactory()
    asked = put_challenge(asker)
    proposal = propose(asked, maker)
    requests.withdraw(asked, asker)
    notice = Notification.objects.get(member=maker, kind="request_step")
    assert notice.words["status"] == "Ingetrokken"
    client.force_login(maker)
    assert [client.get(address).status_code for address in (notice.url, proposal.get_absolute_url())] == [200, 200]
    assert challenges.begin_all() == 0
