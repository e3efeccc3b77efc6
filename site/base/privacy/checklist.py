"""The short checklist for what no software finds: an age with a village, a rare event, a parent's job.

For a form in which people write about their work, beside the check of ``PrivacyCheckedForm``::

    from base.privacy.checklist import PrivacyChecklist
    from base.privacy.forms import PrivacyCheckedForm

    class RequestForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form):
        ...

- It adds one field, the tick ``privacy_read``, as the last of the form. It is required; nothing of it is stored.
- A step that only keeps a draft asks for no tick: ``RequestForm(data, ask_checklist=False)``.
- Put ``{% include "components/privacy_checklist.html" with form=form %}`` where the text ends, before the button.
  It shows nothing in a form without the tick, so a step that doesn't ask needs no condition in its template.
- The tick goes off again when a button has replaced words, since the text has changed since it was read.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

READ = "privacy_read"
# What tells who somebody is, though no word of it is a name. The form shows them in this order.
SIGNS = (
    _("An age together with a place, a school or a club"),
    _("Something that hardly ever happens: a fire, a court case, a rare illness, a story in the news"),
    _("A family that stands out: triplets, nine children, a parent with a job that everybody knows"),
    _("A country, a faith or a language that few people here have"),
    _("The exact day on which something happened"),
)


class PrivacyChecklist(forms.BaseForm):
    """Mixin, first among the bases: see the docstring of this module."""

    privacy_signs = SIGNS

    def __init__(self, *args, ask_checklist=True, **kwargs):
        super().__init__(*args, **kwargs)
        if ask_checklist:
            self.fields[READ] = forms.BooleanField(
                label=_("I have read it again. Nobody can be recognised by it."),
                error_messages={"required": _("First read your text once more, with these questions beside it.")},
            )
        # The parent's __init__ has replaced words: what was ticked, was ticked about another text.
        if self.is_bound and getattr(self, "privacy", None) and self.privacy.replaced:
            self.data.pop(self.add_prefix(READ), None)
