"""Intervision and consultation: people come together at a moment."""


def context(asked, member):
    """What its page shows besides."""
    return {}
