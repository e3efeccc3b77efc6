"""Pages that staff write, for tests."""

import datetime

import factory
import wagtail_factories

from home.actions import ensure_site_tree
from home.models import ContentPage, FormField, FormPage, NewsIndexPage, NewsPage


def home_page():
    """The home page, with the pages that every site has."""
    return ensure_site_tree()


def news_index():
    """The one list of news."""
    ensure_site_tree()
    return NewsIndexPage.objects.get()


class ContentPageFactory(wagtail_factories.PageFactory):
    """A plain page below the home page."""

    class Meta:
        model = ContentPage

    title = factory.Sequence(lambda n: f"Pagina {n}")
    slug = factory.Sequence(lambda n: f"pagina-{n}")
    parent = factory.LazyFunction(home_page)
    lead = "Wat hier staat."
    body = "<p>De tekst.</p>"


class NewsPageFactory(wagtail_factories.PageFactory):
    """A published news item."""

    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Nieuws {n}")
    slug = factory.Sequence(lambda n: f"nieuws-{n}")
    parent = factory.LazyFunction(news_index)
    date = datetime.date(2026, 11, 1)
    lead = "Wat er gebeurde."
    body = "<p>Hoe het ging.</p>"


class FormPageFactory(wagtail_factories.PageFactory):
    """A survey; ``questions=[{…}, …]`` are the fields of its questions."""

    class Meta:
        model = FormPage
        skip_postgeneration_save = True

    title = "Enquête"
    slug = factory.Sequence(lambda n: f"enquete-{n}")
    parent = factory.LazyFunction(home_page)
    thank_you_text = "<p>Bedankt.</p>"

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        for number, question in enumerate(extracted or [{"label": "Wat vond je ervan?", "field_type": "multiline"}]):
            self.form_fields.add(FormField(sort_order=number, **{"required": True, **question}))
        self.save()
