"""What stands beside each field of the writing form: the question, a hint, and a good example."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Guide:
    """The words around one field."""

    label: str
    hint: str = ""
    example: str = ""


GUIDES = {
    "title": Guide(
        _("What do you call it?"),
        _("Short, and such that a colleague knows what it is."),
        _("A fixed face from the ward to home"),
    ),
    "summary": Guide(
        _("What is it, in one sentence?"),
        _("For whom, what you do and what it yields. At most 250 characters."),
        _(
            "One family worker visits a young person in the ward already, and stays for half a year after, "
            "so that nobody has to start again with a stranger."
        ),
    ),
    "contact": Guide(
        _("Whom may colleagues ask about it?"),
        _("Usually you. You can also choose a co-author or somebody of your own organisation."),
    ),
    "organisation": Guide(_("Which organisation does it?"), _("The organisation that runs it. Usually your own.")),
    "topics": Guide(
        _("Which topics fit?"),
        _("Choose three to six. Colleagues find it by these words."),
        _("Foster care, youth aged 16 to 27, from care to living alone."),
    ),
    "municipalities": Guide(_("Where does it run now?"), _("Tick the municipalities where you do it.")),
    "age_from": Guide(_("From which age?"), _("In years. Leave it empty if age does not matter.")),
    "age_to": Guide(_("Up to which age?"), _("In years, up to and including.")),
    "occasion": Guide(
        _("What was the problem?"),
        _("What did you see going wrong, and for whom? Two to six sentences."),
        _(
            "In 2024 a third of the young people was back in the ward within three months. They told us that they "
            "had to start again with somebody new each time."
        ),
    ),
    "target_group": Guide(
        _("For whom is it?"),
        _("Describe the group, not one child. Say also when somebody does not fit."),
        _("Young people of 14 to 18 who go home after at least six weeks in a ward, and their parents."),
    ),
    "approach": Guide(
        _("What do you do?"),
        _("In steps, such that a colleague can do the same on Monday."),
        _(
            "1. The family worker comes to the ward two weeks before the leave.\n"
            "2. Together they make a plan for the first three days at home.\n"
            "3. In the first week there is contact every day, after that every week."
        ),
    ),
    "mechanisms": Guide(
        _("Why does it work?"),
        _("Finish the sentence. One explanation a row; one is enough to begin with."),
        _(
            "In the first week at home we offer a face that they know already, so that a young person dares to "
            "say when it goes wrong, and that leads to fewer returns to the ward."
        ),
    ),
    "context": Guide(_("In …"), _("the situation or group"), _("the first week at home")),
    "resource": Guide(_("we offer …"), _("what you do or give"), _("a face that they know already")),
    "reasoning": Guide(
        _("so that …"),
        _("what people then think, feel or dare"),
        _("a young person dares to say when it goes wrong"),
    ),
    "outcome": Guide(_("and that leads to …"), _("what changes"), _("fewer returns to the ward")),
    "results": Guide(
        _("What did it yield?"),
        _("Figures if you have them, with the period. If you don't: what do you notice?"),
        _("Of 41 young people in 2025, 33 still lived at home after half a year. Before, it was half of them."),
    ),
    "not_for": Guide(
        _("For whom did it not work?"),
        _("This helps others most. Say it openly; nobody is judged by it."),
        _("For young people who had no home to go to it came too late. They needed a place to live first."),
    ),
    "intermediary": Guide(
        _("Who works with it?"),
        _("The professions that carry it out."),
        _("Family workers with a registration, together with the ward's own mentor."),
    ),
    "materials": Guide(
        _("What do you use?"), _("Forms, cards, films, an app."), _("The three-day plan on one sheet of paper.")
    ),
    "who": Guide(
        _("Who does what?"),
        _("Roles, and how many people."),
        _("One family worker for eight young people; the mentor of the ward is present twice."),
    ),
    "how": Guide(_("In which form?"), _("One to one, in a group, online or at home."), _("At home, one to one.")),
    "place": Guide(
        _("Where does it happen?"), _("The kind of place."), _("First in the ward, then at the kitchen table.")
    ),
    "intensity": Guide(
        _("How often and how long?"),
        _("The number of times, their length and the whole period."),
        _("Daily in week one, weekly for two months, then once a month up to half a year."),
    ),
    "conditions": Guide(
        _("What has to be arranged?"),
        _("Agreements, permission, a place."),
        _("An agreement between the ward and the municipality on who pays the first two weeks."),
    ),
    "competence": Guide(
        _("What must people be able to do?"),
        _("Training or experience."),
        _("A day of training in working with a plan."),
    ),
    "time_needed": Guide(_("How much time does it take?"), "", _("About 40 hours for each young person.")),
    "cost": Guide(_("What does it cost?"), "", _("About 3,400 euros for each young person, in 2025.")),
    "helps": Guide(_("What helps?"), "", _("That the family worker may come into the ward without an appointment.")),
    "hinders": Guide(_("What gets in the way?"), "", _("Two waiting lists after each other.")),
    "reach": Guide(_("How many people does it reach?"), "", _("41 of the 60 young people who left in 2025.")),
    "effect": Guide(_("What changed for them?"), "", _("They rate how it goes at home at 7.1; it was 5.4.")),
    "adoption": Guide(_("Who else took it up?"), "", _("Two more wards since last spring.")),
    "maintenance": Guide(_("What is left after a year?"), "", _("28 of the 41 still live at home.")),
    "negative_effects": Guide(
        _("Did it have side effects?"), "", _("Some parents leaned on the family worker for too long.")
    ),
    "element": Guide(
        _("What is the active element?"), _("The part that does the work, in a few words."), _("A fixed face")
    ),
    "element_kind": Guide(
        _("Is it found in many approaches?"), _("General is found in many; specific belongs to this approach.")
    ),
    "core": Guide(_("May somebody else change it?"), _("Core must stay as it is; adaptable may change.")),
    "basis": Guide(_("How do you know?")),
    "source": Guide(_("Link to the source"), "", "https://www.example.org/onderzoek.pdf"),
    "source_label": Guide(_("Name of the source"), "", _("Yearly report 2025, page 12")),
    "recognition_register": Guide(
        _("In which register is it?"),
        _("Only if the approach is recognised officially. You give the link; you don't choose a level yourself."),
    ),
    "recognition_level": Guide(_("Which level does the register give?")),
    "recognition_date": Guide(_("Since when?")),
    "recognition_link": Guide(_("Link to the page in the register")),
    "first_step": Guide(
        _("What can somebody do tomorrow?"),
        _("One small step for who wants to start."),
        _("Ask one young person who leaves soon whom they would like to know already."),
    ),
    "shadow_visit": Guide(_("Colleagues may come and watch for a day")),
    "review_date": Guide(
        _("When do you read it again?"), _("We remind you. After this date the page says that it may be old.")
    ),
    "visibility": Guide(_("Who may read it?"), _("Practices are public unless you choose otherwise.")),
}


def bare_clause(name, text):
    """A part of the sentence without the words that stand before its field: "In the first week" → "the first week"."""
    lead = str(GUIDES[name].label).rstrip(" …")
    rest = text[len(lead) :]
    return rest.lstrip() if rest[:1].isspace() and text[: len(lead)].casefold() == lead.casefold() else text
