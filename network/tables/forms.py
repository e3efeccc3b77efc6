"""Forms of agreements, and the filters of their list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.list_fields import KnownValue, PageNumber, SearchWords
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Organisation
from network.people.fields import MemberNameField
from network.people.models import Member
from network.tables.choices import AgreementStatus

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
STATES = {"open": _("Still to do"), "te-laat": _("Late"), "klaar": _("Done"), "alle": _("All")}


class AgreementForm(PrivacyCheckedForm, forms.Form):
    """What was agreed: who does what before when."""

    privacy_exempt = {"owner"}

    title = SafeCharField(label=_("What was agreed?"), max_length=250)
    owner = MemberNameField(
        label=_("Who does it?"),
        required=False,
        help_text=_("The name of a colleague on this site. They confirm it by mail."),
    )
    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"), queryset=Organisation.objects.all(), required=False, empty_label=_("None")
    )
    due = forms.DateField(label=_("Before which day?"), widget=DAY, required=False)
    text = SafeTextField(label=_("More about it"), max_length=3000, required=False)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].people = Member.objects.visible_to(reader)


class ChangeForm(PrivacyCheckedForm, forms.Form):
    """How far an agreement is."""

    privacy_exempt = {"owner"}

    status = forms.ChoiceField(label=_("How far is it?"), choices=AgreementStatus.choices, widget=forms.RadioSelect)
    progress = SafeCharField(
        label=_("In a few words"), max_length=200, required=False, help_text=_("For example: 4 of the 10 schools.")
    )
    owner = MemberNameField(label=_("Who does it?"), required=False)
    due = forms.DateField(label=_("Before which day?"), widget=DAY, required=False)
    note = SafeCharField(label=_("What happened?"), max_length=500, required=False)

    def __init__(self, *args, reader, agreement, **kwargs):
        initial = {
            "status": agreement.status,
            "progress": agreement.progress,
            "owner": agreement.owner.name if agreement.owner else "",
            "due": agreement.due,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].people = Member.objects.visible_to(reader)


class AnswerForm(PrivacyCheckedForm, forms.Form):
    """Why an agreement is not somebody's to do."""

    note = SafeCharField(label=_("Why not?"), max_length=300, required=False)


class ListForm(forms.Form):
    """``?q=&stand=&organisatie=&pagina=``. Always valid."""

    q = SearchWords()
    stand = KnownValue(STATES)
    organisatie = KnownValue()
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        slugs = Organisation.objects.exclude(agreements=None).order_by("name").values_list("slug", "name")
        self.organisations = dict(slugs)
        self.fields["organisatie"].known = self.organisations
        self.full_clean()
