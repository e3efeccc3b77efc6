"""What a form refused is nowhere afterwards; and the helper that says so finds a text that is there."""

import json
import logging

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.urls import reverse

from network.requests import actions as requests
from network.requests.models import Request
from practices import actions, writing
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import practice_index
from tests.leftovers import places_with
from tests.searching import fresh_index

WORD = "Kwartelkoning"
TYPED = {"title": "Een vast gezicht", "summary": "Iemand die meegaat.", "approach": "1. Kom kennismaken"}
# what was typed, and the part of it that must be nowhere
REFUSED = {
    "Zijn bsn is 111 222 333.": "111 222 333",
    "Bel zijn moeder: 06-27841933.": "27841933",
    "Mail naar zwaluwstaart@example.org.": "zwaluwstaart",
    "Het gaat over Thijmen Zwaluwenburg.": "Zwaluwenburg",
}


@pytest.mark.django_db
def test_a_text_is_found_in_drafts_revisions_index_uploads_log_and_mail(settings, tmp_path, caplog, mailoutbox):
    practice_index()
    author = MemberFactory()
    with fresh_index(settings, tmp_path / "search") as index_now:
        assert places_with(WORD, caplog) == set()
        draft = actions.create_draft(author, TYPED | {"approach": f"Kijk naar de {WORD.lower()}s."})
        actions.publish(actions.send_in(draft, author), StaffFactory())
        requests.ask(f"Wie kent de {WORD}?", author)
        index_now()
        default_storage.save("los/brief.txt", ContentFile(f"Over een {WORD}."))
        logging.getLogger("test").warning("gezien: %s", WORD)
        send_mail("Over", f"de {WORD.upper()}", None, ["a@example.org"])
        found = places_with(WORD, caplog)
    default_storage.delete("los/brief.txt")
    assert {"wagtailcore_revision.content", "practices_practicepage.approach", "requests_request.title"} <= found
    assert {"index", "file brief.txt", "log", "mail"} <= found


@pytest.mark.django_db
def test_a_text_is_found_as_it_stands_in_json_and_html():
    title = 'Zeg je "dag" & gaat ’t goed?'
    requests.ask(title, MemberFactory())
    actions.create_draft(MemberFactory(), TYPED | {"summary": title})
    assert {"requests_request.title", "practices_draft.data"} <= places_with(title)


@pytest.mark.django_db(transaction=True)
def test_what_a_form_refused_is_nowhere_also_not_in_a_backup(client, settings, tmp_path, caplog, mailoutbox):
    practice_index()
    author = MemberFactory()
    draft = actions.create_draft(author, TYPED)
    client.force_login(author)
    with fresh_index(settings, tmp_path / "search") as index_now, caplog.at_level(logging.DEBUG):
        for text in REFUSED:
            draft.refresh_from_db()
            began = writing.fingerprints(draft.data, ["approach", "results"])
            data = {"stap": "alles", "only": "approach", "started": json.dumps(began), "approach": text}
            assert client.post(reverse("practices:draft_save", args=[draft.pk]), data).json()["held"]
            typed = {"title": text, "text": text, "visibility": "members"}
            assert client.post("/uitwisseling/nieuw/?soort=vraag", typed).status_code == 200
        draft.refresh_from_db()
        actions.publish(actions.send_in(draft, author), StaffFactory())
        index_now()
        assert not Request.objects.exists()
        assert places_with(TYPED["title"], caplog, backup=True) >= {"wagtailcore_revision.content", "backup", "index"}
        for secret in REFUSED.values():
            assert places_with(secret, caplog, backup=True) == set()
