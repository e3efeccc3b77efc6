"""The form of a proposal."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Organisation
from network.people.models import Member
from network.requests import rules_challenges as rules
from network.requests.forms.fields import MOST_NAMES, MemberNamesField


class OrganisationNamesField(SafeTextField):
    """Names of organisations, one on each line; gives the organisations."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 3000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def clean(self, value):
        names = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        if len(names) > MOST_NAMES:
            raise ValidationError(_("At most %(number)s names."), params={"number": MOST_NAMES})
        found, unknown = {}, []
        for name in dict.fromkeys(names):
            organisation = Organisation.objects.filter(name__iexact=name).first()
            if organisation is None:
                unknown.append(name)
            else:
                found[organisation.pk] = organisation
        if unknown:
            raise ValidationError(
                _("We don't know %(names)s. Write names as they stand under “Providers”."),
                params={"names": ", ".join(f"“{name}”" for name in unknown[:5])},
            )
        return list(found.values())


class ProposalForm(PrivacyCheckedForm, forms.Form):
    """What providers would do. ``whole``: it is handed in, or was, so nothing may be missing."""

    privacy_exempt = {"organisations", "writers"}

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    title = SafeCharField(label=_("Your proposal in one sentence"), max_length=200)
    text = SafeTextField(
        label=_("What would you do?"),
        max_length=10_000,
        help_text=_("What you do, for whom, who does it and when. Go through the criteria one by one."),
    )
    costs = SafeCharField(
        label=_("What does it cost?"),
        max_length=200,
        required=False,
        help_text=_("An amount and for what, such as: € 12,000 for a year with 20 families."),
    )
    organisations = OrganisationNamesField(
        label=_("Which organisations make this proposal?"),
        help_text=_(
            "One on each line. Do you name another than your own? They hear of it when you hand it in, "
            "and can take their name off."
        ),
    )
    writers = MemberNamesField(
        label=_("Who writes along?"),
        required=False,
        help_text=_("Names of colleagues on this site, one on each line. They can read and change everything here."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, asked, reader, proposal=None, whole=False, **kwargs):
        self.asked, self.reader, self.proposal = asked, reader, proposal
        super().__init__(*args, initial=self._initial(), **kwargs)
        for name in ("text", "organisations"):
            self.fields[name].required = whole
            # Only a draft may be without: it isn't called optional.
            self.fields[name].either_or = True
        maker = proposal.made_by_id if proposal is not None else reader.pk
        self.fields["writers"].people = Member.objects.visible_to(reader).exclude(pk=maker)
        if proposal is not None and proposal.made_by_id != reader.pk:
            self.fields["writers"].help_text = _("Take your own name away, and you no longer write along.")

    def _initial(self):
        if self.proposal is None:
            own = self.reader.organisation
            return {"key": uuid.uuid4(), "version": 0, "organisations": own.name if own else ""}
        return {"version": self.proposal.version} | self.stored()

    def stored(self):
        """What the proposal says now, field by field as it is typed."""
        found = {name: getattr(self.proposal, name) for name in ("title", "text", "costs")}
        for name in ("organisations", "writers"):
            found[name] = "\n".join(getattr(self.proposal, name).values_list("name", flat=True))
        return found

    def clean_organisations(self):
        named = self.cleaned_data["organisations"]
        off = set(self.proposal.taken_off.values_list("pk", flat=True)) if self.proposal is not None else set()
        for organisation in named:
            if organisation.pk in off:
                raise ValidationError(
                    _("%(name)s took its name off. Talk with them first."), params={"name": organisation.name}
                )
        return named

    def clean_writers(self):
        writers = self.cleaned_data["writers"]
        for member in writers:
            if rules.judges(member, self.asked):
                raise ValidationError(
                    _("%(name)s assesses the proposals, so can't write along."), params={"name": member.name}
                )
        return writers

    def clean(self):
        cleaned = super().clean()
        named = cleaned.get("organisations")
        if named and "writers" in cleaned and not {one.pk for one in named} & self._own(cleaned["writers"]):
            self.add_error("organisations", _("At least one of them is the organisation of who writes this."))
        return cleaned

    def _own(self, writers):
        """Primary keys of the organisations of all who write it."""
        maker = self.proposal.made_by if self.proposal is not None else None
        people = [self.reader, *writers, *([maker] if maker is not None else [])]
        return {one.organisation_id for one in people if one.organisation_id}

    @property
    def answers(self):
        """What ``actions.proposals`` writes."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "costs", "organisations", "writers")}
