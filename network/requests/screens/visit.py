"""A shadow visit that is asked for or offered."""


def context(asked, member):
    """What its page shows besides."""
    return {}
