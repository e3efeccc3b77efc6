"""How the site itself is doing, for staff, under Reports: mail that did not arrive, and what the worker does."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from base.mail import staff
from base.models import JobRun, Mail
from base.work import DAY, jobs

PERMISSION = "base.change_mail"
SHOWN = 200
# A job that was not looked after for so long says that no worker runs.
QUIET = timedelta(minutes=5)


class ServicePage(WagtailAdminTemplateMixin, TemplateView):
    """A page for who looks after the site."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


# ---------- mail ----------


class MailView(ServicePage):
    """Mail that did not arrive, to try again or to drop. What stands in it is not shown: it is somebody else's."""

    template_name = "base/admin/mail.html"
    page_title = gettext_lazy("Mail that did not arrive")
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        stuck = Mail.objects.stuck()
        rows = stuck.defer("text", "html", "headers", "attachments").order_by("state", "-written_at")[:SHOWN]
        return super().get_context_data(
            rows=[{"mail": mail, "receiver": masked(mail.receiver), "why": explain(mail.problem)} for mail in rows],
            count=stuck.count(),
            shown=SHOWN,
            waiting=Mail.objects.waiting().count(),
            **kwargs,
        )

    def post(self, request):
        chosen = [pk for pk in request.POST.getlist("mail") if pk.isascii() and pk.isdigit() and len(pk) < 19]
        mails = Mail.objects.stuck()
        if "all" not in request.POST:
            mails = mails.filter(pk__in=chosen)
        if "drop" in request.POST:
            count = staff.drop(mails)
            text = ngettext("%(count)s mail dropped.", "%(count)s mails dropped.", count)
        else:
            count = staff.try_again(mails)
            text = ngettext("%(count)s mail goes once more.", "%(count)s mails go once more.", count)
        if count:
            messages.success(request, text % {"count": count})
        else:
            messages.error(request, _("Choose the mails first."))
        return redirect("base_mail")


def masked(address):
    """An address that says enough to know whose it is, and too little to copy."""
    name, _at, domain = address.strip("<>").rpartition("@")
    return f"{name[:1]}…@{domain}"


def explain(problem):
    """Why a mail did not arrive, in words."""
    code = problem.rpartition(" ")[2]
    if code.isdigit() and code.startswith("5"):
        return _("The mail box of the receiver refuses it (%(code)s).") % {"code": code}
    if code.isdigit():
        return _("The mail box of the receiver can't take it now (%(code)s).") % {"code": code}
    if problem:
        return _("The mail server could not be used (%(problem)s).") % {"problem": problem}
    return ""


class DeadMailPanel(Component):
    """Says on the dashboard how many mails could not be delivered."""

    order = 95

    def render_html(self, parent_context=None):
        count = Mail.objects.dead().count()
        return render_to_string("base/admin/mail_panel.html", {"count": count}) if count else ""


@hooks.register("construct_homepage_panels")
def add_mail_panel(request, panels):
    if request.user.has_perm(PERMISSION):
        panels.append(DeadMailPanel())


# ---------- jobs ----------


class JobsView(ServicePage):
    """What has to happen besides answering requests: what ran when, how long, how much, and what failed last."""

    template_name = "base/admin/jobs.html"
    page_title = gettext_lazy("What the site does by itself")
    header_icon = "history"

    def get_context_data(self, **kwargs):
        runs = JobRun.objects.in_bulk()
        last = max((run.looked_at for run in runs.values() if run.looked_at), default=None)
        return super().get_context_data(
            rows=[_row(job, runs.get(job.name)) for job in sorted(jobs, key=lambda job: job.name)],
            is_quiet=last is None or last < timezone.now() - QUIET,
            **kwargs,
        )


def _row(job, run):
    return {
        "label": job.label or job.name,
        "name": job.name,
        "when": _when(job),
        "run": run,
        "failing": bool(run and run.failures),
        "due": _due(job),
    }


def _when(job):
    if job.at is not None:
        return _("each day at %(time)s") % {"time": job.at.strftime("%H:%M")}
    if job.every >= DAY:
        return _("each day")
    if job.every >= 60:
        minutes = job.every // 60
        return ngettext("each minute", "each %(count)s minutes", minutes) % {"count": minutes}
    return ngettext("each second", "each %(count)s seconds", job.every) % {"count": job.every}


def _due(job):
    try:
        return job.due() if job.due is not None else None
    except OperationalError:
        return None


# ---------- in the admin ----------


class ServiceMenuItem(MenuItem):
    """A row of the menu for who looks after the site."""

    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def service_urls():
    return [
        path("reports/mail/", MailView.as_view(), name="base_mail"),
        path("reports/taken/", JobsView.as_view(), name="base_jobs"),
    ]


@hooks.register("register_reports_menu_item")
def mail_item():
    return ServiceMenuItem(MailView.page_title, reverse("base_mail"), name="base_mail", icon_name="mail", order=1400)


@hooks.register("register_reports_menu_item")
def jobs_item():
    return ServiceMenuItem(JobsView.page_title, reverse("base_jobs"), name="base_jobs", icon_name="history", order=1410)
