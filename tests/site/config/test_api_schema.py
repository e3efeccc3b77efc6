"""The API keeps to the description it gives of itself, whatever it is asked."""

import json
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from config.api import api
from events.meetings.models import EventSeries
from tests.factories.events import make_event
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DESCRIPTION = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
OPERATIONS = sorted(DESCRIPTION["paths"])
# Also what no schema allows: an address takes anything.
ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.integers().map(str),
    st.sampled_from(["", "vol", "kaal", "thuis", "hier", "1", "2", "0", "9" * 30, "²", "%00", "../", "a" * 3000]),
)


@pytest.fixture
def content():
    """A full and a bare practice, and such meetings."""
    topic = TopicFactory(slug="thuis", synonyms="huis\nthuis wonen", broader=TopicFactory())
    place = MunicipalityFactory(slug="hier")
    PracticeFactory(
        slug="vol",
        age_from=4,
        recognition_register="Register",
        recognition_level="good",
        recognition_link="https://register.example/1",
        recognition_date="2026-01-02",
        review_date="2027-01-02",
        with_topics=[topic],
        with_municipalities=[place],
    )
    make_event(
        slug="vol",
        capacity=9,
        venue="De Kade",
        municipality=place,
        organisation=OrganisationFactory(),
        series=EventSeries.objects.create(name="Leernetwerk", slug="leernetwerk"),
        topics=[topic],
        online=True,
    )
    make_event(slug="kaal", days=-3)
    PracticeFactory(slug="kaal", organisation=None, mechanisms=0, occasion="", approach="")


def ask(path, values):
    """The answer to a question, after it was held against the description."""
    operation = DESCRIPTION["paths"][path]["get"]
    address = path
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            address = address.replace(f"{{{parameter['name']}}}", quote(values.pop(parameter["name"]), safe=""))
    response = Client().get(address, values)
    if response.status_code == 200 and response["Content-Type"].startswith("application/json"):
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": DESCRIPTION["components"]}).validate(response.json())
    return response


@pytest.mark.slow
@pytest.mark.parametrize("path", OPERATIONS)
def test_any_question_gets_an_answer_as_described(content, path):
    operation = DESCRIPTION["paths"][path]["get"]
    names = {parameter["name"]: ANYTHING for parameter in operation.get("parameters", [])}

    @given(st.fixed_dictionaries({}, optional=names) if "{" not in path else st.fixed_dictionaries(names))
    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def whatever(values):
        if values.get("slug") in ("", ".", ".."):  # other addresses
            return
        # 400 and 404 also come from before the API: a NUL, or a slash that makes it another address
        described = {int(code) for code in operation["responses"]} | {400, 404}
        assert ask(path, dict(values)).status_code in described

    whatever()


@pytest.mark.parametrize(
    ("path", "values", "status"),
    [
        ("/api/v1/practices", {}, 200),
        ("/api/v1/practices", {"topic": "thuis", "municipality": "hier"}, 200),
        ("/api/v1/practices", {"page": "2"}, 200),
        ("/api/v1/practices", {"page": "0"}, 422),
        ("/api/v1/practices", {"page": "een"}, 422),
        ("/api/v1/practices/{slug}", {"slug": "vol"}, 200),
        ("/api/v1/practices/{slug}", {"slug": "kaal"}, 200),
        ("/api/v1/practices/{slug}", {"slug": "niet-hier"}, 404),
        ("/api/v1/topics", {}, 200),
        ("/api/v1/events", {}, 200),
        ("/api/v1/events", {"topic": "thuis", "municipality": "hier", "until": "9999-12-31", "online": "true"}, 200),
        ("/api/v1/events", {"from": "morgen"}, 422),
        ("/api/v1/events/{slug}", {"slug": "vol"}, 200),
        ("/api/v1/events/{slug}", {"slug": "kaal"}, 200),
        ("/api/v1/events/{slug}", {"slug": "niet-hier"}, 404),
    ],
)
def test_what_is_asked_is_answered_as_described(content, path, values, status):
    assert str(status) in DESCRIPTION["paths"][path]["get"]["responses"]
    assert ask(path, dict(values)).status_code == status


def test_the_description_is_what_the_site_gives(client):
    assert client.get("/api/v1/openapi.json").json()["paths"] == DESCRIPTION["paths"]
    Draft202012Validator.check_schema({"$defs": DESCRIPTION["components"]["schemas"]})
