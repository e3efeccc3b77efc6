"""What members are told about practices, and that they can follow them."""

from django.utils.translation import gettext_lazy as _

from network.notices.actions import followers_of, notify
from network.notices.kinds import Followable, NoticeKind, followables, notice_kinds
from network.topics.vocabulary import with_broader
from practices import rules
from practices.models import PracticePage
from practices.models.page import TaggedPractice


def visible(member, pks):
    return set(PracticePage.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


def written(member, pks):
    """Of these practices those that somebody wrote or answers for, published or not."""
    return set(PracticePage.objects.written_by(member).filter(pk__in=pks).values_list("pk", flat=True))


def moderated(member, pks):
    return set(pks) if rules.may_moderate(member) else set()


KINDS = (
    NoticeKind(
        "practice_new", _("New practices in what I follow"), _("New practice: “%(title)s”"), visible_pks=visible
    ),
    NoticeKind(
        "practice_changed",
        _("Changes to practices that I follow"),
        _("The practice “%(title)s” was changed"),
        visible_pks=visible,
    ),
    NoticeKind(
        "practice_tried",
        _("Experiences with practices that I follow"),
        _("Somebody tried the practice “%(title)s”"),
        visible_pks=visible,
    ),
    NoticeKind(
        "practice_report",
        _("Experiences with my own practices"),
        _("Somebody tried your practice “%(title)s”"),
        default="at_once",
        visible_pks=written,
    ),
    NoticeKind(
        "practice_review",
        _("What peers find of my practices"),
        _("A peer read your practice “%(title)s”"),
        default="at_once",
        visible_pks=written,
    ),
    NoticeKind(
        "practice_answer",
        _("Answers to my experiences"),
        _("An answer to your experience with “%(title)s”"),
        default="at_once",
        visible_pks=visible,
    ),
    NoticeKind(
        "practice_approved",
        _("My practices that are approved"),
        _("Your practice “%(title)s” is approved"),
        default="at_once",
        visible_pks=written,
    ),
    NoticeKind(
        "practice_sent_back",
        _("Remarks about what I sent in"),
        _("A remark about your practice “%(title)s”"),
        default="at_once",
        visible_pks=written,
    ),
    NoticeKind(
        "practice_read_again",
        _("My practices that are due to be read again"),
        _("Is your practice “%(title)s” still right?"),
        default="at_once",
        visible_pks=written,
    ),
    NoticeKind(
        "practice_submitted",
        _("Practices that wait for a reader"),
        _("To read: “%(title)s”"),
        default="at_once",
        visible_pks=moderated,
        meant_for=rules.may_moderate,
    ),
    NoticeKind(
        "practice_co_author",
        _("Requests to write along"),
        _("%(name)s asks you to write along on a practice"),
        default="at_once",
        always_mail=True,
    ),
)


def fill():
    """Register the kinds, and practices as something to follow."""
    for place, kind in enumerate(KINDS):
        notice_kinds.register(kind, order=10 + place)
    followables.register(
        Followable("practice", PracticePage, PracticePage.objects.visible_to, _("Practices")), order=20
    )


def tell_followers_published(sender, instance, **kwargs):
    """Who follows one of its topics, or who wrote it, hears of a new practice; of a change who follows the practice."""
    # Read again: what was published is the page with all that hangs on it, not this object.
    page = PracticePage.objects.filter(pk=instance.pk).first()
    if page is None or not page.live:
        return
    writers = page.author_ids()
    told = {"url": page.get_absolute_url(), "words": {"title": page.title}, "target": page}
    if page.first_published_at == page.last_published_at:
        topics = with_broader(TaggedPractice.objects.filter(content_object=page).values_list("tag_id", flat=True))
        followers = followers_of("topic", topics) | followers_of("person", writers)
        notify(followers.exclude(pk__in=writers), "practice_new", key=f"practice:{page.pk}:new", **told)
        return
    followers = followers_of("practice", [page.pk]).exclude(pk__in=writers)
    key = f"practice:{page.pk}:revision:{page.live_revision_id}"
    notify(followers, "practice_changed", key=key, bundle=f"practice:{page.pk}:changed", **told)


def tell_followers_tried(practice, report):
    """Who follows a practice hears that somebody tried it; its authors heard so already, by the same key."""
    notify(
        followers_of("practice", [practice.pk]).exclude(pk=report.member_id),
        "practice_tried",
        key=f"report:{report.pk}",
        url=f"{practice.get_absolute_url()}#ervaring-{report.pk}",
        words={"title": practice.title},
        target=practice,
        bundle=f"practice:{practice.pk}:tried",
    )
