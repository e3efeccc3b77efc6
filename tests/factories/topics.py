"""Topics for tests."""

import factory

from network.topics.models import Topic


class TopicFactory(factory.django.DjangoModelFactory):
    """An accepted theme."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Onderwerp {n}")
    slug = factory.Sequence(lambda n: f"onderwerp-{n}")
    kind = Topic.Kind.THEME
    definition = "Wat dit onderwerp betekent."
