"""What the demo region knows: practices, reviews and adoption reports, written and published as people do it."""

from datetime import timedelta

from django.utils import timezone

from home.demo.content import days_ago, page_key, read, read_practices, text
from home.demo.pictures import add_picture
from practices import actions
from practices.forms.steps import MECHANISM_FIELDS, PLAIN_FIELDS
from practices.models import AdoptionReport, PracticePage, Review


def load_practices(region):
    """Publish the practices that are not there yet. Returns how many."""
    new = 0
    for practice in read_practices():
        if not _find(practice["slug"]):
            _publish(practice, region)
            new += 1
    return new


def _find(slug):
    return PracticePage.objects.filter(translation_key=page_key(slug)).first()


def typed(practice, region, author):
    """A practice of the files as its writer would type it in the form."""
    data = {name: text(practice[name]) for name in PLAIN_FIELDS if isinstance(practice.get(name), str | list)}
    data["contact"] = str(region.members[practice.get("contact", author)].pk)
    organisation = practice.get("organisation")
    if organisation:
        data["organisation"] = str(region.organisations[organisation].pk)
    data["topics"] = sorted(str(topic.pk) for topic in region.tags(practice["topics"]))
    data["municipalities"] = sorted(str(place.pk) for place in region.places(practice["municipalities"]))
    data["age_from"], data["age_to"] = str(practice["age_from"]), str(practice["age_to"])
    data["shadow_visit"] = "on" if practice.get("shadow_visit") else ""
    if "review_in_days" in practice:
        data["review_date"] = (timezone.localdate() + timedelta(days=practice["review_in_days"])).isoformat()
    for name, value in practice.get("recognition", {}).items():
        data[f"recognition_{name}"] = value
    data["mechanisms"] = [
        {name: row.get(name, "") for name in MECHANISM_FIELDS} for row in practice.get("mechanisms", [])
    ]
    picture = read("pictures").get(practice.get("slug"))
    if picture is not None:
        title = f"Leerkring demo: {practice['slug']}"
        data["image"] = str(add_picture(title, **picture).pk)
    return data


def _publish(practice, region):
    author = region.members[practice["author"]]
    co_authors = practice.get("co_authors", [])
    draft = actions.create_draft(author, typed(practice, region, practice["author"]), about_nobody=True)
    for co_author in co_authors:
        actions.add_co_author(draft, author, region.members[co_author])
    page = actions.send_in(draft, author)
    page = actions.publish(page, region.moderator([practice["author"], *co_authors]))
    moment = days_ago(practice["published_days_ago"])
    PracticePage.objects.filter(pk=page.pk).update(
        translation_key=page_key(practice["slug"]),
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
    )
    page.revisions.update(created_at=moment)


def load_reviews(region):
    """What peers think of how practices are described."""
    for row in read("reviews"):
        page, reviewer = _find(row["practice"]), region.members[row["reviewer"]]
        if page is None or Review.objects.filter(practice=page, reviewer=reviewer).exists():
            continue
        review = actions.save_review(page, reviewer, row["scores"], row["remarks"])
        moment = days_ago(row["days_ago"], hour=14)
        Review.objects.filter(pk=review.pk).update(created_at=moment, updated_at=moment)


def load_reports(region):
    """What happened when somebody else tried it, with the answers of the authors."""
    for row in read("reports"):
        page, member = _find(row["practice"]), region.members[row["member"]]
        if page is None or AdoptionReport.objects.filter(practice=page, member=member).exists():
            continue
        report = actions.add_adoption_report(
            page,
            member,
            organisation=member.organisation,
            municipality=region.municipalities[row["municipality"]],
            since=days_ago(row["since_days_ago"]).date(),
            result=row["result"],
            headline=row["headline"],
            why=row["why"],
            adapted=row["adapted"],
            would_repeat=row["would_repeat"],
        )
        moment = days_ago(row["days_ago"], hour=15)
        AdoptionReport.objects.filter(pk=report.pk).update(created_at=moment)
        if row.get("answer"):
            actions.answer_report(report, page.owner, row["answer"])
            AdoptionReport.objects.filter(pk=report.pk).update(answered_at=moment + timedelta(days=4))


def load_own(region):
    """What the member account has under /mijn/ besides a published practice: a draft, one sent in, one sent back.

    Only with a new account: afterwards these are somebody's own, to change or throw away.
    """
    own = read("own")
    if own["owner"] not in region.new_members:
        return
    author = region.members[own["owner"]]
    actions.create_draft(author, typed(own["draft"], region, own["owner"]), about_nobody=True)
    for name in ("sent_in", "sent_back"):
        draft = actions.create_draft(author, typed(own[name], region, own["owner"]), about_nobody=True)
        page = actions.send_in(draft, author)
        if name == "sent_back":
            actions.send_back(page, region.moderator([own["owner"]]), own[name]["remark"])
