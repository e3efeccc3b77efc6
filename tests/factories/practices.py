"""Practices, and what people say of them, for tests."""

import datetime

import factory
import wagtail_factories
from wagtail.models import Page, Site

from home.models import HomePage
from practices.models import AdoptionReport, Mechanism, PracticeIndexPage, PracticePage, Review
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory


def practice_index():
    """The one list of practices, below the one home page, which is the root of the default site."""
    index = PracticeIndexPage.objects.first()
    if index is not None:
        return index
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(instance=HomePage(title="Begin", slug="begin"))
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        site.hostname, site.port, site.root_page, site.site_name = "testserver", 80, home, "Leerkring"
        site.save()
    return home.add_child(instance=PracticeIndexPage(title="Praktijken", slug="praktijken"))


class PracticeFactory(wagtail_factories.PageFactory):
    """A published public practice with one mechanism; ``with_topics=[…]``, ``with_municipalities=[…]``."""

    class Meta:
        model = PracticePage

    title = factory.Sequence(lambda n: f"Praktijk {n}")
    slug = factory.Sequence(lambda n: f"praktijk-{n}")
    summary = "Een zin die zegt wat het is."
    parent = factory.LazyFunction(practice_index)
    owner = factory.SubFactory(MemberFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    occasion = "Waarom wij begonnen."
    target_group = "Voor wie het is."
    approach = "1. Eerst dit\n2. Dan dat"
    results = "Wat het opleverde."

    mechanisms = 1
    with_topics = ()
    with_municipalities = ()

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        """Give it all it has before it is stored: to store a page is most of what a test spends on it."""
        count, topics, places = (kwargs.pop(name) for name in ("mechanisms", "with_topics", "with_municipalities"))
        page = model_class(**kwargs)
        for number in range(count):
            page.mechanisms.add(
                Mechanism(
                    sort_order=number,
                    context="een gezin dat net verhuisd is",
                    resource="iemand die meegaat",
                    reasoning="voelt een kind zich verwacht",
                    outcome="minder verzuim",
                )
            )
        page.topics.add(*topics)
        parent.add_child(instance=page)
        if places:
            page.municipalities.add(*places)
            page.save()
        return page


class AdoptionReportFactory(factory.django.DjangoModelFactory):
    """A report of somebody of another organisation for whom it worked."""

    class Meta:
        model = AdoptionReport

    practice = factory.SubFactory(PracticeFactory)
    member = factory.SubFactory(MemberFactory)
    organisation = factory.SelfAttribute("member.organisation")
    municipality = factory.SubFactory(MunicipalityFactory)
    since = datetime.date(2026, 3, 1)
    result = "worked"
    headline = "Het werkte ook bij ons."
    why = "Omdat wij de tijd namen."


class ReviewFactory(factory.django.DjangoModelFactory):
    """A peer who finds everything clear."""

    class Meta:
        model = Review

    practice = factory.SubFactory(PracticeFactory)
    reviewer = factory.SubFactory(MemberFactory)
    problem = target_group = steps = mechanism = conditions = results = transferable = 2
