"""A page for staff: why search finds what it finds."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.people.rules import is_staff_member
from search.explain import NoSuchDocument, explain
from search.question import MOST_LETTERS

URL_NAME = "search_explain"


class ExplainForm(forms.Form):
    """A question, who asks it, and one thing to look at."""

    q = forms.CharField(label=_("Question"), max_length=MOST_LETTERS)
    document = forms.CharField(
        label=_("One result"),
        required=False,
        max_length=300,
        help_text=_("Its address, to see why it isn't found or so far down: the last part of the address will do."),
    )
    visitor = forms.BooleanField(label=_("As somebody who isn't signed in"), required=False)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.explanation = None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        member = None if cleaned["visitor"] else self.member
        try:
            self.explanation = explain(cleaned["q"], member, cleaned["document"], reader=self.member)
        except NoSuchDocument:
            self.add_error("document", _("Nothing that can be found has this address."))
        return cleaned


class ExplainView(WagtailAdminTemplateMixin, FormView):
    """The form, and below it what it gives; a question is in the address, so that it can be sent to somebody."""

    template_name = "search/admin/explain.html"
    page_title = _("How search works")
    header_icon = "search"
    form_class = ExplainForm
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        if not is_staff_member(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {
            "initial": self.get_initial(),
            "data": self.request.GET if "q" in self.request.GET else None,
            "member": self.request.user,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context["explanation"] = form.explanation if form.is_bound and form.is_valid() else None
        return context

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class ExplainMenuItem(MenuItem):
    """For who may see the page."""

    def is_shown(self, request):
        return is_staff_member(request.user)


@hooks.register("register_admin_urls")
def explain_urls():
    return [path("zoeken/uitleg/", ExplainView.as_view(), name=URL_NAME)]


@hooks.register("register_reports_menu_item")
def explain_menu_item():
    return ExplainMenuItem(_("How search works"), reverse(URL_NAME), icon_name="search", order=930)
