"""The demo region as it is written in its files: complete, well formed, and without anybody's personal data."""

import re
from collections import Counter

import pytest
from django.utils import timezone
from django.utils.text import slugify

from base.privacy import BLOCK, find_personal_data
from events.meetings.choices import EventKind
from home.demo import pictures, scale_network
from home.demo.content import FOLDER, read, read_practices, text
from home.demo.generated import Writer
from home.demo.waiting import year
from network.organisations.models import Organisation
from network.people.choices import ShownTo
from network.people.profiles import FIELDS, OPEN_TO
from network.services import freshness
from network.topics.models import Topic
from practices.choices import Basis, Core, ElementKind, RecognitionLevel, Result, Score
from practices.forms.steps import CORE_FIELDS, RICHER_FIELDS
from practices.models.responses import CRITERIA
from practices.slugs import LENGTH, RESERVED

PRACTICES = read_practices()
TOPICS = {row["slug"]: row for row in read("topics")}
MEMBERS = {row["slug"]: row for row in read("members")}
ORGANISATIONS = {row["slug"]: row for row in read("organisations")}
MUNICIPALITIES = {row["name"] for row in read("municipalities")}
BY_SLUG = {practice["slug"]: practice for practice in PRACTICES}
OWN = [read("own")[name] for name in ("draft", "sent_in", "sent_back")]
# What a full practice has besides texts that only some have reason to fill.
FULL = [name for name in (*CORE_FIELDS, *RICHER_FIELDS) if not name.startswith("recognition")] + ["mechanisms"]
FULL = [name for name in FULL if name not in ("shadow_visit", "review_date", "visibility")]


def every_practice():
    return pytest.mark.parametrize("practice", PRACTICES, ids=lambda practice: practice["slug"])


def test_all_fourteen_municipalities_of_twente_are_there():
    assert len(MUNICIPALITIES) == 14
    assert all(re.fullmatch(r"GM\d{4}", row["code"]) for row in read("municipalities"))


def test_topics_are_of_every_kind_each_with_a_definition_and_synonyms():
    kinds = Counter(row["kind"] for row in TOPICS.values())
    assert set(kinds) == set(Topic.Kind.values)
    assert sum(kinds.values()) >= 36
    for row in TOPICS.values():
        assert row["definition"][-1] in ".?" and row["synonyms"], row["slug"]
        assert row.get("broader", row["slug"]) in TOPICS


def test_a_broader_topic_never_leads_back_to_itself():
    for slug in TOPICS:
        seen, here = set(), slug
        while here:
            assert here not in seen, slug
            seen.add(here)
            here = TOPICS[here].get("broader")


def test_organisations_are_of_every_kind_and_size_with_invented_addresses():
    kinds = {row["kind"] for row in ORGANISATIONS.values()}
    assert kinds == set(Organisation.Kind.values)
    assert {row["size"] for row in ORGANISATIONS.values()} == set(Organisation.Size.values)
    domains = [row["mail_domain"] for row in ORGANISATIONS.values()]
    assert len(domains) == len(set(domains)) >= 25
    for row in ORGANISATIONS.values():
        assert row["mail_domain"].endswith(".voorbeeld.example")
        assert row["website"] == f"https://{row['mail_domain']}"
        assert set(row["municipalities"]) <= MUNICIPALITIES
        assert row["topics"] and set(row["topics"]) <= set(TOPICS)


def test_members_work_somewhere_and_some_are_experts_by_experience():
    assert len(MEMBERS) >= 30
    assert len({row["email"] for row in MEMBERS.values()}) == len(MEMBERS)
    assert sum(row.get("expert_by_experience", False) for row in MEMBERS.values()) >= 3
    for slug, row in MEMBERS.items():
        assert slug == slugify(row["name"])
        assert row["organisation"] in ORGANISATIONS
        assert set(row["municipalities"]) <= MUNICIPALITIES
        assert set(row["can_help"]) | set(row["wants_to_learn"]) <= set(TOPICS)
        assert not set(row["can_help"]) & set(row["wants_to_learn"])


def test_members_have_addresses_of_their_organisation_or_a_demo_account():
    for row in MEMBERS.values():
        domain = row["email"].partition("@")[2]
        assert domain in ("demo.leerkring.nl", ORGANISATIONS[row["organisation"]]["mail_domain"])


def test_there_is_one_demo_account_for_each_role():
    roles = {row["email"]: row["role"] for row in MEMBERS.values() if row["email"].endswith("@demo.leerkring.nl")}
    assert roles == {
        "lid@demo.leerkring.nl": "",
        "aanbieder@demo.leerkring.nl": "provider-editor",
        "lezer@demo.leerkring.nl": "second-reader",
        "organisator@demo.leerkring.nl": "organiser",
        "staf@demo.leerkring.nl": "staff",
        "beheer@demo.leerkring.nl": "administrator",
    }


def test_there_are_enough_practices_of_which_eight_in_full():
    assert len(PRACTICES) >= 24
    assert sum(all(practice.get(name) not in ("", None, []) for name in FULL) for practice in PRACTICES) >= 8


@every_practice()
def test_a_practice_is_named_after_its_title(practice):
    assert practice["slug"] == slugify(practice["title"])
    assert len(practice["slug"]) <= LENGTH and practice["slug"] not in RESERVED
    assert (FOLDER / "practices" / f"{practice['slug']}.json").exists()


@every_practice()
def test_a_practice_refers_to_what_there_is(practice):
    assert practice["organisation"] in ORGANISATIONS
    assert {practice["author"], practice["contact"], *practice.get("co_authors", [])} <= set(MEMBERS)
    assert set(practice["topics"]) <= set(TOPICS) and 3 <= len(practice["topics"]) <= 6
    assert set(practice["municipalities"]) <= MUNICIPALITIES and practice["municipalities"]
    assert practice["age_from"] <= practice["age_to"]


@every_practice()
def test_a_practice_has_a_summary_of_one_sentence_and_numbered_steps(practice):
    assert len(practice["summary"]) <= 200
    assert re.fullmatch(r"[^.!?]+\.", practice["summary"])
    numbers = [int(step.split(".")[0]) for step in practice["approach"]]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 3
    assert practice["results"] and practice["not_for"] and practice["first_step"]


@every_practice()
def test_a_mechanism_reads_as_one_sentence(practice):
    assert 1 <= len(practice["mechanisms"]) <= 4
    for row in practice["mechanisms"]:
        for name in ("context", "resource", "reasoning", "outcome"):
            clause = row[name]
            assert clause == clause.strip() and not clause.endswith((".", ",", ";")), clause
            # the sentence begins with "In": what follows is in the middle of it, but for an abbreviation
            assert clause[0].islower() or clause.startswith("JIM"), clause
            assert len(clause) <= 400
        assert not re.match(r"(in|bij|als|wij|we) ", row["context"]), row["context"]
        assert not re.match(r"(wij|we|bieden) ", row["resource"]), row["resource"]
        assert not re.match(r"(daardoor|zodat|dan|dat) ", row["reasoning"]), row["reasoning"]
        assert not re.match(r"(dat|wij|we|om|te) ", row["outcome"]), row["outcome"]


@every_practice()
def test_a_mechanism_says_what_it_rests_on(practice):
    for row in practice["mechanisms"]:
        assert row["element"] and row["element_kind"] in ElementKind.values
        assert row["core"] in Core.values and row["basis"] in Basis.values
        if row.get("source"):
            assert row["source"].startswith("https://example.org/")
            assert "verzonnen voorbeeldbron" in row["source_label"]


def test_practices_differ_in_what_may_be_seen_and_in_their_review_date():
    visibility = Counter(practice["visibility"] for practice in PRACTICES)
    assert visibility["members"] >= 2 and visibility["participants"] == 1
    assert sum(practice["review_in_days"] < 0 for practice in PRACTICES) == 2


def test_two_practices_are_recognised_in_an_invented_register():
    recognised = [practice["recognition"] for practice in PRACTICES if "recognition" in practice]
    assert len(recognised) == 2
    for recognition in recognised:
        assert recognition["level"] in RecognitionLevel.values
        assert recognition["link"].startswith("https://example.org/")
        assert "verzonnen" in recognition["register"]


def test_reports_have_every_result_and_at_least_seven_did_not_work():
    results = Counter(row["result"] for row in read("reports"))
    assert set(results) == set(Result.values)
    assert sum(results.values()) >= 34
    assert results["not"] >= 7


def test_reports_are_of_others_about_a_practice_that_was_there_already():
    for row in read("reports"):
        practice = BY_SLUG[row["practice"]]
        assert row["member"] not in (practice["author"], *practice.get("co_authors", []))
        assert row["municipality"] in MUNICIPALITIES
        assert practice["published_days_ago"] > row["days_ago"] and row["since_days_ago"] > row["days_ago"]
        assert len(row["headline"]) <= 200


def test_reports_are_mostly_of_another_organisation_and_some_are_answered():
    elsewhere = [
        row
        for row in read("reports")
        if MEMBERS[row["member"]]["organisation"] != BY_SLUG[row["practice"]]["organisation"]
    ]
    assert len(elsewhere) >= 30
    assert sum(bool(row.get("answer")) for row in read("reports")) >= 5


def test_reviews_are_of_peers_and_answer_every_criterion():
    pairs = [(row["practice"], row["reviewer"]) for row in read("reviews")]
    assert len(pairs) == len(set(pairs))
    for row in read("reviews"):
        practice = BY_SLUG[row["practice"]]
        assert row["reviewer"] not in (practice["author"], practice["contact"], *practice.get("co_authors", []))
        assert set(row["scores"]) == set(CRITERIA) and set(row["scores"].values()) <= set(Score.values)
        assert practice["published_days_ago"] > row["days_ago"]


def all_texts():
    """Every text of the region, with a name that says where it stands."""

    def walk(name, value):
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("email", "website", "mail_domain", "contact_email", "source", "link", "date"):
                    yield from walk(f"{name}.{key}", inner)
        elif isinstance(value, list):
            if all(isinstance(line, str) for line in value):
                yield name, text(value)
            else:
                for number, inner in enumerate(value):
                    yield from walk(f"{name}.{number}", inner)

    for name in (
        "topics",
        "organisations",
        "members",
        "reports",
        "reviews",
        "pages",
        "own",
        "pictures",
        "scale",
        "services",
        "groups",
        "meetings",
        "agreed",
        "meeting_reports",
        "scale_events",
    ):
        yield from walk(name, read(name))
    for practice in PRACTICES:
        yield from walk(practice["slug"], practice)


def test_no_text_has_personal_data_that_is_always_refused():
    found = [
        (name, finding.kind)
        for name, value in all_texts()
        for finding in find_personal_data(value)
        if finding.action == BLOCK
    ]
    assert found == []


def test_no_text_names_a_website_outside_the_examples():
    hosts = {host for _, value in all_texts() for host in re.findall(r"https?://([^/\s\"]+)", value)}
    assert {host for host in hosts if host != "example.org" and not host.endswith(".example")} == set()


def test_the_accessibility_statement_says_that_nobody_independent_looked_yet():
    pages = {row["slug"]: row for row in read("pages")["pages"]}
    assert {"over", "hoe-werkt-het", "privacy", "toegankelijkheid"} == set(pages)
    assert "Eerste versie, nog niet door een onafhankelijke partij onderzocht." in text(
        pages["toegankelijkheid"]["body"]
    )


def test_own_practices_of_the_member_account_refer_to_what_there_is():
    assert read("own")["owner"] in MEMBERS
    for practice in OWN:
        assert set(practice["topics"]) <= set(TOPICS)
        assert set(practice["municipalities"]) <= MUNICIPALITIES
        assert practice["title"] not in {other["title"] for other in PRACTICES}


def test_pictures_belong_to_practices_and_each_is_different():
    rows = read("pictures")
    assert len(rows) >= 10 and set(rows) <= set(BY_SLUG)
    assert all(row["alt_text"].endswith(".") for row in rows.values())
    drawn = {pictures.draw(row["motif"], row["number"]) for row in rows.values()}
    assert len(drawn) == len(rows)


@pytest.mark.parametrize("motif", sorted(pictures.MOTIFS))
def test_draw_gives_the_same_png_every_time(motif):
    first = pictures.draw(motif, 5)
    assert first.startswith(b"\x89PNG")
    assert len(first) < 60_000
    assert pictures.draw(motif, 5) == first


class Somebody:
    def __init__(self, pk):
        self.pk, self.organisation_id = pk, pk


def a_writer():
    return Writer(
        topics=list(range(1, 41)),
        municipalities=list(range(1, 15)),
        people=[Somebody(pk) for pk in range(1, 31)],
        organisations=list(range(1, 31)),
    )


def test_generated_practices_have_a_title_of_their_own_up_to_ten_thousand():
    texts = [a_writer().write(number).title for number in range(1, 10_001, 10)]
    assert len(set(texts)) == len(texts)


def test_generated_practices_are_varied_and_the_same_number_is_the_same_practice():
    one, same, other = a_writer().write(17), a_writer().write(17), a_writer().write(18)
    assert (one.title, one.fields["approach"], one.topics) == (same.title, same.fields["approach"], same.topics)
    assert one.title != other.title and one.fields["approach"] != other.fields["approach"]


def test_generated_reports_and_reviews_are_never_of_the_author():
    for number in range(1, 200):
        written = a_writer().write(number)
        author = written.fields["owner"].pk
        assert author not in [row["member"].pk for row in written.reports]
        assert author not in [row["reviewer"].pk for row in written.reviews]


def test_sixty_members_differ_in_what_they_know_and_are_open_to():
    rows = MEMBERS.values()
    assert len(rows) == 60
    allowed = {name.removeprefix("open_to_") for name in OPEN_TO}
    assert {what for row in rows for what in row["open_to"]} == allowed
    assert len({tuple(row["open_to"]) for row in rows}) >= 12
    # most of the vocabulary has somebody who can help, and nothing has half of them
    able = Counter(slug for row in rows for slug in row["can_help"])
    assert len(able) >= 40 and max(able.values()) <= 10
    assert len({row["organisation"] for row in rows}) == len(ORGANISATIONS)
    for row in rows:
        assert set(row.get("shown_to", {})) <= set(FIELDS)
        assert set(row.get("shown_to", {}).values()) <= set(ShownTo.values)


def test_ninety_services_have_topics_ages_and_waiting_times_of_every_age():
    rows = read("services")
    assert len(rows) == len({(row["organisation"], row["name"]) for row in rows}) == 90
    assert {row["fresh"] for row in rows} == {"fresh", "fading", "unknown", "none"}
    assert {row["state"] for row in rows} == {"weeks", "room_now", "stopped"}
    for row in rows:
        assert row["organisation"] in ORGANISATIONS
        assert set(row["topics"]) <= set(TOPICS) and row["topics"], row["name"]
        assert 0 <= row["ages"][0] < row["ages"][1] <= 27
        assert row["weeks"][0] <= row["weeks"][1]
        found = find_personal_data(f"{row['name']}. {row['summary']} {row['refer']}")
        assert [one for one in found if one.action == BLOCK] == []


@pytest.mark.parametrize("state", ["weeks", "room_now", "stopped"])
@pytest.mark.parametrize(("fresh", "expected"), [("fresh", "fresh"), ("fading", "fading"), ("unknown", "unknown")])
def test_a_year_of_waiting_times_ends_as_it_is_written(state, fresh, expected):
    for number in range(60):
        figures = year(f"aanbod-{number}", fresh, state, (0, 12))
        assert figures == year(f"aanbod-{number}", fresh, state, (0, 12))
        assert len(figures) == 12
        days = [figure["measured_on"] for figure in figures]
        assert days == sorted(set(days)) and days[-1] <= timezone.localdate()
        assert 320 <= (days[-1] - days[0]).days <= 340
        assert figures[-1]["state"] == state
        assert freshness.of(days[-1]) == expected
        for figure in figures:
            known = (figure["weeks_to_intake"], figure["weeks_to_start"])
            if figure["state"] == "weeks":
                assert 0 <= known[0] <= known[1] <= 12
            else:
                assert known == (None, None)


def test_years_of_waiting_times_differ_and_somebody_never_told_one():
    years = [year(f"aanbod-{number}", "fresh", "weeks", (0, 12)) for number in range(60)]
    states = Counter(figure["state"] for figures in years for figure in figures)
    assert set(states) == {"weeks", "room_now", "stopped"} and states["weeks"] > sum(states.values()) / 2
    assert len({tuple(figure["weeks_to_start"] for figure in figures) for figures in years}) >= 55
    assert year("aanbod", "none", "weeks", (0, 12)) == []


def test_groups_are_of_every_kind_and_say_what_they_do():
    rows = read("groups")
    assert {row["kind"] for row in rows} == {"expert_team", "cluster", "learning_network", "team"}
    for row in rows:
        assert set(row["organisations"]) <= set(ORGANISATIONS)
        assert set(row["topics"]) <= set(TOPICS)
        assert row["summary"] and row["description"] and row["for_members"]


def test_forty_meetings_are_of_every_kind_and_refer_to_what_there_is():
    file = read("meetings")
    rows = file["meetings"]
    assert len(rows) == len({row["slug"] for row in rows}) == len({row["title"] for row in rows}) == 40
    assert {row["kind"] for row in rows} == set(EventKind.values)
    assert {row.get("visibility", "public") for row in rows} == {"public", "members", "participants"}
    assert {place.get("municipality", "Almelo") for place in file["venues"].values()} <= MUNICIPALITIES
    # last year and the next, some each season
    days = [row["days"] for row in rows]
    assert days == sorted(days) and -365 < days[0] < -300 and 250 < days[-1] < 365
    assert 15 <= sum(day > 0 for day in days) <= 25 and not any(-3 <= day <= 3 for day in days)
    assert len([row for row in rows if row.get("series")]) == 6
    assert len([row for row in rows if "cancelled" in row]) == len([row for row in rows if "planned" in row]) == 1
    for row in rows:
        people = {row["owner"], *row.get("organisers", []), *sum(row.get("speakers", {}).values(), [])}
        assert people <= set(MEMBERS) and row["organisation"] in ORGANISATIONS, row["slug"]
        assert set(row["topics"]) <= set(TOPICS) and row["topics"]
        parts = file["programmes"][row["programme"]]
        assert {int(place) for place in row.get("speakers", {})} <= set(range(len(parts)))
        assert row["place"] in file["venues"] and row["at"] < row["until"]
        assert re.fullmatch(r"[^!]+[.?]", row["summary"]) and len(row["summary"]) <= 250
        assert row["registered"] <= row.get("capacity", 1000)


def test_agreements_and_questions_are_of_people_and_meetings_that_there_are():
    meetings = {row["slug"]: row["days"] for row in read("meetings")["meetings"]}
    rows = read("agreed")["agreements"]
    assert len({row["title"] for row in rows}) == len(rows) == 30
    assert {row["state"] for row in rows} == {"proposed", "declined", "agreed", "late", "done", "dropped"}
    for row in rows:
        assert {row["owner"], row["by"]} <= set(MEMBERS) and set(row["topics"]) <= set(TOPICS)
        began = -meetings[row["meeting"]] if "meeting" in row else row["made"]
        assert began > row.get("closed", 0) > -1 and -row["due"] < began, row["title"]
        assert (row["due"] < 0) == (row["state"] in ("late", "done", "dropped")), row["title"]
    questions = read("agreed")["questions"]
    assert len({row["title"] for row in questions}) == len(questions) == 20
    for row in questions:
        assert row["title"].endswith("?") and set(row["topics"]) <= set(TOPICS)
        assert len({"organisation", "municipality", "member"} & set(row)) <= 1
        assert row.get("organisation", "regiostaf-leerkring") in ORGANISATIONS
        assert row.get("municipality", "Almelo") in MUNICIPALITIES
        began = -meetings[row["meeting"]] if "meeting" in row else row["asked"]
        answers = row.get("answers", [])
        assert {row["by"], row.get("member", row["by"]), *(answer["by"] for answer in answers)} <= set(MEMBERS)
        assert all(0 < answer["after"] < began for answer in answers)
        assert [answer["after"] for answer in answers] == sorted(answer["after"] for answer in answers)


def test_generated_members_have_names_of_their_own_up_to_five_thousand():
    names = [scale_network.name_of(number, read("scale_network")) for number in range(1, 5001)]
    assert len(set(names)) == 5000
    words = read("scale_network")
    slugs = [slug for _text, slug in words["forms"] + words["focuses"]] + words["laws"]
    assert set(slugs) - {""} <= set(TOPICS)
