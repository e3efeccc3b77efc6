"""Revisions that still name a topic that was merged since: read as if they named the one it went into."""

from network.topics.models import Topic


class FollowsMergedTopics:
    """For a page with topics, first among its bases. Wagtail makes a page of a revision by way of this method.

    ``topic_rows`` names the child relation that holds the topics, ``topic_field`` the field of its rows.
    """

    topic_rows = "tagged_topics"
    topic_field = "tag"

    @classmethod
    def from_serializable_data(cls, data, *args, **kwargs):
        rows = data.get(cls.topic_rows)
        if rows:
            data = {**data, cls.topic_rows: _follow(rows, cls.topic_field)}
        return super().from_serializable_data(data, *args, **kwargs)


def goals_of(ids):
    """The primary key that each of ``ids`` became, for those that were merged."""
    merged = Topic.objects.filter(pk__in=ids).exclude(merged_into=None)
    return dict(merged.values_list("pk", "merged_into_id"))


def _follow(rows, field):
    """The same rows with merged topics replaced; a topic that is there twice stays once."""
    goals = goals_of({row[field] for row in rows})
    followed = {}
    for row in rows:
        topic_id = goals.get(row[field], row[field])
        followed.setdefault(topic_id, {**row, field: topic_id})
    return list(followed.values())
