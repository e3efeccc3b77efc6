"""The open read API at ``/api/v1/``. Each room brings its own router. Public content only, so any site may read it."""

from django.http import JsonResponse
from ninja import NinjaAPI

from network.topics.api import router as topics
from practices.api import router as practices

api = NinjaAPI(
    title="Leerkring",
    version="1.0.0",
    description="Public content of a learning network, to read. Practices have the format leerkring-practice.",
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("/practices", practices)
api.add_router("/topics", topics)


@api.get("/", include_in_schema=False)
def start(request):
    """Where to begin reading."""
    base = request.build_absolute_uri(request.path)
    return JsonResponse({"openapi": f"{base}openapi.json", "practices": f"{base}practices", "topics": f"{base}topics"})
