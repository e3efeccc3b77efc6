"""Within a request a stamp is read once, and an own change counts at once."""

from base import stamps


def test_a_stamp_is_read_once_a_request(monkeypatch):
    stamps.bump("proef")
    read = []
    monkeypatch.setattr(stamps, "_read", lambda name: read.append(name) or "stempel")
    with stamps.one_request():
        assert [stamps.current("proef") for _ in range(3)] == ["stempel"] * 3
    assert read == ["site", "proef"]
    stamps.current("proef")
    assert read == ["site", "proef", "proef"]


def test_what_another_process_changed_counts_from_the_next_request():
    stamps.bump("proef")
    with stamps.one_request():
        first = stamps.current("proef")
        (stamps.Path(stamps.settings.STAMP_DIR) / "proef").write_text("van een ander")
        assert stamps.current("proef") == first
    with stamps.one_request():
        assert stamps.current("proef") == b"van een ander"


def test_what_the_request_itself_changed_counts_at_once():
    stamps.bump("proef")
    with stamps.one_request():
        first = stamps.remember("proef", "sleutel", object)
        assert stamps.remember("proef", "sleutel", object) is first
        stamps.bump("proef")
        assert stamps.remember("proef", "sleutel", object) is not first


def test_an_error_ends_the_request_too():
    try:
        with stamps.one_request():
            stamps.current("proef")
            raise ValueError
    except ValueError:
        pass
    assert stamps._request.seen is None


def test_the_stamp_of_the_site_is_the_first_that_a_request_reads(monkeypatch):
    """Else a page of old topics could be kept under the stamp that came with the new ones."""
    read = []
    monkeypatch.setattr(stamps, "_read", lambda name: read.append(name) or b"")
    with stamps.one_request():
        stamps.current("topics")
        stamps.current("site")
        stamps.bump("practices")
        stamps.current("topics")
    assert read == ["site", "topics", "site", "topics"]
