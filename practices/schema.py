"""A practice in the words of schema.org, for search engines."""

from django.conf import settings

from base.choices import Visibility


def describe(page, topics, places):
    """JSON-LD of a public practice; nothing for what is not public."""
    if page.visibility != Visibility.PUBLIC or not page.live:
        return None
    url = settings.BASE_URL.rstrip("/") + page.get_absolute_url()
    facts = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": settings.LANGUAGE_CODE,
        "datePublished": _iso(page.first_published_at),
        "dateModified": _iso(page.last_published_at),
        "author": {"@type": "Organization", "name": page.organisation.name} if page.organisation else None,
        "about": [
            {
                "@type": "DefinedTerm",
                "name": topic.name,
                "url": settings.BASE_URL.rstrip("/") + topic.get_absolute_url(),
            }
            for topic in topics
        ],
        "spatialCoverage": [{"@type": "AdministrativeArea", "name": name} for name in places],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _iso(moment):
    return moment.isoformat() if moment else None
