"""How the fields of the form to ask something read for each kind."""

from django.utils.translation import gettext_lazy as _

# How a field reads for one kind, where that differs.
WORDS = {
    "intervision": {
        "title": {
            "label": _("Your question in one sentence"),
            "help_text": _(
                "Who may see your question sees this sentence, without your name. "
                "For example: how do I say no to parents?"
            ),
        },
        "text": {
            "label": _("What is your question?"),
            "help_text": _("Two to six sentences. Begin with: I notice that I … Only who takes part reads it."),
        },
        "wanted_by": {"label": _("Before which day do you want to have met?")},
    },
    "consultation": {
        "title": {
            "label": _("Your question in one sentence"),
            "help_text": _("Who may see your question sees this sentence, without your name."),
        },
        "text": {
            "label": _("What does a specialist have to know?"),
            "help_text": _("In general, without a name, place, school or date. Only who is asked reads it."),
        },
    },
    "visit": {
        "title": {
            "label": _("What do you want to see, or to show?"),
            "help_text": _("For example: a day in a family home."),
        },
        "to_member": {
            "label": _("Do you know with whom you want to look?"),
            "help_text": _(
                "Only if you want to come and look yourself: the name of a colleague on this site. Then nobody else "
                "sees it. Empty: we ask the network."
            ),
        },
        "text": {"label": _("What will one see and do on such a day?")},
        "size": {
            "label": _("How many people at a time?"),
            "help_text": _("Of an offer: how many may come on one day."),
            "initial": 1,
        },
        "wanted_by": {"label": _("Before which day?")},
    },
    "challenge": {
        "title": {"label": _("The problem in one sentence")},
        "text": {"label": _("What goes wrong, for whom, and what was tried?")},
        "wanted_by": {"label": _("Until which day can proposals be made?"), "required": True},
        "visibility": {"label": _("Who may see it?")},
    },
    "question": {
        "title": {"label": _("What do you want to know?"), "help_text": _("One question, in one sentence.")},
        "text": {
            "label": _("What is behind it?"),
            "help_text": _("Write nothing by which a child or a family can be known."),
            "required": False,
        },
        "wanted_by": {"label": _("Before which day do you need an answer?")},
        "visibility": {"label": _("Who may see it?")},
    },
}
