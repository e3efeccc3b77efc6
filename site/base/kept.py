"""Parts of a page that are the same for everybody, rendered once and kept until something on the site changes."""

from django.template import Node
from django.utils.translation import get_language

from base import stamps


class KeptNode(Node):
    """What ``{% kept %}`` compiles to: one rendering a language and region, in this process."""

    # {% extends %} looks through all nodes for blocks, at each rendering: there are none in here
    child_nodelists = ()

    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        region = getattr(context.get("region"), "pk", None)
        key = ("kept", self.name, get_language(), region)
        return stamps.remember("site", key, lambda: self.nodelist.render(context))
