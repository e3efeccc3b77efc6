"""Writing to a member without knowing their address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.people import actions_profile
from network.people.forms_contact import ContactForm
from network.people.models import Member
from network.people.profiles import Profile
from network.people.rules import is_member


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """``/mensen/<slug>/bericht/``: mail that the site passes on, for members, to anybody else they may see."""
    if not is_member(request.user):
        raise PermissionDenied
    person = get_object_or_404(Member.objects.visible_to(request.user).select_related("organisation"), slug=slug)
    if person.pk == request.user.pk:
        # Pages that are the same for all members lead here too.
        return redirect(person)
    form = ContactForm(request.POST or None, sender=request.user, receiver=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions_profile.contact(request.user, person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            sent = _("Your message is on its way to %(name)s. The answer comes in your own mail.")
            messages.success(request, sent % {"name": person.name})
            return redirect(person)
    crumbs = [(_("People"), reverse("people:directory")), (person.name, person.get_absolute_url())]
    context = {
        "form": form,
        "person": person,
        "profile": Profile(person, request.user),
        "crumb_rows": [*crumbs, (_("Send a message"), "")],
    }
    return render(request, "people/contact.html", context)
