"""The open read API at ``/api/v1/``. Each room brings its own router. Any site may read it: it gives public content.

Only search knows who asks, as a page of the site itself may ask it; a browser sends no cookie along for other sites.
"""

from django.http import JsonResponse
from ninja import NinjaAPI

from events.meetings.api import router as events
from network.topics.api import router as topics
from practices.api import router as practices
from search.api import router as search

api = NinjaAPI(
    title="Leerkring",
    version="1.0.0",
    description="Public content of a learning network, to read. Practices have the format leerkring-practice.",
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("/practices", practices)
api.add_router("/topics", topics)
api.add_router("/events", events)
api.add_router("/search", search)


@api.get("/", include_in_schema=False)
def start(request):
    """Where to begin reading."""
    base = request.build_absolute_uri(request.path)
    rooms = {name: f"{base}{name}" for name in ("practices", "topics", "events", "search")}
    return JsonResponse({"openapi": f"{base}openapi.json", **rooms})
