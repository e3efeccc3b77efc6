"""“What I saw”: a visitor writes it after the day, and shares it with others when the host agrees."""

from django.db import transaction
from django.utils import timezone

from network.requests import rules_visits as rules
from network.requests.actions import telling
from network.requests.actions.flow import NotAllowed, locked
from network.requests.choices import Part
from network.requests.models import Impression


@transaction.atomic
def write_impression(request, member, text, offered=False):
    """Write what one saw, or change it; other words need the consent of the host anew. Raises ``NotAllowed``."""
    request = locked(request)
    if not rules.visited(member, request):
        raise NotAllowed("visited")
    impression = Impression.objects.filter(request=request, member=member).first()
    impression = impression or Impression(request=request, member=member)
    is_news = (impression.text, impression.offered) != (text, offered)
    if is_news:
        impression.agreed_at = None
    impression.text, impression.offered = text, offered
    impression.save()
    if is_news:
        key = f"saw:{impression.pk}:{timezone.now().timestamp():.0f}"
        telling.tell(_hosts(request), "visit_seen", request, member, key, name=member.name)
    return impression


@transaction.atomic
def agree(impression, by, agrees=True):
    """The host agrees that others read it too, or no longer. Raises ``NotAllowed``."""
    request = locked(impression.request)
    impression = _now(impression)
    if not rules.may_share(by, impression):
        raise NotAllowed("step")
    if agrees == (impression.agreed_at is not None):
        return impression
    impression.agreed_at = timezone.now() if agrees else None
    impression.save(update_fields=["agreed_at"])
    if agrees:
        key = f"shared:{impression.pk}:{impression.agreed_at.timestamp():.0f}"
        telling.tell([impression.member_id], "visit_shared", request, by, key)
    return impression


@transaction.atomic
def drop(impression, by):
    """Who wrote it takes it away. Raises ``NotAllowed``."""
    locked(impression.request)
    if _now(impression).member_id != by.pk:
        raise NotAllowed("step")
    impression.delete()


def _now(impression):
    current = Impression.objects.select_related("request").filter(pk=impression.pk).first()
    if current is None:
        raise NotAllowed("step")
    return current


def _hosts(request):
    if request.is_offer:
        return [request.asked_by_id] if request.asked_by_id else []
    return list(request.participations.filter(state=Part.JOINED).values_list("member_id", flat=True))
