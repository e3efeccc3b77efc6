"""What drafts keep of topics: typed form input, in which no relation shows a topic."""

from practices.models import Draft


def follow(source, target):
    """Let drafts in which ``source`` was ticked have ``target`` ticked, so that a writer loses no choice."""
    old, new = str(source.pk), str(target.pk)
    for draft in Draft.objects.select_for_update().only("pk", "data"):
        chosen = draft.data.get("topics")
        if isinstance(chosen, list) and old in chosen:
            kept = dict.fromkeys(new if key == old else key for key in chosen)
            Draft.objects.filter(pk=draft.pk).update(data={**draft.data, "topics": list(kept)})
