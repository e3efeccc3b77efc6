"""The register of personal data knows every field of every model."""

import pytest
from django.apps import apps
from django.db import models

from base import personal_data
from base.personal_data import Leaving, fields_of, points_at_a_member, problems
from search.models import SavedSearch, Synonym

OURS = {"base", "config", "home", "network", "practices", "search"}


def kept_models():
    """Our own models, and those of others that point at a member."""
    for model in apps.get_models():
        ours = model.__module__.partition(".")[0] in OURS
        if ours or any(points_at_a_member(one) for one in fields_of(model)):
            yield model


@pytest.mark.parametrize("model", list(kept_models()), ids=lambda model: model._meta.label)
def test_every_field_is_classified(model):
    assert problems(model) == []


def test_a_model_outside_the_register_is_a_problem():
    class Unknown(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "nowhere"

    assert problems(Unknown) == ["nowhere.Unknown is not in the register"]


def test_a_new_field_a_gone_one_and_a_hidden_link_are_problems(monkeypatch):
    monkeypatch.setattr(personal_data, "_register", {})
    personal_data.register(SavedSearch, nothing="id member words filters known created_at mails gone")
    assert problems(SavedSearch) == [
        "search.SavedSearch.mailed_at is not classified",
        "search.SavedSearch.gone does not exist",
        "search.SavedSearch.member points at a member",
    ]
    personal_data.register(Synonym, nothing="id term one_way", own="means")
    assert problems(Synonym) == ["search.Synonym doesn't say which rows are whose"]


def test_a_field_is_of_one_kind():
    with pytest.raises(ValueError, match=r"search.Synonym.term is classified twice"):
        personal_data.register(Synonym, nothing="id term", own="term")
    with pytest.raises(ValueError, match="No such kind of field: secrets"):
        personal_data.register(Synonym, secrets="term")


def test_a_link_that_must_be_cut_can_be():
    """Where rows of others point at who leaves, the link is emptied, so it has to be able to be empty."""
    for entry in personal_data.entries():
        if entry.leaving is Leaving.KEEP or entry.keep_links:
            continue
        for one in entry.named("person"):
            if not one.many_to_many and not one.null:
                assert entry.leaving is Leaving.DELETE, f"{entry.model._meta.label}.{one.name}"
