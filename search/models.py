"""What search remembers: what has to be indexed, the words of staff, what people looked for, saved searches."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Pending(models.Model):
    """Something that changed and that the index doesn't know yet. Written in the transaction of the change.

    Rows are only ever added and removed, so writers never wait for each other. What stands in the database when the
    row is read is what is indexed, so the same row may be worked off twice without harm.
    """

    model = models.CharField(max_length=100)  # label, such as "practices.practicepage"
    object_id = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("waiting for the index")
        verbose_name_plural = _("waiting for the index")

    def __str__(self):
        return f"{self.model}:{self.object_id}"


class Synonym(models.Model):
    """Words that staff say mean the same, beside the synonyms that topics have."""

    term = models.CharField(_("word"), max_length=100, unique=True)
    means = models.TextField(
        _("means the same"), max_length=2000, help_text=_("Other words and abbreviations, one on each line.")
    )
    one_way = models.BooleanField(
        _("one way only"),
        default=False,
        help_text=_("Who searches for the word also finds the others, but not the other way round."),
    )

    class Meta:
        ordering = ["term"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self):
        return self.term


class CompoundRule(models.Model):
    """How one long word is split, where the word list has it wrong."""

    word = models.CharField(_("word"), max_length=100, unique=True)
    parts = models.CharField(
        _("parts"),
        max_length=200,
        blank=True,
        help_text=_("The parts with a space between them. Empty: this word is never split."),
    )

    class Meta:
        ordering = ["word"]
        verbose_name = _("splitting of a word")
        verbose_name_plural = _("splitting of words")

    def __str__(self):
        return self.word


class Asked(models.Model):
    """How often the same words were looked for on a day. Words only: nobody can see who looked."""

    words = models.CharField(_("words"), max_length=200)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)
    times_nothing = models.PositiveIntegerField(_("times without a result"), default=0)

    class Meta:
        verbose_name = _("what was looked for")
        verbose_name_plural = _("what was looked for")
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="asked_once_a_day")]

    def __str__(self):
        return self.words


class SavedSearch(models.Model):
    """A search that a member keeps, with new results by mail at most once a day."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches", verbose_name=_("member")
    )
    words = models.CharField(_("words"), max_length=200)
    filters = models.JSONField(_("filters"), default=dict, blank=True)  # {"soort": ["praktijken"], …}
    # {name of a kind: ["12", …]}: primary keys of all that it ever found; a kind that isn't there was never asked
    known = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("saved on"), default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(_("last mail"), null=True, blank=True, editable=False)
    mails = models.BooleanField(_("mail me what is new"), default=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self):
        return self.words


class IndexCheck(models.Model):
    """What the nightly comparison of index and database found and repaired."""

    checked_at = models.DateTimeField(_("checked on"), default=timezone.now)
    documents = models.PositiveIntegerField(_("documents"), default=0)
    missing = models.PositiveIntegerField(_("missing"), default=0)
    left_over = models.PositiveIntegerField(_("left over"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-checked_at"]
        verbose_name = _("check of the index")
        verbose_name_plural = _("checks of the index")

    def __str__(self):
        return f"{self.checked_at:%Y-%m-%d}"
