"""A challenge from putting it to its outcome: what may change, who assesses, and what is said and published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.notices.models import Notification
from network.organisations.models import Organisation
from network.people.models import Member
from network.requests import actions as requests
from network.requests.actions import challenges as actions
from network.requests.actions import inviting
from network.requests.actions.flow import NotAllowed
from network.requests.choices import Outcome, ProposalStatus, RequestStatus
from network.requests.models import Assessment, Request, RequestChange, Score
from network.requests.overview import Summary, overview, progress
from tests.factories.challenges import end, propose, put_challenge
from tests.factories.groups import MembershipFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
NEW = "/uitwisseling/nieuw/?soort=vraagstuk"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def refused(act):
    """Why ``act`` can't be."""
    with pytest.raises(NotAllowed) as error:
        act()
    return str(error.value)


def points(asked, *given):
    """``{criterion: (points, why)}`` in the order of the criteria."""
    return {one.pk: (number, "Omdat.") for one, number in zip(asked.criteria.all(), given, strict=True)}


def begun(assessors=(), **more):
    """A challenge in which nothing was proposed yet, of which the last day is over."""
    return put_challenge(days=-1, assessors=assessors, **more)


# ---------- putting one ----------


def test_a_municipality_puts_a_challenge_and_reads_back_what_it_typed(client):
    asker = MemberFactory(organisation=OrganisationFactory(kind=Organisation.Kind.MUNICIPALITY))
    assessor = MemberFactory(name="Jamal Aydeniz")
    client.force_login(asker)
    response = client.post(NEW, {"title": "Wie vangt ze op?", "text": "Niemand weet waarheen."})
    asked = Request.objects.get()
    step = response.url
    typed = {
        "budget": "€ 40.000",
        "wanted_by": day(5),
        "decided_by": day(2),
        "proposals_shown": "members",
        "assessors": "Wie Is Dit",
        "visibility": "public",
        "criterion0_text": "  ",
        "criterion0_weight": "9",
    }
    form = client.post(step, typed).context["form"]
    assert set(form.errors) == {"decided_by", "assessors", "criterion0_weight", "criterion0_text"}
    assert form["assessors"].value() == "Wie Is Dit"
    # what is only kept may be half
    assert client.post(step, {"bewaar": "1", "criterion0_text": "Snel"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, list(asked.criteria.values_list("text", "weight"))) == ("draft", [("Snel", 1)])
    right = typed | {"decided_by": day(9), "assessors": "jamal aydeniz", "criterion0_weight": "3"}
    right |= {"criterion0_text": "Snel", "criterion7_text": "Blijvend", "criterion7_weight": "1"}
    assert client.post(step, right).status_code == 302
    asked.refresh_from_db()
    assert asked.status == RequestStatus.OPEN
    assert list(asked.criteria.values_list("text", "weight")) == [("Snel", 3), ("Blijvend", 1)]
    assert list(asked.assessors.all()) == [assessor]
    assert Notification.objects.filter(member=assessor, kind="request_step").count() == 1
    # a provider can't put one
    client.force_login(assessor)
    assert client.get(NEW).status_code == 403


def test_while_proposals_are_made_nothing_changes_silently(client):
    asker, maker, reader = StaffFactory(), MemberFactory(), MemberFactory()
    asked = put_challenge(asker, days=5, shown="members")
    propose(asked, maker, handed_in=False)
    client.force_login(asker)
    step = f"{asked.get_absolute_url()}bewerken/?stap=hoe"
    same = {
        "budget": "€ 40.000",
        "wanted_by": day(5),
        "visibility": "members",
        "criterion0_text": "Helpt binnen twee weken",
        "criterion0_weight": "2",
        "criterion1_text": "Jongeren dachten mee",
        "criterion1_weight": "1",
    }
    told = Notification.objects.filter(member=maker, kind="request_step")
    client.post(step, same)
    assert not told.exists()
    # earlier is refused, in the form and in the action
    assert set(client.post(step, same | {"wanted_by": day(4)}).context["form"].errors) == {"wanted_by"}
    earlier = timezone.localdate() + timedelta(days=1)
    assert refused(lambda: requests.change(asked, asker, {"wanted_by": earlier})) == "earlier"
    assert refused(lambda: requests.change(asked, asker, {"proposals_shown": "assessors"})) == "edit"
    assert refused(lambda: requests.change(asked, asker, {"criteria": []})) == "edit"
    # who sees the proposals can't be changed by the form either
    client.post(step, same | {"wanted_by": day(7), "criterion1_weight": "3", "proposals_shown": "assessors"})
    asked.refresh_from_db()
    assert (asked.wanted_by.isoformat(), asked.proposals_shown) == (day(7), "members")
    what = "waar we op letten, de laatste dag voor voorstellen"
    assert [notice.words["status"] for notice in told] == [f"dit is veranderd: {what}"]
    assert RequestChange.objects.get(request=asked, old="open").remark == what
    client.force_login(reader)
    assert "Waar we op letten, de laatste dag voor voorstellen" in client.get(asked.get_absolute_url()).content.decode()
    end(asked)
    assert refused(lambda: requests.change(asked, asker, {"budget": "€ 1"})) == "edit"


def test_who_put_it_invites_parties_that_fit_each_once(client):
    asker, topic = StaffFactory(), TopicFactory()
    editor, quiet = ProviderEditorFactory(), OrganisationFactory(name="Zonder iemand")
    stranger = ProviderEditorFactory()
    for organisation in (editor.organisation, quiet):
        organisation.topics.add(topic)
    team = MembershipFactory(group__name="Expertteam", group__visibility="members")
    team.group.topics.add(topic)
    asked = put_challenge(asker, topics=[topic])
    Notification.objects.all().delete()
    address = f"{asked.get_absolute_url()}uitnodigen/"
    organisations = (editor.organisation, quiet, stranger.organisation)
    ticked = {"partij": [f"o{one.pk}" for one in organisations] + [f"g{team.group.pk}", "o", "x9"]}
    client.force_login(editor)
    assert client.post(address, ticked).status_code == 404
    client.force_login(asker)
    for _again in range(2):
        assert client.post(address, ticked).status_code == 302
    told = Notification.objects.values_list("member", "kind")
    assert set(told) == {(editor.pk, "request_for_you"), (team.member_id, "request_for_you")}
    page = client.get(f"{asked.get_absolute_url()}mensen/").content.decode()
    assert page.count("<b>Uitgenodigd</b>") == 2
    assert "Niemand op deze site hoort het namens hen." in page
    end(asked)
    assert refused(lambda: inviting.invite(asked, asker, [stranger.organisation])) == "deadline"


# ---------- assessing ----------


def test_assessing_begins_the_day_after_the_last_day_and_once():
    asker, assessor, maker = StaffFactory(), MemberFactory(), MemberFactory()
    asked = put_challenge(asker, days=0, assessors=[assessor])
    propose(asked, maker)
    Notification.objects.all().delete()
    today = timezone.localdate()
    assert refused(lambda: actions.begin_assessing(asked, asker)) == "before"
    assert actions.begin_all(today) == 0
    end(asked)
    assert refused(lambda: actions.begin_assessing(asked, assessor)) == "edit"
    assert actions.begin_all(today) == 1
    assert actions.begin_all(today) == 0
    assert refused(lambda: actions.begin_assessing(asked, asker)) == "step"
    told = set(Notification.objects.values_list("member", "words__status"))
    now = "je kunt de voorstellen nu beoordelen"
    assert told == {(asker.pk, now), (assessor.pk, now), (maker.pk, "Wordt beoordeeld")}


def test_each_assesses_alone_and_sees_others_only_when_done(client):
    asker, first, second = StaffFactory(), MemberFactory(), MemberFactory()
    asked = begun([first, second], by=asker)
    proposal = propose(asked, MemberFactory())
    actions.begin_all()
    actions.score(proposal, second, points(asked, 1, 1))
    page = f"{asked.get_absolute_url()}beoordelen/"
    client.force_login(first)
    assert page in client.get("/mijn/").content.decode()
    # done before all have points can't be, and nothing of the other shows
    client.post(page, {"doe": "klaar"})
    assert not Assessment.objects.exists()
    assert "Omdat." not in client.get(page).content.decode()
    form = client.post(f"{page}{proposal.pk}/", {f"points_{pk}": "6" for pk in points(asked, 1, 1)}).context["form"]
    assert set(form.errors) == {f"{name}_{pk}" for pk in points(asked, 1, 1) for name in ("points", "why")}
    typed = {f"points_{pk}": "5" for pk in points(asked, 5, 5)} | {f"why_{pk}": "Sterk." for pk in points(asked, 5, 5)}
    for _again in range(2):
        assert client.post(f"{page}{proposal.pk}/", typed).url == page
    assert Score.objects.filter(assessor=first).count() == 2
    client.post(page, {"doe": "klaar"})
    client.post(page, {"doe": "klaar"})
    assert Assessment.objects.count() == 1
    assert page not in client.get("/mijn/").content.decode()
    # the other has given points, but isn't done: those may still change
    shown = client.get(page).content.decode()
    assert "Omdat." not in shown
    assert "Klaar: 1 van 3 beoordelaars" in shown
    assert "5 van 5 (1 beoordelaar)" in shown
    assert refused(lambda: actions.score(proposal, first, points(asked, 1, 1))) == "done"
    actions.finish(asked, second)
    shown = client.get(page).content.decode()
    assert "3 van 5 (2 beoordelaars)</b>. Ze verschillen: van 1 tot 5." in shown
    # who put it leaves the scoring to them
    client.force_login(asker)
    assert "3 van 5" not in client.get(page).content.decode()
    client.post(page, {"doe": "laat-over"})
    assert "3 van 5" in client.get(page).content.decode()
    assert progress(asked) == (2, 2)


def test_nobody_gives_points_to_their_own_or_when_they_compete():
    colleague, rival, judge = MemberFactory(), MemberFactory(), MemberFactory()
    asked = begun([colleague, judge])
    own = propose(asked, MemberFactory(organisation=colleague.organisation))
    other = propose(asked, rival)
    asked.assessors.add(rival)
    actions.begin_all()
    assert refused(lambda: actions.score(own, colleague, points(asked, 5, 5))) == "step"
    assert refused(lambda: actions.score(own, rival, points(asked, 1, 1))) == "step"
    assert refused(lambda: actions.score(own, MemberFactory(), points(asked, 1, 1))) == "step"
    assert actions.left_to_score(asked, colleague) == [other]
    actions.score(other, colleague, points(asked, 3, 3))
    actions.finish(asked, colleague)
    assert refused(lambda: actions.finish(asked, rival)) == "step"
    # points for half of the criteria, or for those of another challenge, are none
    half = dict(list(points(asked, 4, 4).items())[:1])
    assert refused(lambda: actions.score(own, judge, half)) == "step"
    assert refused(lambda: actions.score(own, judge, points(put_challenge(), 4, 4))) == "step"
    assert Score.objects.exclude(assessor=colleague).count() == 0
    # the rival isn't waited for; who put it and the judge are
    assert progress(asked) == (1, 3)


def test_points_are_weighed_and_told_as_what_they_are():
    judges = MemberFactory.create_batch(3)
    asked = begun(judges)
    best, other = propose(asked, title="A"), propose(asked, title="B")
    actions.begin_all()
    for judge, given in zip(judges, [(5, 2), (4, 4), (3, 5)], strict=True):
        actions.score(best, judge, points(asked, *given))
        actions.score(other, judge, points(asked, 2, 3))
        actions.finish(asked, judge)
    first, second = overview(asked)
    # the first criterion counts twice: 4, 4 and 11/3
    assert (first.proposal, first.total) == (best, Summary(3, 4, 4, 4))
    assert [summary for _criterion, summary, _scores in first.criteria] == [Summary(3, 4, 3, 5), Summary(3, 4, 2, 5)]
    assert (second.proposal, second.total.says) == (other, "2 van 5 (3 beoordelaars)")
    assert Summary.of([3, 4]) == Summary(2, 4, 3, 4)
    assert (Summary.of([]).says, Summary.of([3]).spread) == ("Nog geen punten", "")


def test_pages_of_a_challenge_ask_as_much_for_many_proposals_as_for_one(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    judge = MemberFactory()
    asked = begun([judge], shown="members")
    addresses = [asked.get_absolute_url(), f"{asked.get_absolute_url()}beoordelen/"]

    def ask():
        client.force_login(judge)
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    propose(asked)
    actions.begin_all()
    one = ask()
    Request.objects.filter(pk=asked.pk).update(status="open")
    for _more in range(9):
        propose(asked)
    Request.objects.filter(pk=asked.pk).update(status="matched")
    assert ask() == one


# ---------- the outcome ----------


def test_writers_hear_first_and_then_everybody_finds_the_outcome(client):
    asker, chosen, other, reader = StaffFactory(), MemberFactory(), MemberFactory(), MemberFactory()
    asked = begun(by=asker, shown="members")
    first, second = propose(asked, chosen, title="Kamers"), propose(asked, other, title="Sleutel")
    actions.begin_all()
    Notification.objects.all().delete()
    page, address = asked.get_absolute_url(), f"{asked.get_absolute_url()}uitkomst/"
    client.force_login(asker)
    typed = {f"chosen_{first.pk}": "ja", f"reason_{first.pk}": "Jongeren dachten mee."}
    assert set(client.post(address, typed | {"doe": "besluit"}).context["form"].errors) == {
        f"chosen_{second.pk}",
        f"reason_{second.pk}",
    }
    assert refused(lambda: actions.publish(asked, asker, "Te vroeg.")) == "decide"
    typed |= {f"chosen_{second.pk}": "nee", f"reason_{second.pk}": "Het begint te laat.", "doe": "besluit"}
    for _again in range(2):
        client.post(address, typed)
    told = Notification.objects.values_list("member", "kind", "words__status")
    assert set(told) == {(chosen.pk, "proposal_step", "Gekozen"), (other.pk, "proposal_step", "Niet gekozen")}
    # only they, and why only who wrote it
    client.force_login(other)
    assert "Het begint te laat." in client.get(second.get_absolute_url()).content.decode()
    assert "Jongeren dachten mee." not in client.get(first.get_absolute_url()).content.decode()
    client.force_login(reader)
    for way in (first.get_absolute_url(), second.get_absolute_url(), page):
        assert "gekozen" not in client.get(way).content.decode().lower().replace("wat je koos", "")
    assert client.get(address).status_code == 404
    # the text for everybody
    client.force_login(asker)
    assert set(client.post(address, {"doe": "publiceren", "text": " "}).context["form"].errors) == {"text"}
    for _again in range(2):
        assert client.post(address, {"doe": "publiceren", "text": "We kozen **kamers**."}).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.outcome) == (RequestStatus.CLOSED, Outcome.CHOSEN)
    assert "kamers" in asked.open_text()
    client.force_login(reader)
    shown = client.get(page).content.decode()
    assert "We kozen <strong>kamers</strong>." in shown
    assert "Het begint te laat." not in shown
    assert refused(lambda: actions.decide(asked, asker, {first.pk: (False, "Toch niet.")})) == "step"
    first.refresh_from_db()
    assert first.status == ProposalStatus.CHOSEN


def test_without_proposals_the_outcome_says_so_and_nobody_else_decides():
    asker = StaffFactory()
    asked = begun(by=asker)
    actions.begin_all()
    assert refused(lambda: actions.publish(asked, StaffFactory(), "Van mij.")) == "edit"
    assert actions.publish(asked, asker, "Niemand.").outcome == Outcome.NOT_CHOSEN
    # when who put it left, staff go on with it
    left = begun()
    actions.begin_all()
    Member.objects.filter(pk=left.asked_by_id).update(is_active=False)
    left = Request.objects.get(pk=left.pk)
    assert refused(lambda: actions.publish(left, MemberFactory(), "Van mij.")) == "edit"
    assert actions.publish(left, Member.objects.get(pk=asker.pk), "Niemand.").status == RequestStatus.CLOSED


def test_who_put_it_hears_once_that_the_day_of_the_decision_is_over():
    asker = StaffFactory()
    asked = begun(by=asker)
    today = timezone.localdate()
    Request.objects.filter(pk=asked.pk).update(decided_by=today)
    actions.begin_all()
    assert actions.remind_late(today) == 0
    assert actions.remind_late(today + timedelta(days=1)) == 1
    assert actions.remind_late(today + timedelta(days=2)) == 0
    assert (
        Notification.objects.filter(member=asker, words__status="de dag waarop je zou kiezen is voorbij").count() == 1
    )


def test_who_decides_takes_the_proposals_out_as_a_table(client):
    asker = StaffFactory()
    asked = begun(by=asker)
    propose(asked, title="=kamers")
    address = f"{asked.get_absolute_url()}voorstellen.csv"
    client.force_login(asker)
    assert client.get(address).status_code == 404
    actions.begin_all()
    lines = b"".join(client.get(address).streaming_content).decode()
    assert "'=kamers" in lines
    client.force_login(MemberFactory())
    assert client.get(address).status_code == 404
