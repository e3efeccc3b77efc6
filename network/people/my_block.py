"""Under ``/mijn/``: the way to the guide of a first visit, as long as somebody neither finished nor skipped it."""


def block(member):
    return {"template": "people/my_block.html"} if member.welcomed_at is None else None
