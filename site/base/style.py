"""The living page of the design system: every component, in every state, made by its own tag.

What stands here as sample text is content, in Dutch as the people of the site write it; labels are translated.
"""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from base.choices import Visibility
from base.models import CustomImage
from base.privacy.checklist import PrivacyChecklist
from base.privacy.forms import PrivacyCheckedForm

ORGANISATIONS = [("Gemeenten", [("1", "Berkenrade"), ("2", "Kolmeer")]), ("Scholen", [("3", "De Wilgenkamp")])]
TOPICS = ["Schoolverzuim", "Verhuizen", "Samen met ouders", "Rouw en verlies", "18 jaar worden", "Pleegzorg"]
TOPICS += ["Scheiding", "Jonge mantelzorgers", "Veilig thuis", "Armoede", "Wonen", "Vrije tijd"]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Your name"), help_text=_("As colleagues know you."), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    weeks = forms.IntegerField(label=_("Weeks until the start"), required=False, min_value=0)
    since = forms.DateField(label=_("Since when"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), choices=[("", "---"), *ORGANISATIONS])
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        choices=[("work", "Een vraag over mijn werk"), ("expert", "Een vraag aan een specialist")],
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), name) for number, name in enumerate(TOPICS)],
        required=False,
    )
    story = forms.CharField(
        label=_("Your story"), widget=forms.Textarea, max_length=300, help_text=_("Three to six sentences.")
    )
    attachment = forms.FileField(label=_("Document"), required=False)
    agree = forms.BooleanField(label=_("I left out what a child can be recognised by"))
    locked = forms.CharField(label=_("Region"), disabled=True, required=False, initial="Hogewaard")


class SampleQuestionForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form):
    """A form that looks for personal data, with the checklist for what no software finds."""

    question = forms.CharField(label=_("Your question"), widget=forms.Textarea)


PERSONAL = "Ik begeleid Daan Terborgh en zijn moeder, te bereiken op 06-12345678. Hoe blijf ik betrokken?"
WRONG = {"name": "", "email": "noor.averink", "weeks": "veel", "since": "gisteren", "story": "Hoe dan? " * 40}


class SamplePerson:
    """Somebody who does not exist."""

    initials = "JA"
    job_title = "Leerkracht"
    organisation = "De Wilgenkamp"

    def __str__(self):
        return "Jamal Aydeniz"


class SampleTopic:
    """A topic that does not exist."""

    pk = 0

    def __str__(self):
        return "Schoolverzuim"


def samples():
    """The content that the components are shown with."""
    wrong = SampleForm({f"wrong-{name}": value for name, value in WRONG.items()}, prefix="wrong")
    wrong.is_valid()
    personal = SampleQuestionForm({"personal-question": PERSONAL, "personal-privacy_read": "on"}, prefix="personal")
    personal.is_valid()
    pages = Paginator(range(180), 20)
    return {
        "form": SampleForm(initial={"name": "Noor Averink", "story": "Ik merk dat ik …"}),
        "wrong": wrong,
        "personal": personal,
        "text": "Wat iemand typt, mag **vet** en *schuin*, met een [link](https://voorbeeld.example/) en een > citaat.",
        "image": CustomImage.objects.filter(visibility=Visibility.PUBLIC).order_by("pk").first(),
        "person": SamplePerson(),
        "topic": SampleTopic(),
        "today": date.today(),
        "another_year": date(2031, 1, 14),
        "crumbs": [("Praktijken", "#"), ("Schoolverzuim", None)],
        "topics": [("Schoolverzuim", "#"), ("Verhuizen", "#"), ("Rouw en verlies", "#", 12)],
        "choices": [(name, name, 14 - place, place == 1) for place, name in enumerate(TOPICS)],
        "badges": [("1", "Beschreven", 5, False), ("3", "Ook elders toegepast", 4, False)],
        "active": [("Schoolverzuim", "#"), ("Van school naar school", "#")],
        "orders": [("past", "past het best"), ("nieuw", "nieuwste eerst")],
        "page_obj": pages.page(5),
        "tabs": [("Alles", "#tabs", True, 27), ("Praktijken", "#tabs", False, 14), ("Nieuws", "#tabs", False)],
        "line": [
            ("12 oktober", "voorgesteld", "Door Femke Roelvink", "done"),
            ("2 november", "begonnen", "Vier scholen doen mee", "current"),
            ("1 februari", "klaar", "Tien scholen", "todo"),
        ],
        "head": ["Gemeente", "2024", "2025"],
        "rows": [["Berkenrade", 28, 31], ["Kolmeer", 41, 44], ["Lindewaard", 49, 52]],
    }


def style_page(request):
    """``/beheer/stijl/``; the admin's own gate stands before it."""
    return render(request, "base/style.html", samples())
