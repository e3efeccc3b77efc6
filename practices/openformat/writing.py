"""A practice as the open format writes it."""

from practices.openformat.fields import (
    LONG_FIELDS,
    MECHANISM_PARTS,
    RECOGNITION_FIELDS,
    SECTIONS,
    join_sections,
)


def to_document(page):
    """A dict of JSON values. Long text is Markdown; dates are ISO 8601; no person's name or address is in it."""
    document = {"title": page.title, "slug": page.slug, "summary": page.summary}
    texts = {name: join_sections(name, page) if name in SECTIONS else getattr(page, name) for name in LONG_FIELDS}
    document |= {name: texts[name] for name in ("occasion", "target_group", "approach")}
    document["mechanisms"] = [{name: getattr(row, name) for name in MECHANISM_PARTS} for row in page.mechanisms.all()]
    document |= {name: texts[name] for name in ("conditions", "results", "not_for", "first_step")}
    updated = page.last_published_at or page.latest_revision_created_at
    document |= {
        "topics": sorted(topic.name for topic in _topics(page)),
        "municipalities": sorted(municipality.name for municipality in page.municipalities.all()),
        "organisation": page.organisation.name if page.organisation else "",
        "status": "published" if page.live else "draft",
        "updated": updated.isoformat() if updated else None,
        "ages": {"from": page.age_from, "to": page.age_to},
        "shadow_visit": page.shadow_visit,
        "recognition": _recognition(page),
        "review_date": page.review_date.isoformat() if page.review_date else None,
    }
    return document


def _topics(page):
    """The accepted topics, out of what is prefetched."""
    return [tagged.tag for tagged in page.tagged_topics.all() if tagged.tag.status == "accepted"]


def _recognition(page):
    if not page.recognition_link:
        return None
    values = {name: getattr(page, f"recognition_{name}") for name in RECOGNITION_FIELDS}
    values["date"] = values["date"].isoformat() if values["date"] else None
    return values
