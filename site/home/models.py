"""Pages that staff write in the admin."""

import uuid

from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField, AbstractFormSubmission
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from base.mail import send_mail_later
from home.blocks import home_blocks
from home.forms import SurveyBuilder
from home.querysets import NewsManager, WrittenManager

PER_PAGE = 20
HOME_DEPTH = 2  # in Wagtail's tree: its root is 1, the home page of the one site below that
SEARCHED_TEXT = [
    index.SearchField("title", boost=3),
    index.SearchField("lead", boost=1.5),
    index.SearchField("body"),
]
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"]


class HomePage(Page):
    """The first page; its blocks come from the rooms."""

    lead = models.CharField(_("first sentence"), max_length=300, blank=True)
    questions = models.TextField(
        _("example questions"),
        blank=True,
        max_length=600,
        help_text=_("Questions below the search field, one on each line; a click searches for it."),
    )

    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("questions")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        """With the blocks that the rooms registered, as HTML."""
        return {**super().get_context(request, *args, **kwargs), "blocks": home_blocks(request)}

    @property
    def question_list(self):
        """The example questions as a list of texts, without empty lines."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class WithCrumbs:
    """The way to a page, for the crumbs above it."""

    @property
    def crumb_rows(self):
        """Title and address of the pages between the home page and this one, and this one."""
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH) if self.depth > HOME_DEPTH + 1 else []
        return [*((page.title, page.get_url()) for page in above), (self.title, "")]


class ContentPage(WithCrumbs, Page):
    """A plain page: about us, privacy, accessibility."""

    lead = models.CharField(_("first sentence"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)

    objects = WrittenManager()

    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("body")]
    search_fields = Page.search_fields + [*SEARCHED_TEXT]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage", "home.FormPage"]
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


class NewsIndexPage(WithCrumbs, Page):
    """The list of news at ``/nieuws/``."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count = 1
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request, *args, **kwargs):
        """With the items of the page of the list that was asked for; a page that isn't there gives the nearest."""
        items = NewsPage.objects.child_of(self).visible_to(request.user).newest_first().select_related("image")
        page_obj = Paginator(items, PER_PAGE).get_page(request.GET.get("pagina"))
        return {**super().get_context(request, *args, **kwargs), "page_obj": page_obj}


class NewsPage(WithCrumbs, Page):
    """A news item."""

    date = models.DateField(_("date"))
    lead = models.CharField(_("first sentence"), max_length=300)
    body = RichTextField(_("text"), features=TEXT_FEATURES)
    image = models.ForeignKey(
        "base.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
    )

    objects = NewsManager()

    content_panels = Page.content_panels + [
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("image"),
    ]
    search_fields = Page.search_fields + [*SEARCHED_TEXT]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    template = "home/news_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class FormField(AbstractFormField):
    """A question of a form page."""

    page = ParentalKey("home.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    own_details = models.BooleanField(
        _("asks for somebody's own name or address"),
        default=False,
        help_text=_("Tick this where the visitor types their own details. All else is checked for data of clients."),
    )

    panels = AbstractFormField.panels + [FieldPanel("own_details")]


class FormAnswer(AbstractFormSubmission):
    """What somebody sent in with a form page. A form that is sent twice is kept once: its token says so."""

    token = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")


class FormPage(WithCrumbs, AbstractEmailForm):
    """A survey or a form made by staff (N24)."""

    intro = RichTextField(_("introduction"), features=TEXT_FEATURES, blank=True)
    thank_you_text = RichTextField(_("text after sending"), features=TEXT_FEATURES, blank=True)
    privacy_note = models.CharField(
        _("what happens with the answers"),
        max_length=400,
        blank=True,
        help_text=_("Who reads them, and until when you keep them. Stands above the button."),
    )

    content_panels = Page.content_panels + [
        FieldPanel("intro"),
        InlinePanel("form_fields", label=_("questions")),
        FieldPanel("privacy_note"),
        FieldPanel("thank_you_text"),
        MultiFieldPanel([FieldPanel("to_address"), FieldPanel("subject")], heading=_("Mail about a new answer")),
    ]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = []
    template = "home/form_page.html"
    landing_page_template = "home/form_page_landing.html"
    form_builder = SurveyBuilder

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")

    def serve(self, request, *args, **kwargs):
        """The form, or thanks. Never kept for others: the form has a token of its own in it."""
        if request.method == "POST":
            form = self.get_form(request.POST, request.FILES, page=self, user=request.user)
            if form.is_valid():
                self.process_form_submission(form)
                return HttpResponseRedirect(f"{request.path}?verzonden=1")
        elif "verzonden" in request.GET:
            return self.render_landing_page(request)
        else:
            form = self.get_form(page=self, user=request.user, initial={"token": uuid.uuid4()})
        context = {**self.get_context(request), "form": form}
        response = TemplateResponse(request, self.get_template(request), context)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def get_submission_class(self):
        return FormAnswer

    def get_submissions_list_view_class(self):
        from home.views import AnswersView

        return AnswersView

    def process_form_submission(self, form):
        """Keep the answer first; the mail goes out once it is stored, and can't lose it."""
        data = dict(form.cleaned_data)
        token = data.pop("token", None)
        with transaction.atomic():
            if token is None:
                answer, new = FormAnswer.objects.create(page=self, form_data=data), True
            else:
                answer, new = FormAnswer.objects.get_or_create(token=token, defaults={"page": self, "form_data": data})
            if new and self.to_address:
                self.send_mail(form)
        return answer

    def send_mail(self, form):
        """Tell that there is an answer. What it says stays in the admin."""
        addresses = [address.strip() for address in self.to_address.split(",")]
        subject = self.subject or gettext("New answer to “%(title)s”") % {"title": self.title}
        send_mail_later(addresses, "form_answer", {"subject_line": subject, "page": self})
