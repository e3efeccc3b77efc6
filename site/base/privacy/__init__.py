"""Personal data of children and parents, found in a text before the text is stored.

Light, in process, and honest about its limits: it finds numbers and addresses surely and names and places mostly
(``make privacy`` measures it, see ``docs/privacy-detector.md``); nobody's software finds "the triplet of the baker".
So a page never says "anonymous", and a second person reads before anybody else does.

**For a form** (this is nearly always what you want)::

    from base.privacy.forms import PrivacyCheckedForm

    class ReportForm(PrivacyCheckedForm, forms.ModelForm):
        privacy_exempt = {"contact_phone"}          # a professional's own contact details

- Every text field is checked when the form is validated, after cleaning and before the model instance is
  touched, so a form that isn't valid has stored nothing. E-mail, URL, choice, date and number fields are skipped.
- ``block`` kinds (BSN, IBAN, e-mail, phone, postcode with house number, date of birth) are a field error.
- ``ask`` kinds (names, initials, schools, streets, places …) are a field error too, until the writer has
  replaced them, has left them as they are one by one (``privacy_leave``, kept as ``privacy_left``) or has ticked "this
  is not about a client" for exactly these findings. A new name asks again.
- Put ``{% include "components/findings.html" with privacy=form.privacy %}`` **inside** the ``<form>``. Its
  buttons submit that form with ``privacy_replace`` or ``privacy_leave``; the form comes back with the text replaced
  and everything else as it was typed (``form.is_valid()`` is False, so a view needs no code for it). No JavaScript
  needed. ``{% errors form %}`` leaves these errors out, so that they are summed up once.
- A page of several forms: ``privacy_summary(form, *formset.forms)`` gives one summary for the template.

- What no software finds (an age with a village, a rare event) is asked of the writer: ``PrivacyChecklist`` in
  ``base.privacy.checklist`` adds a short list of questions and one required tick::

      class RequestForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form): ...
      {% include "components/privacy_checklist.html" with form=form %}     # before the button
      RequestForm(data, ask_checklist=False)                               # where only a draft is kept

**For autosave or an API**::

    storable, held = hold_back(fields, exempt={"contact_phone"}, confirmed=keys)

``fields`` maps names to text; ``storable`` has the fields that may be stored, ``held`` the findings of those that
may not. ``confirmed`` is the ``privacy_seen`` list that the form posts with its tick (``confirmed_keys(data)``).

**The detector itself**: ``find_personal_data(text, extra_names=(), extra_places=(), allow=())`` gives a sorted
list of ``Finding(start, end, kind)`` with ``.action``, ``.label`` and ``.replacement``; they never overlap.
``extra_names`` and ``extra_places`` add to the lists, ``allow`` holds phrases that are never asked about (names of
organisations). A form passes them by overriding ``privacy_words()``; what rooms registered for the whole site
(``slots.privacy_words``, ``forms.site_words()``: the municipalities) is there where it doesn't.
``replace_findings(text, findings)`` gives the text with each replaced.

Only kinds and numbers are ever logged (``count_kinds``), never a text.
"""

from base.privacy.checks import (
    check_fields,
    confirmed_keys,
    count_kinds,
    finding_key,
    hold_back,
    replace_findings,
)
from base.privacy.detector import find_personal_data
from base.privacy.kinds import ASK, BLOCK, KINDS, Finding

__all__ = [
    "ASK",
    "BLOCK",
    "KINDS",
    "Finding",
    "check_fields",
    "confirmed_keys",
    "count_kinds",
    "find_personal_data",
    "finding_key",
    "hold_back",
    "replace_findings",
]
