"""Forms of the SKJ folder."""

from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.list_fields import KnownValue, PageNumber
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from base.upload_forms import SafeFileField
from events.training.actions import keep_file
from events.training.choices import Category
from events.training.hours import number, plain
from events.training.models import Entry, Period, ProofFile
from events.training.models.folder import MOST_HOURS
from practices.forms.write import privacy_words

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
YEARS = 5  # of a registration at the SKJ
LONGEST = 12
EARLIEST = date(1990, 1, 1)


def _hours(**kwargs):
    """A number of hours; a comma is as good as a point."""
    return forms.DecimalField(
        max_digits=6,
        decimal_places=2,
        max_value=MOST_HOURS,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **kwargs,
    )


class EntryForm(PrivacyCheckedForm, forms.Form):
    """Something that the site doesn't know of. A file that came with a wrong form is kept until it is right."""

    category = forms.ChoiceField(
        label=_("What kind of thing is it?"), choices=Category.choices, widget=forms.RadioSelect
    )
    title = SafeCharField(
        label=_("What did you do?"), max_length=200, help_text=_("The name of the training, for example.")
    )
    given_by = SafeCharField(label=_("Where, or who gave it?"), max_length=200, required=False)
    happened_on = forms.DateField(
        label=_("On which day?"), widget=DAY, help_text=_("The last day, if it took more than one.")
    )
    hours = _hours(
        label=_("How many hours?"),
        min_value=Decimal("0.25"),
        help_text=_("For example: 2,5. Leave it empty if you don't know."),
    )
    note = SafeTextField(
        label=_("What did you learn from it?"),
        max_length=3000,
        required=False,
        help_text=_("Write about yourself, and nothing by which a child or a family can be known."),
    )
    proof = SafeFileField(
        label=_("Proof"),
        required=False,
        help_text=_("A certificate, for example: a PDF, another document, or a photo of it. Only you can open it."),
    )
    take_away = forms.BooleanField(label=_("Take the present proof away"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    privacy_exempt = {"kept"}

    def __init__(self, *args, member, entry=None, **kwargs):
        self.member, self.entry = member, entry
        super().__init__(*args, initial=_initial(entry) if entry else None, **kwargs)
        self.present = ProofFile.objects.of(member).filter(entry=entry).first() if entry else None
        self.waiting = None
        if self.present is None:
            del self.fields["take_away"]

    def privacy_words(self):
        return privacy_words()

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write it down once it was."))
        if day < EARLIEST:
            raise ValidationError(_("Look at the year once more."))
        return day

    def clean_kept(self):
        """A file of this member that waits for the form; anything else is nothing."""
        asked = self.cleaned_data["kept"]
        if asked.isascii() and asked.isdigit() and len(asked) < 19:
            self.waiting = ProofFile.objects.of(self.member).loose().filter(pk=int(asked)).first()
        return asked if self.waiting else ""

    def keep_proof(self):
        """Store the file that came along, whether the rest is right or not: nobody chooses a file twice."""
        file = getattr(self, "cleaned_data", {}).get("proof")
        if not file:
            return
        try:
            self.waiting = keep_file(self.member, file)
        except ValidationError as error:
            self.add_error("proof", error)

    @property
    def kept_value(self):
        """What the page sends along of a file that is here already."""
        return self.waiting.pk if self.waiting else ""

    def filled(self):
        """The entry as the form says, not stored."""
        entry = self.entry or Entry(member=self.member)
        for name in ("category", "title", "given_by", "happened_on", "hours", "note"):
            setattr(entry, name, self.cleaned_data[name])
        return entry


def _initial(entry):
    names = ("category", "title", "given_by", "happened_on", "note")
    return {name: getattr(entry, name) for name in names} | {"hours": plain(entry.hours)}


class PeriodForm(PrivacyCheckedForm, forms.Form):
    """The years of a registration, and what one wants to reach in them."""

    starts_on = forms.DateField(
        label=_("From which day are you registered?"),
        widget=DAY,
        help_text=_("It stands in “Mijn SKJ”, at the register."),
    )
    ends_on = forms.DateField(
        label=_("Until which day?"), widget=DAY, required=False, help_text=_("Leave it empty for five years.")
    )
    number = SafeCharField(
        label=_("Your registration number"),
        max_length=40,
        required=False,
        help_text=_("It stands on the PDF then. Nobody else sees it here."),
    )

    # nine digits in a row that are no BSN
    privacy_exempt = {"number"}

    def __init__(self, *args, member, period=None, targets=None, **kwargs):
        self.member, self.period = member, period
        super().__init__(*args, initial=_initial_of(period) if period else None, **kwargs)
        for category in Category:
            self.fields[f"doel_{category}"] = _hours(label=category.label, min_value=0)
            if targets and category in targets:
                said = _("The region says: %(hours)s hours.") % {"hours": number(targets[category])}
                self.fields[f"doel_{category}"].help_text = said

    @property
    def target_fields(self):
        return [self[f"doel_{category}"] for category in Category]

    @property
    def targets_open(self):
        """Whether what is folded away has to show: there is something in it, or something wrong."""
        return any(one.errors or one.value() not in (None, "") for one in self.target_fields)

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if not EARLIEST <= day <= timezone.localdate() + timedelta(days=366):
            raise ValidationError(_("Look at the year once more."))
        return day

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start is None or "ends_on" in self.errors:
            return cleaned
        end = cleaned["ends_on"] = end or start + relativedelta(years=YEARS) - timedelta(days=1)
        if end <= start:
            self.add_error("ends_on", _("This is before the first day."))
        elif end > start + relativedelta(years=LONGEST):
            self.add_error("ends_on", _("This is more than %(years)s years later.") % {"years": LONGEST})
        else:
            others = Period.objects.of(self.member).overlapping(start, end)
            if self.period:
                others = others.exclude(pk=self.period.pk)
            if (other := others.first()) is not None:
                said = {"start": f"{other.starts_on:%d-%m-%Y}", "end": f"{other.ends_on:%d-%m-%Y}"}
                self.add_error(
                    "starts_on", _("You have a period of %(start)s to %(end)s already. Two can't overlap.") % said
                )
        return cleaned

    def filled(self):
        """The period as the form says, not stored."""
        period = self.period or Period(member=self.member)
        for name in ("starts_on", "ends_on", "number"):
            setattr(period, name, self.cleaned_data[name])
        wanted = {category.value: self.cleaned_data[f"doel_{category}"] for category in Category}
        period.targets = {category: f"{plain(hours):f}" for category, hours in wanted.items() if hours}
        return period


def _initial_of(period):
    targets = {f"doel_{category}": Decimal(hours) for category, hours in period.targets.items()}
    return {name: getattr(period, name) for name in ("starts_on", "ends_on", "number")} | targets


class FolderForm(forms.Form):
    """``?periode=&soort=&pagina=`` of the folder. Always valid."""

    soort = KnownValue(Category.values)
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
