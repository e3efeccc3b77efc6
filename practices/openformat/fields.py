"""Which fields of a practice stand where in the open format.

The format has fewer long texts than a page has fields. The smaller ones stand in the larger one under a heading, so
that any reader of Markdown shows them, and an import that knows the headings puts them back where they were.
"""

import re

# Field of the format: the page's field of the same name comes first, then these under a heading of level three.
SECTIONS = {
    "target_group": {"intermediary": "Wie ermee werkt"},
    "approach": {
        "materials": "Materialen",
        "who": "Wie het doet",
        "how": "Hoe",
        "place": "Waar",
        "intensity": "Hoe vaak en hoe lang",
    },
    "conditions": {
        "competence": "Wat je moet kunnen",
        "time_needed": "Tijd",
        "cost": "Kosten",
        "helps": "Wat helpt",
        "hinders": "Wat hindert",
    },
    "results": {
        "reach": "Bereik",
        "effect": "Effect",
        "adoption": "Gebruik",
        "maintenance": "Wat blijft",
        "negative_effects": "Bijwerkingen",
    },
}
LONG_FIELDS = ("occasion", "target_group", "approach", "conditions", "results", "not_for", "first_step")
MECHANISM_FIELDS = ("context", "resource", "reasoning", "outcome", "element", "core", "basis", "source")
MECHANISM_EXTRAS = ("element_kind", "source_label")
MECHANISM_PARTS = (*MECHANISM_FIELDS, *MECHANISM_EXTRAS)
RECOGNITION_FIELDS = ("register", "level", "date", "link")
# All keys that this site writes; those after "updated" are additions that another site may leave out.
KEYS = (
    "title",
    "slug",
    "summary",
    "occasion",
    "target_group",
    "approach",
    "mechanisms",
    "conditions",
    "results",
    "not_for",
    "first_step",
    "topics",
    "municipalities",
    "organisation",
    "status",
    "updated",
    "ages",
    "shadow_visit",
    "recognition",
    "review_date",
)


def join_sections(field, page):
    """The long text of the format: the page's own field, then each smaller one that has text, under its heading."""
    parts = [getattr(page, field).strip()]
    for name, heading in SECTIONS.get(field, {}).items():
        text = getattr(page, name).strip()
        if text:
            parts.append(f"### {heading}\n\n{text}")
    return "\n\n".join(part for part in parts if part)


def split_sections(field, text):
    """The other way round: a dict of page fields to text. Headings that we don't know stay in the main text."""
    names = {heading.lower(): name for name, heading in SECTIONS.get(field, {}).items()}
    found = {field: [], **{name: [] for name in names.values()}}
    into = field
    for line in text.split("\n"):
        heading = re.fullmatch(r"###\s+(.+?)\s*", line)
        name = names.get(heading.group(1).lower()) if heading else None
        if name is not None and not found[name]:
            into = name
        else:
            found[into].append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}
