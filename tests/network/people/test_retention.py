"""What is kept no longer than needed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from base import retention
from base.work import jobs
from network.people import actions, audit
from network.people.models import AuditEntry, Contact, Invitation, Member, Membership
from tests.factories.groups import MembershipFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def region():
    """Of each kind one row that is over and one that isn't: the ones that have to stay."""
    member = MemberFactory()
    stay = []
    for days, keep in ((91, False), (89, True)):
        row = Invitation.objects.create(email=f"a{days}@x.example", key_hash=f"a{days}", expires_at=ago(days))
        stay += [row] * keep
    for days, keep in ((31, False), (29, True)):
        row = Invitation.objects.create(
            email=f"b{days}@x.example", key_hash=f"b{days}", expires_at=ago(days), used_at=ago(days)
        )
        stay += [row] * keep
        stay += [Contact.objects.create(sender=member, receiver=MemberFactory(), at=ago(days))] * keep
    for days, keep in ((181, False), (179, True)):
        stay += [MemberFactory(is_active=False, approved_at=None, joined_at=ago(days))] * keep
    for days, keep in ((366, False), (364, True)):
        stay += [MembershipFactory(status=Membership.Status.ASKED, since=ago(days))] * keep
    stay.append(MembershipFactory(since=ago(3000)))
    for days, keep in ((731, False), (729, True)):
        line = audit.record(member, member, audit.Action.CHANGED, str(days))
        AuditEntry.objects.filter(pk=line.pk).update(at=ago(days))
        stay += [line] * keep
    return stay


def test_only_what_is_over_goes():
    stay = region()
    done = {rule.name: count for rule, count in retention.apply() if rule.name.startswith("people.")}
    assert done == {
        "people.invitations": 1,
        "people.used_invitations": 1,
        "people.contacts": 1,
        "people.requests": 1,
        "people.joining": 1,
        "people.closed": 0,
        "people.log": 1,
    }
    assert all(type(row).objects.filter(pk=row.pk).exists() for row in stay)
    assert {count for _rule, count in retention.apply()} == {0}


def test_a_dry_run_says_the_same_and_changes_nothing():
    region()
    counts = [(model, model.objects.count()) for model in (Invitation, Contact, Member, Membership, AuditEntry)]
    out = StringIO()
    call_command("apply_retention", dry_run=True, stdout=out)
    assert "people.contacts (after 30 days): 1 would go" in out.getvalue()
    assert [(model, model.objects.count()) for model, _count in counts] == counts
    out = StringIO()
    call_command("apply_retention", stdout=out)
    assert "people.contacts (after 30 days): 1 gone" in out.getvalue()
    assert Contact.objects.count() == 1


def test_an_account_that_stayed_closed_for_a_year_is_made_anonymous():
    old, lately, open_one = (MemberFactory(joined_at=ago(800)) for _number in range(3))
    for member in (old, lately):
        actions.deactivate_member(member)
    AuditEntry.objects.filter(subject=old).update(at=ago(366))
    AuditEntry.objects.filter(subject=lately).update(at=ago(364))
    retention.apply()
    left = Member.objects.get(pk=old.pk)
    assert (left.name, left.has_left) == ("Oud-lid", True)
    assert not Member.objects.get(pk=lately.pk).has_left
    assert not Member.objects.get(pk=open_one.pk).has_left
    assert {count for _rule, count in retention.apply()} == {0}


def test_it_is_done_every_day():
    job = next(job for job in jobs if job.name == "base.retention")
    assert (job.at.hour, job.alone, job.run()) == (4, True, 0)
