"""A challenge and its proposals."""


def context(asked, member):
    """What its page shows besides."""
    return {}
