"""Who fits a request, in which order, and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.people.models import Membership
from network.requests.choices import Audience, Meets, Origin, Part
from network.requests.matching import rank, rank_parties, sentences, sentences_to_member, stored
from network.requests.models import Availability, MomentOption, Participation
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.groups import PeopleGroupFactory
from tests.factories.matching import colleague, names, ranked, request_about, town, why
from tests.factories.organisations import OrganisationFactory
from tests.factories.requests import ParticipationFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
NO_TURNS = {"turns": 0}
ONLY = {"topics": 0, "dates": 0, "distance": 0, "turns": 0, "contact": 0}


def thursday(weeks=2):
    """A Thursday, at ten in the morning."""
    day = timezone.localtime() + timedelta(weeks=weeks)
    return (day + timedelta(days=(3 - day.weekday()) % 7)).replace(hour=10, minute=0, second=0, microsecond=0)


def propose(request, *starts):
    for start in starts:
        MomentOption.objects.create(request=request, starts_at=start, ends_at=start + timedelta(hours=2))


@pytest.fixture
def topics():
    """Divorce, what is narrower, what is narrower still, and something else."""
    broad = TopicFactory(name="Scheiding")
    wanted = TopicFactory(name="Scheiding zonder strijd", broader=broad)
    narrow = TopicFactory(name="Overdracht van kinderen", broader=wanted)
    return {"broad": broad, "wanted": wanted, "narrow": narrow, "other": TopicFactory(name="Rouw")}


def test_the_same_topic_comes_first_then_a_narrower_then_a_broader_one(topics):
    colleague("Rouwexpert", helps=[topics["other"]])
    colleague("Breed", helps=[topics["broad"]])
    colleague("Leert", learns=[topics["wanted"]])
    colleague("Smal", helps=[topics["narrow"]])
    colleague("Precies", helps=[topics["wanted"]])
    # a specialist is somebody who knows: who wants to learn it, or knows something else, is no answer to it
    asked = request_about(topics["wanted"], kind="consultation")
    assert names(asked, NO_TURNS) == ["Precies", "Smal", "Breed"]
    # for intervision who wants to learn it is welcome too, before who only knows it roughly; others come last
    asked = request_about(topics["wanted"])
    assert names(asked, NO_TURNS) == ["Precies", "Smal", "Leert", "Breed", "Rouwexpert"]
    scores = [match.score for match in ranked(asked, ONLY | {"topics": 1}).matches()]
    assert scores == [1, 0.7, 0.6, 0.5, 0]


def test_who_knows_more_of_what_is_asked_comes_first(topics):
    colleague("Een van twee", helps=[topics["wanted"]])
    colleague("Allebei", helps=[topics["wanted"], topics["other"]])
    asked = request_about(topics["wanted"], topics["other"])
    assert names(asked, NO_TURNS) == ["Allebei", "Een van twee"]
    assert [match.score for match in ranked(asked, ONLY | {"topics": 1}).matches()] == [1, 0.8]


def test_each_suggestion_says_why_in_plain_sentences(topics):
    here, near, far = town("Kolmeer"), town("Lindewaard", km=12), town("Verveen", km=45)
    asker = colleague("Vrager", towns=[here])
    Participation.objects.create(request=request_about(), member=asker, state=Part.JOINED)
    long_ago = timezone.now() - timedelta(days=200)
    old = {"approved_at": long_ago}
    days = {"weekdays": [3, 4]}
    colleague("Mirthe", helps=[topics["wanted"]], towns=[far, near], available=days, **old)
    colleague("Kofi", learns=[topics["wanted"]], towns=[here], **old)
    colleague("Loes", helps=[topics["narrow"], topics["broad"]], towns=[far])
    busy = colleague("Daan", towns=[far], available={"weekdays": [0]}, **old)
    ParticipationFactory(member=busy, asked_at=timezone.now() - timedelta(days=3))
    bare = colleague("Bo", **old)
    ParticipationFactory(member=bare, asked_at=timezone.now() - timedelta(days=3))
    asked = request_about(topics["wanted"], asked_by=asker, meets=Meets.EITHER)
    propose(asked, thursday())
    found = why(asked)
    assert found == {
        "Mirthe": "Kan helpen bij Scheiding zonder strijd. Kan op donderdag, net als jij. "
        "Heeft de afgelopen maand nog geen verzoek gehad.",
        "Kofi": "Wil leren over Scheiding zonder strijd. Werkt in Kolmeer. "
        "Heeft de afgelopen maand nog geen verzoek gehad.",
        "Loes": "Kan helpen bij Overdracht van kinderen en Scheiding. Is nieuw op deze site. "
        "Jullie troffen elkaar nog niet.",
        "Daan": "Jullie troffen elkaar nog niet.",
        "Bo": "Jullie troffen elkaar nog niet.",
    }
    # what counts more is said first, what doesn't count isn't said, and something always is
    near_first = why(asked, ONLY | {"distance": 2, "dates": 1})
    assert near_first["Mirthe"] == "Werkt 12 km van je vandaan. Kan op donderdag, net als jij."
    assert near_first["Bo"] == "Staat open voor intervisie."
    # where it is to be, is told from there
    asked.municipality = near
    assert why(asked, ONLY | {"distance": 1})["Kofi"] == "Werkt 12 km van Lindewaard vandaan."
    assert why(asked, ONLY | {"distance": 1})["Mirthe"] == "Werkt in Lindewaard."


def test_nobody_is_suggested_who_may_not_be_asked(topics):
    asker = colleague("Vrager")
    asked = request_about(topics["wanted"], asked_by=asker)
    helps = {"helps": [topics["wanted"]]}
    fits = colleague("Past", **helps)
    joined = colleague("Doet mee", **helps)
    ParticipationFactory(request=asked, member=joined, state=Part.JOINED)
    for state in (Part.ASKED, Part.DECLINED, Part.LAPSED, Part.REFUSED, Part.LEFT, Part.WANTS):
        ParticipationFactory(request=asked, member=colleague(f"Gevraagd, {state}", **helps), state=state)
    colleague("Niet open", open_to_intervision=False, **helps)
    colleague("Verbergt waarvoor", shown_to={"open_to": "nobody"}, **helps)
    colleague("Alleen voor eigen mensen", shown_to={"open_to": "organisation"}, **helps)
    colleague("Naaste collega", organisation=asker.organisation, **helps)
    colleague("Weg", is_active=False, **helps)
    colleague("Nog niet toegelaten", approved_at=None, **helps)
    colleague("Beheer", is_superuser=True, organisation=None, **helps)
    colleague("Nooit", available={"most_a_month": 0}, **helps)
    full = colleague("Vol", **helps)
    for _number in range(2):
        ParticipationFactory(member=full, state=Part.DECLINED, asked_at=timezone.now() - timedelta(days=29))
    asked.reader = colleague("Tweede lezer", **helps)
    # above and below who asks and who takes part, also by way of somebody else
    boss, top = colleague("Leidinggevende", **helps), colleague("Directeur", **helps)
    Availability.objects.create(member=asker, reports_to=boss)
    Availability.objects.create(member=boss, reports_to=top)
    below = colleague("Medewerker", available={"reports_to": asker}, **helps)
    colleague("Stagiair", available={"reports_to": below}, **helps)
    other_boss = colleague("Leidinggevende van een ander", **helps)
    Availability.objects.create(member=joined, reports_to=other_boss)
    assert names(asked) == ["Past"]
    # who came by themselves was not asked, and a month is over after thirty days
    tired = colleague("Uitgerust", **helps)
    for days in (31, 40, 50):
        ParticipationFactory(member=tired, asked_at=timezone.now() - timedelta(days=days))
    for _number in range(3):
        ParticipationFactory(member=fits, origin=Origin.SELF)
    assert sorted(names(asked)) == ["Past", "Uitgerust"]
    # with colleagues, where the request says so
    asked.other_organisations_only = False
    assert sorted(names(asked)) == ["Naaste collega", "Past", "Uitgerust"]


def test_only_one_of_two_who_may_not_meet_is_suggested(topics):
    above = colleague("Teamleider", helps=[topics["wanted"]])
    colleague("Teamlid", available={"reports_to": above})
    colleague("Een ander")
    assert names(request_about(topics["wanted"]), NO_TURNS) == ["Teamleider", "Een ander"]


def test_what_somebody_hides_neither_counts_nor_is_said(topics):
    here, far = town("Kolmeer"), town("Verveen", km=45)
    asker = colleague("Vrager", towns=[here])
    old = {"approved_at": timezone.now() - timedelta(days=200)}
    colleague("Open", helps=[topics["wanted"]], towns=[here], **old)
    hides = {"shown_to": {"topics": "nobody", "municipalities": "nobody"}}
    colleague("Verbergt veel", helps=[topics["wanted"]], towns=[here], **hides, **old)
    colleague("Zegt niets", **old)
    colleague("Verbergt dat het ver is", towns=[far], shown_to={"municipalities": "organisation"}, **old)
    asked = request_about(topics["wanted"], asked_by=asker, meets=Meets.ON_SITE, travel_km=20)
    found = {match.member.name: (match.score, match.why) for match in ranked(asked).matches()}
    assert len({found[name] for name in ("Verbergt veel", "Zegt niets", "Verbergt dat het ver is")}) == 1
    assert found["Open"][0] > found["Zegt niets"][0]
    assert "Kolmeer" not in found["Verbergt veel"][1] and "Scheiding" not in found["Verbergt veel"][1]
    asked.kind = "consultation"
    assert names(asked) == ["Open"]
    # who shows it to their own organisation alone shows it to a colleague
    asked.kind, asked.other_organisations_only = "intervision", False
    near = colleague(
        "Eigen", helps=[topics["wanted"]], shown_to={"topics": "organisation"}, organisation=asker.organisation
    )
    assert "Kan helpen bij Scheiding zonder strijd." in why(asked)["Eigen"]
    # and what was stored is no longer said once it is hidden
    match = next(match for match in ranked(asked).matches() if match.member == near)
    kept = stored(match.reasons)
    assert sentences(kept, near, asker)[0] == "Kan helpen bij Scheiding zonder strijd."
    assert sentences_to_member(kept) == ["Je kunt helpen bij Scheiding zonder strijd."]
    near.shown_to = {"topics": "nobody"}
    assert "Scheiding" not in " ".join(sentences(kept, near, asker))
    assert sentences([["nonsense", {}], 3, ["helps"]], near, asker) == []


def test_nobody_has_to_travel_further_than_they_or_who_asks_want():
    here = town("Kolmeer")
    twelve, thirty = town("Lindewaard", km=12), town("Verveen", km=30)
    asker = colleague("Vrager", towns=[here])
    colleague("Dichtbij en ver", towns=[thirty, twelve])
    colleague("Ver", towns=[thirty])
    colleague("Reist niet", towns=[twelve], available={"travel_km": 5})
    colleague("Onbekend")
    asked = request_about(asked_by=asker, meets=Meets.ON_SITE)
    near = ONLY | {"distance": 1}
    # the nearest of several counts; what isn't known counts half
    assert names(asked, near) == ["Dichtbij en ver", "Onbekend", "Ver"]
    asked.travel_km = 20
    assert names(asked, near) == ["Dichtbij en ver", "Onbekend"]
    # somebody may take part online, but who asks said how far away others may be
    asked.meets = Meets.EITHER
    assert names(asked, near) == ["Dichtbij en ver", "Onbekend", "Reist niet"]
    asked.meets = Meets.ONLINE
    assert sorted(names(asked, near)) == ["Dichtbij en ver", "Onbekend", "Reist niet", "Ver"]


def test_who_can_at_more_of_the_moments_comes_first():
    colleague("Op beide dagen", available={"weekdays": [3, 4]})
    colleague("Op een ervan", available={"weekdays": [0, 3]})
    colleague("Zei niets")
    colleague("Op geen", available={"weekdays": [0]})
    asked = request_about()
    propose(asked, thursday(), thursday() + timedelta(days=1), thursday() + timedelta(days=8))
    days = ONLY | {"dates": 1}
    assert names(asked, days) == ["Op beide dagen", "Zei niets", "Op een ervan", "Op geen"]
    found = why(asked, days)
    assert found["Op beide dagen"] == "Kan op donderdag en vrijdag, net als jij."
    assert found["Op een ervan"] == "Kan op donderdag, net als jij."
    assert found["Op geen"] == "Staat open voor intervisie."


def test_a_known_face_for_a_consultation_and_new_ones_for_intervision(topics):
    asker = colleague("Vrager")
    helped = colleague("Hielp eerder", helps=[topics["wanted"]])
    ParticipationFactory(request=request_about(asked_by=asker), member=helped, state=Part.JOINED)
    at_meeting = colleague("Was er ook", helps=[topics["wanted"]])
    unseen = colleague("Was er ook, maar laat dat niet zien", helps=[topics["wanted"]])
    event = make_event(days=-10)
    for member, shown in ((asker, False), (at_meeting, True), (unseen, False)):
        RegistrationFactory(event=event, member=member, attended_at=timezone.now(), shown_to_others=shown)
    contact = ONLY | {"contact": 1}
    found = why(request_about(topics["wanted"], asked_by=asker, kind="consultation"), contact)
    assert set(list(found)[:2]) == {"Hielp eerder", "Was er ook"}
    assert found["Hielp eerder"] == found["Was er ook"] == "Jullie troffen elkaar al eens."
    assert found["Was er ook, maar laat dat niet zien"] == "Staat open voor consultatie."
    found = why(request_about(topics["wanted"], asked_by=asker), contact)
    assert list(found)[0] == "Was er ook, maar laat dat niet zien"
    assert found["Was er ook, maar laat dat niet zien"] == "Jullie troffen elkaar nog niet."


def test_a_request_for_a_group_is_asked_in_that_group_only():
    asker, group = colleague("Vrager"), PeopleGroupFactory()
    for name in ("Een", "Twee"):
        Membership.objects.create(group=group, member=colleague(name), status="active" if name == "Een" else "asked")
    colleague("Buiten")
    assert names(request_about(asked_by=asker, visibility=Audience.GROUP, group=group)) == ["Een"]


def test_who_fits_as_well_comes_in_an_order_of_their_own_for_each_request():
    for number in range(30):
        colleague(f"Collega {number:02}")
    asker = colleague("Vrager")
    one, other = request_about(asked_by=asker), request_about(asked_by=asker)
    assert names(one) == names(one)
    assert sorted(names(one)) == sorted(names(other))
    assert names(one) != names(other)


def test_a_ranking_takes_as_many_questions_for_many_as_for_few(topics):
    here = town("Kolmeer")
    asker = colleague("Vrager", towns=[here])
    asked = request_about(topics["wanted"], asked_by=asker, meets=Meets.ON_SITE)
    counts = []
    for number in range(2):
        for one in range(2 + 20 * number):
            colleague(f"{number} {one}", helps=[topics["wanted"]], towns=[here], available={"weekdays": [3]})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(ranked(asked).matches(12)) == min(12, 2 + 22 * number)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18
    with CaptureQueriesContext(connection) as queries:
        rank(asked)
    assert len(queries) == counts[0] - 6  # people and their wishes are kept


def test_parties_fit_a_challenge_by_what_they_do_and_where(topics):
    here = town("Kolmeer")
    board = OrganisationFactory(name="Gemeente Kolmeer", kind="municipality")
    board.topics.add(topics["wanted"])
    asked = request_about(topics["wanted"], kind="challenge", organisation=board, municipality=here, size=None)
    there = OrganisationFactory(name="De Brug")
    there.topics.add(topics["wanted"])
    there.municipalities.add(here)
    OrganisationFactory(name="De Toren").topics.add(topics["narrow"])
    OrganisationFactory(name="De Stilte").topics.add(topics["other"])
    group = PeopleGroupFactory(name="Expertteam")
    group.topics.add(topics["wanted"])
    group.organisations.add(there, OrganisationFactory(name="De Haven"))
    hidden = PeopleGroupFactory(name="Besloten", visibility="participants")
    hidden.topics.add(topics["wanted"])
    found = [(str(match.party), match.score, match.why) for match in rank_parties(asked)]
    assert found[2] == ("De Toren", 0.525, "Werkt aan Overdracht van kinderen.")
    assert sorted(found[:2]) == [
        ("De Brug", 1.0, "Werkt aan Scheiding zonder strijd. Werkt in Kolmeer."),
        ("Expertteam", 1.0, "Werkt aan Scheiding zonder strijd. Werkt in Kolmeer. Een groep met 2 organisaties."),
    ]
    assert len(found) == 3
    assert [match.party for match in rank_parties(asked, groups_only=True)] == [group]
    assert rank_parties(request_about(kind="challenge")) == []


def test_a_question_or_somebody_who_left_has_no_suggestions():
    colleague("Past")
    assert rank(request_about(kind="question")) == []
    assert rank(request_about(asked_by=None)) == []
