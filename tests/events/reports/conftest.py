"""An index of its own for tests that search."""

import pytest

from tests.searching import fresh_index


@pytest.fixture
def search_index(settings, tmp_path, db):
    """An empty index; call it to index what the test made."""
    with fresh_index(settings, tmp_path / "search") as index_now:
        yield index_now
