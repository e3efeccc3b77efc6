"""Parts of a practice: its mechanisms and its documents."""

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from practices.choices import Basis, Core, ElementKind


class Mechanism(Orderable):
    """One sentence of *why it works*: context, resource, reasoning, outcome."""

    practice = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="mechanisms")
    context = models.CharField(_("in this situation"), max_length=400, blank=True)
    resource = models.CharField(_("we offer this"), max_length=400, blank=True)
    reasoning = models.CharField(_("then this happens"), max_length=400, blank=True)
    outcome = models.CharField(_("and that leads to"), max_length=400, blank=True)
    element = models.CharField(_("active element"), max_length=160, blank=True)
    element_kind = models.CharField(_("kind of element"), max_length=8, choices=ElementKind.choices, blank=True)
    core = models.CharField(_("may it be changed?"), max_length=9, choices=Core.choices, blank=True)
    basis = models.CharField(_("how do we know?"), max_length=10, choices=Basis.choices, blank=True)
    source = models.URLField(_("link to the source"), max_length=400, blank=True)
    source_label = models.CharField(_("name of the source"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")

    def __str__(self):
        return self.outcome or self.context

    @property
    def parts(self):
        """The explanation as parts of one sentence: pairs of what the part is and its words, empty parts left out.

        The fields hold bare clauses ("een gezin dat net verhuisd is"); the words between them are put in here only.
        """
        labels = [gettext("In this situation"), gettext("we offer this"), gettext("then this happens")]
        labels.append(gettext("and that leads to this"))
        # The words between the clauses speak the language of the clauses, whatever language the reader chose.
        with translation.override(settings.LANGUAGE_CODE):
            clauses = self._clauses()
        parts = [(label, clause) for label, clause in zip(labels, clauses, strict=True) if clause]
        last = len(parts) - 1
        # no comma between "In … " and "we offer …"
        ends = [
            "." if place == last else "" if place == 0 and clauses[0] and clauses[1] else ","
            for place in range(last + 1)
        ]
        return [(label, words + end) for (label, words), end in zip(parts, ends, strict=True)]

    def _clauses(self):
        """The four clauses with the words that join them; an empty text for an empty field."""
        context, resource, reasoning, outcome = (
            getattr(self, name).strip().rstrip(".,;:") for name in ("context", "resource", "reasoning", "outcome")
        )
        offer = gettext("we offer %(clause)s") if context else gettext("We offer %(clause)s")
        begun = context or resource or reasoning
        lead = gettext("and that leads to %(clause)s") if begun else gettext("This leads to %(clause)s")
        joined = (
            (gettext("In %(clause)s"), context),
            (offer, resource),
            (gettext("as a result %(clause)s"), reasoning),
            (lead, outcome),
        )
        return [frame % {"clause": clause} if clause else "" for frame, clause in joined]

    @property
    def sentence(self):
        """The explanation as one sentence: "In … we offer …, as a result …, and that leads to …"."""
        return capfirst(" ".join(words for _label, words in self.parts))


class PracticeDocument(Orderable):
    """A document that belongs to a practice and is as visible as the practice is."""

    practice = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "base.CustomDocument",
        on_delete=models.CASCADE,
        related_name="practice_documents",
        verbose_name=_("document"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("document of a practice")
        verbose_name_plural = _("documents of a practice")

    def __str__(self):
        return str(self.document)
