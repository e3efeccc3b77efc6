"""What the analysis makes of a word, for people who want to know why something is found."""

from search.dutch import compounds, forms, lexicon
from search.dutch.signs import WORD


def explain_word(word):
    """Each step from a word as it was written to what an index keeps of it.

    ``parts`` are the words it is made of, ``terms`` (term, weight) what is looked up. ``usual`` is a zipf frequency: 3
    is once in a million words; 0 is not in the word list.
    """
    match = WORD.search(word)
    surface = match[0] if match else ""
    form = forms.form(surface)
    spans = [] if form.pieces else compounds.split(form.folded)
    return {
        "surface": surface,
        "folded": form.folded,
        "stem": form.term,
        "is_stop": form.is_stop,
        "usual": lexicon.zipf(form.folded),
        "pieces": list(form.pieces),
        "parts": [form.folded[start:end] for start, end in spans],
        "terms": list(form.terms),
    }
