"""Shadow visits that the demo region offers: days, who booked them, and what they saw."""

from datetime import timedelta

from home.demo.content import days_ago
from network.requests import actions
from network.requests.actions import impressions, visits
from network.requests.actions.flow import locked
from network.requests.models import Impression, VisitDay

DAY = timedelta(hours=6)


def load(request, row, region):
    """Send the offer, add its days, and let people come."""
    from home.demo.exchange import happen

    host = request.asked_by
    request = actions.send(request, host)
    for place, told in enumerate(row["days"]):
        start = days_ago(-max(told["on"], 1) if told["on"] > 0 else -(60 + place), hour=9)
        day = visits.add_day(request, host, start, start + DAY, told["places"])
        for slug in told["booked"]:
            visits.book(day, region.members[slug], agreed=True)
        if told["on"] < 0:
            began = days_ago(-told["on"], hour=9)
            day = VisitDay.objects.select_related("session__event").get(pk=day.pk)
            VisitDay.objects.filter(pk=day.pk).update(starts_at=began, ends_at=began + DAY)
            happen(day.session, began, region, {"state": "closed"})
    for slug, (text, offered) in row.get("saw", {}).items():
        saw = impressions.write_impression(request, region.members[slug], text, offered)
        if offered:
            impressions.agree(saw, host)
        _date(saw)
    if row["state"] == "closed":
        visits.close(locked(request), host, row.get("came", ""))


def _date(saw):
    """It was written the day after the visit, and the host agreed a day later."""
    saw.refresh_from_db()
    place = VisitDay.objects.filter(request=saw.request_id, bookings__member=saw.member_id)
    day = place.order_by("starts_at").first()
    written = day.ends_at + timedelta(days=1)
    agreed = written + timedelta(days=1) if saw.agreed_at else None
    Impression.objects.filter(pk=saw.pk).update(created_at=written, agreed_at=agreed)
