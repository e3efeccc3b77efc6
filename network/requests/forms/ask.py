"""The form to ask something: one form for all kinds, of which each step shows the fields that ``kinds.py`` names."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.clock import local_moment
from events.sessions.choices import About
from events.sessions.models import SessionMethod
from network.organisations.models import Municipality, Organisation
from network.people.fields import MemberNameField
from network.people.forms import TopicsField
from network.people.models import Member, PeopleGroup
from network.requests.choices import Audience, Meets, ProposalsShown, RequestKind, RequestStatus
from network.requests.forms.fields import DAY, MOST_PLACES, MemberNamesField, too_short, yes_no
from network.requests.forms.words import WORDS

MOMENTS = 5  # rows of moments that one may propose
CRITERIA = 8
WEIGHTS = [(1, _("counts once")), (2, _("counts twice")), (3, _("counts three times"))]
WITHIN = [(1, _("Tomorrow")), (3, _("Within three days")), (7, _("Within a week")), (14, _("Within two weeks"))]


class RequestForm(PrivacyCheckedForm, forms.Form):
    """All that can be asked about a request. ``KindForm`` leaves the fields of one step of one kind."""

    privacy_exempt = {"to_member", "chosen", "assessors"}

    is_offer = yes_no(_("Do you ask or do you offer?"), _("I want to come and look"), _("Others may come and look"))
    title = SafeCharField(label=_("In one sentence"), max_length=200)
    text = SafeTextField(label=_("Tell more about it"), max_length=5000)
    about = forms.ChoiceField(
        label=_("What do you doubt mostly?"),
        choices=About.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("It comes back in your own SKJ folder."),
    )
    topics = TopicsField(label=_("What is it about?"))
    to_organisation = forms.ModelChoiceField(
        label=_("To which organisation?"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("To the whole network"),
    )
    to_municipality = forms.ModelChoiceField(
        label=_("Or to which municipality?"),
        queryset=Municipality.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    to_member = MemberNameField(
        label=_("Do you know whom you want to ask?"),
        required=False,
        help_text=_("The name of a colleague on this site. Leave it empty and we look for somebody."),
    )
    method = forms.ModelChoiceField(
        label=_("By which method?"),
        queryset=SessionMethod.objects.all(),
        required=False,
        empty_label=_("I don't know yet"),
    )
    size = forms.IntegerField(label=_("With how many people, you included?"), min_value=4, max_value=8, initial=6)
    facilitator_wanted = forms.BooleanField(label=_("I want somebody else to lead it"), required=False)
    other_organisations_only = forms.BooleanField(
        label=_("Nobody of my own organisation"), required=False, initial=True
    )
    meets = forms.ChoiceField(
        label=_("How do you want to meet?"), choices=Meets.choices, initial=Meets.EITHER, widget=forms.RadioSelect
    )
    place = SafeCharField(label=_("Where?"), max_length=200, required=False, help_text=_("A building or a town."))
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("None")
    )
    travel_km = forms.IntegerField(
        label=_("How many kilometres may others live away at most?"),
        min_value=1,
        max_value=300,
        required=False,
        help_text=_("Empty: it doesn't matter."),
    )
    answer_within = forms.TypedChoiceField(
        label=_("How soon do you need it?"), choices=WITHIN, coerce=int, initial=7, widget=forms.RadioSelect
    )
    budget = SafeCharField(
        label=_("How much money is there?"),
        max_length=200,
        required=False,
        help_text=_("Also when you don't know."),
    )
    wanted_by = forms.DateField(label=_("Before which day?"), widget=DAY, required=False)
    decided_by = forms.DateField(label=_("When do you decide?"), widget=DAY, required=False)
    proposals_shown = forms.ChoiceField(
        label=_("Who sees the proposals?"),
        choices=ProposalsShown.choices,
        initial=ProposalsShown.ASSESSORS,
        widget=forms.RadioSelect,
    )
    assessors = MemberNamesField(
        label=_("Who looks at the proposals with you?"),
        required=False,
        help_text=_("Names of colleagues on this site, one on each line."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see that you ask this?"), choices=Audience.choices, widget=forms.RadioSelect
    )
    group = forms.ModelChoiceField(
        label=_("Which group?"), queryset=PeopleGroup.objects.none(), required=False, empty_label=_("None")
    )
    chosen = MemberNamesField(
        label=_("Whom do you ask?"),
        required=False,
        help_text=_("Names of colleagues on this site, one on each line."),
    )
    asks_itself = forms.BooleanField(
        label=_("Let the site ask colleagues who fit"),
        required=False,
        initial=True,
        help_text=_("A few at a time, until there are enough. You can also choose them yourself."),
    )


class KindForm(RequestForm):
    """The fields of one step. ``step`` is a ``FormStep``, ``rules`` the kind, ``request`` what was filled in before."""

    def __init__(self, *args, rules, step, reader, request=None, **kwargs):
        self.rules, self.step, self.request, self.reader = rules, step, request, reader
        initial = self._initial() | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        for name in list(self.fields):
            if name not in step.fields or name in self._left_out():
                del self.fields[name]
        if "size" in self.fields and rules.kind == RequestKind.VISIT:
            self.fields["size"] = forms.IntegerField(min_value=1, max_value=MOST_PLACES)
        for name in ("to_member", "chosen", "assessors"):
            if name in self.fields:
                self.fields[name].people = Member.objects.visible_to(reader).exclude(pk=reader.pk)
        if "group" in self.fields:
            self.fields["group"].queryset = PeopleGroup.objects.of(reader)
        if "visibility" in self.fields:
            shown = [(one.value, one.label) for one in rules.audiences]
            self.fields["visibility"].choices = shown
            self.initial.setdefault("visibility", shown[0][0])
        for name, words in WORDS.get(rules.kind, {}).items():
            for part, value in words.items() if name in self.fields else ():
                setattr(self.fields[name], part, value)
        if "moments" in step.fields:
            self._add_moments()
        if "criteria" in step.fields:
            self._add_criteria()
        self.order_fields([name for part in step.fields for name in self._names(part)])

    def _left_out(self):
        """Fields of a shadow visit that don't fit what was filled in before, or can't change once others know it."""
        if self.request is None or self.rules.kind != RequestKind.VISIT:
            return ()
        left_out = ["wanted_by"] if self.request.is_offer else ["size"]
        if self.request.to_member_id:
            left_out += ["visibility", "group"]
        if self.request.status != RequestStatus.DRAFT:
            left_out += ["is_offer", "to_member"]
        return left_out

    def _names(self, part):
        if part == "moments":
            return [f"moment{number}_{end}" for number in range(MOMENTS) for end in ("day", "from", "to")]
        if part == "criteria":
            return [f"criterion{number}_{end}" for number in range(CRITERIA) for end in ("text", "weight")]
        return [part]

    def _initial(self):
        if self.request is None:
            return {}
        found = {}
        for name in self.step.fields:
            if name in ("moments", "criteria"):
                continue
            value = getattr(self.request, name)
            if name == "topics":
                value = list(value.values_list("pk", flat=True))
            elif name in ("chosen", "assessors"):
                value = "\n".join(value.values_list("name", flat=True))
            elif name == "to_member":
                value = value.name if value else ""
            elif name == "is_offer":
                value = "ja" if value else "nee"
            if value is not None and value != "":
                found[name] = value
        return found

    # ---------- rows ----------

    def _add_moments(self):
        given = list(self.request.moments.all()) if self.request is not None else []
        for number in range(MOMENTS):
            one = given[number] if number < len(given) else None
            day, start, end = (f"moment{number}_{part}" for part in ("day", "from", "to"))
            words = {"number": number + 1}
            self.fields[day] = forms.DateField(label=_("Moment %(number)s, day") % words, widget=DAY, required=False)
            clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            self.fields[start] = forms.TimeField(label=_("From"), widget=clock, required=False)
            self.fields[start].summary_label = _("Moment %(number)s, from") % words
            self.fields[end] = forms.TimeField(label=_("Until"), widget=clock, required=False)
            self.fields[end].summary_label = _("Moment %(number)s, until") % words
            for name in (day, start, end):
                self.fields[name].either_or = True
            if one is not None:
                self.initial |= {day: one.starts.date(), start: one.starts.time(), end: one.ends.time()}

    def moment_rows(self):
        """Triples of bound fields (day, from, until), for the template."""
        return [tuple(self[f"moment{number}_{part}"] for part in ("day", "from", "to")) for number in range(MOMENTS)]

    def _add_criteria(self):
        given = list(self.request.criteria.all()) if self.request is not None else []
        for number in range(CRITERIA):
            one = given[number] if number < len(given) else None
            text, weight = f"criterion{number}_text", f"criterion{number}_weight"
            self.fields[text] = SafeCharField(label=_("Criterion"), max_length=250, required=False)
            self.fields[weight] = forms.TypedChoiceField(
                label=_("How much does it count?"), choices=WEIGHTS, coerce=int, initial=1, required=False
            )
            if one is not None:
                self.initial |= {text: one.text, weight: one.weight}

    def criterion_rows(self):
        """Pairs of bound fields (text, weight), for the template."""
        return [tuple(self[f"criterion{number}_{part}"] for part in ("text", "weight")) for number in range(CRITERIA)]

    # ---------- checking ----------

    def full_clean(self):
        """What is wrong stands in the summary in the order of the fields."""
        super().full_clean()
        places = {name: place for place, name in enumerate(self.fields)}
        ordered = sorted(self._errors.items(), key=lambda item: places.get(item[0], -1))
        self._errors.clear()
        self._errors.update(ordered)

    def clean_wanted_by(self):
        day = self.cleaned_data["wanted_by"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("to_organisation") and cleaned.get("to_municipality"):
            self.add_error("to_municipality", _("Choose an organisation or a municipality, not both."))
        if cleaned.get("visibility") == Audience.GROUP and "group" in self.fields and not cleaned.get("group"):
            self.add_error("group", _("Choose the group that may see it."))
        named = cleaned.get("chosen") or cleaned.get("to_member")
        if cleaned.get("visibility") == Audience.CHOSEN and "chosen" in self.fields and not named:
            if "chosen" not in self.errors and "to_member" not in self.errors:
                self.add_error("chosen", _("Write the names of the people whom you ask."))
        if cleaned.get("chosen") and cleaned.get("to_member"):
            self.add_error("chosen", _("You name one colleague above already. Name them all here, or nobody."))
        if cleaned.get("visibility") == Audience.FOLLOWERS and not self._has_topics(cleaned):
            self.add_error("visibility", _("First choose topics: otherwise nobody follows them."))
        last, decided = cleaned.get("wanted_by"), cleaned.get("decided_by")
        if last and decided and decided < last:
            self.add_error("decided_by", _("This is before the last day for proposals."))
        if "moments" in self.step.fields:
            cleaned["moments"] = self._clean_moments(cleaned)
        if "criteria" in self.step.fields:
            cleaned["criteria"] = self._clean_criteria(cleaned)
        return cleaned

    def _has_topics(self, cleaned):
        if "topics" in self.fields:
            return bool(cleaned.get("topics"))
        return self.request is not None and self.request.topics.exists()

    def _clean_moments(self, cleaned):
        found = {}
        for number in range(MOMENTS):
            names = [f"moment{number}_{part}" for part in ("day", "from", "to")]
            day, start, end = (cleaned.pop(name, None) for name in names)
            if any(name in self.errors for name in names) or not any((day, start, end)):
                continue
            if day is None or start is None:
                self.add_error(names[0] if day is None else names[1], _("Fill in the day and the time."))
                continue
            try:
                begins = local_moment(day, start)
                ends = local_moment(day, end) if end is not None else begins + timedelta(minutes=self.minutes)
            except ValidationError as error:
                self.add_error(names[1], error)
                continue
            if begins <= timezone.now():
                self.add_error(names[0], _("This moment is over."))
            elif ends <= begins:
                self.add_error(names[2], _("The end is not after the start."))
            elif (short := too_short(self.method, begins, ends)) is not None:
                self.add_error(names[2], short)
            elif begins in found:
                self.add_error(names[0], _("You gave this moment twice."))
            else:
                found[begins] = ends
        return list(found.items())

    def _clean_criteria(self, cleaned):
        found = {}
        for number in range(CRITERIA):
            text, weight = (cleaned.pop(f"criterion{number}_{part}", None) for part in ("text", "weight"))
            if text and text in found:
                self.add_error(f"criterion{number}_text", _("You gave this criterion twice."))
            elif text:
                found[text] = weight or 1
        return list(found.items())

    @property
    def minutes(self):
        """How long it takes when nothing is said about it."""
        return max(60, self.method.minutes) if self.method is not None else 60

    @property
    def method(self):
        """The method that was chosen in an earlier step, or None."""
        return self.request.method if self.request is not None else None

    @property
    def answers(self):
        """What ``actions.asking`` writes: the names of this step, and ``moments`` and ``criteria`` as pairs."""
        return {name: self.cleaned_data[name] for name in self.step.fields if name in self.cleaned_data}
