"""Kinds of notices of the tests' own, so that these say nothing about what other rooms chose."""

import pytest

from network.notices import kinds
from network.notices.kinds import NoticeKind

HIDDEN = set()  # targets that nobody may see


def _visible(member, pks):
    return {pk for pk in pks if pk not in HIDDEN}


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch):
    """A slot with four kinds: three to choose about, and a mail that always goes."""
    slot = kinds.Slot("kinds of the tests")
    for name in ("at_once", "daily", "weekly"):
        slot.register(NoticeKind(name, f"Label {name}", f"{name}: “%(title)s”", default=name, visible_pks=_visible))
    slot.register(NoticeKind("seat", "Seats", "A seat at “%(title)s”", default="at_once", always_mail=True))
    for module in _users_of("notice_kinds"):
        monkeypatch.setattr(module, "notice_kinds", slot)
    HIDDEN.clear()
    yield slot
    HIDDEN.clear()


def _users_of(name):
    from network.notices import actions, forms, sending

    return [module for module in (kinds, actions, forms, sending) if hasattr(module, name)]
