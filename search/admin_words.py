"""The words of staff in the Wagtail admin: synonyms, and how long words are split."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search import analysis
from search.models import CompoundRule, Synonym


class SynonymForm(WagtailAdminModelForm):
    """A word and what means the same: all of it must be words."""

    def clean_term(self):
        return _words_only(self.cleaned_data["term"])

    def clean_means(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["means"].splitlines() if line.strip()]
        return "\n".join(_words_only(line) for line in dict.fromkeys(lines))


class CompoundRuleForm(WagtailAdminModelForm):
    """One word, and parts that together make it, but for the letters between them."""

    def clean_word(self):
        word = _words_only(self.cleaned_data["word"]).lower()
        if len(word.split()) > 1:
            raise forms.ValidationError(_("Give one word, without spaces."))
        return word

    def clean_parts(self):
        return " ".join(self.cleaned_data["parts"].lower().split())

    def clean(self):
        cleaned = super().clean()
        word, parts = cleaned.get("word"), cleaned.get("parts", "").split()
        if not word or not parts:
            return cleaned
        if len(parts) < 2:
            self.add_error("parts", _("Give at least two parts, with a space between them, or none at all."))
        elif not _in_order(word, parts):
            self.add_error("parts", _("The parts must stand in the word, in this order."))
        return cleaned


def _words_only(text):
    """The text on one line; a mistake of the form if there isn't a word in it."""
    text = " ".join(text.replace("\x00", " ").split())
    if not analysis.words(text):
        raise forms.ValidationError(_("“%(text)s” has no letters or digits in it.") % {"text": text})
    return text


def _in_order(word, parts):
    at = 0
    for part in parts:
        at = word.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


class SynonymViewSet(SnippetViewSet):
    """What means the same."""

    model = Synonym
    icon = "doc-full-inverse"
    base_url_path = "zoeken/synoniemen"
    menu_label = gettext_lazy("Synonyms")
    list_display = ["term", "means", "one_way"]
    # Straight in the database: hundreds of rows, and what was just added must be found.
    search_backend_name = None
    search_fields = ["term", "means"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("term"), FieldPanel("means"), FieldPanel("one_way")], base_form_class=SynonymForm
    )


class CompoundRuleViewSet(SnippetViewSet):
    """How long words are split."""

    model = CompoundRule
    icon = "cut"
    base_url_path = "zoeken/splitsen"
    menu_label = gettext_lazy("Splitting of words")
    list_display = ["word", "parts"]
    search_backend_name = None
    search_fields = ["word", "parts"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_handler = ObjectList([FieldPanel("word"), FieldPanel("parts")], base_form_class=CompoundRuleForm)


class WordsGroup(SnippetViewSetGroup):
    """One entry of the menu for both."""

    items = (SynonymViewSet, CompoundRuleViewSet)
    menu_label = gettext_lazy("Words for search")
    menu_icon = "search"
    menu_name = "search-words"
    menu_order = 220


register_snippet(WordsGroup)
