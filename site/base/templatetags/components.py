"""The pieces every page is made of: ``{% load components %}``. See them all, in every state, at ``/beheer/stijl/``.

What stands once on a page is a template in ``templates/components/``. What stands in long lists (rings, dates, tags,
filter choices) is made here in Python, since a template per row costs more than the row.
"""

from django import template
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import slots, stamps
from base.drawings import brand_svg, mark_svg, ring_svg
from base.fields import describe_field, error_items
from base.kept import KeptNode
from base.listing import PAGE_PARAMETER, facet_html, page_links, query_pairs, query_with, values_of
from base.pictures import face_html, logo_html, picture

register = template.Library()

BADGES = (
    gettext_lazy("Described"),
    gettext_lazy("Read by peers"),
    gettext_lazy("Applied elsewhere"),
    gettext_lazy("Recognised"),
)


# ---------- the frame ----------


@register.tag
def kept(parser, token):
    """``{% kept "name" %}…{% endkept %}``: a part of the frame that is the same on every page, for every visitor."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), nodelist)


@register.simple_tag
def region_logo(region):
    """The region's own logo, or the ring. Looked up once, until something changes."""
    if not region or not getattr(region, "logo_id", None):
        return brand_svg()
    return stamps.remember("site", ("logo", region.logo_id), lambda: logo_html(region.logo))


@register.inclusion_tag("components/crumbs.html")
def crumbs(items=()):
    """The way to this page: ``items`` are (label, url) pairs from the top; the home page comes by itself."""
    return {"items": [values_of(item, "label", "url") for item in items]}


@register.simple_tag(takes_context=True)
def querystring_with(context, **changes):
    """The query of this request with ``changes`` (None takes one away), back on page one unless told otherwise."""
    return query_with(context.get("request"), changes)


# ---------- far, fresh, full ----------


@register.simple_tag(takes_context=True)
def page_actions(context, name, thing):
    """What a member may do with a thing on its page, as rooms registered it (``slots.page_actions``): follow it."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return ""
    found = [part for entry in slots.page_actions if (part := entry(request, name, thing)) is not None]
    html = format_html_join("", "{}", ((render_to_string(part["template"], part, request),) for part in found))
    return format_html('<div class="actions">{}</div>', html) if html else ""


@register.simple_tag
def ring(level, total=4, size=""):
    """How far or how full: ``level`` of ``total`` seats taken. Never alone: say it in words beside it."""
    return ring_svg(int(level or 0), int(total), size)


@register.simple_tag
def ring_badge(level):
    """The badge of a practice, 1 (described) to 4 (recognised), as ring and words."""
    level = min(max(int(level or 1), 1), len(BADGES))
    return format_html('<span class="badge">{}{}</span>', ring_svg(level, 4, "small"), BADGES[level - 1])


@register.simple_tag
def badge_name(level):
    """The words of a practice badge, where the ring already stands in front of the row."""
    return BADGES[min(max(int(level or 1), 1), len(BADGES)) - 1]


@register.simple_tag
def mark(result, label=""):
    """The sign of a result (worked, partly, not, too_early); with ``label`` sign and words together."""
    svg = mark_svg(str(result))
    return format_html('<span class="mark-line">{}{}</span>', svg, label) if label else svg


# ---------- pieces of a list ----------


@register.simple_tag
def when(date):
    """A date as it stands at the left of a row: weekday, day, month, and the year if it is another one."""
    if date is None:
        return ""
    day = timezone.localtime(date) if getattr(date, "tzinfo", None) else date
    month = dateformat.format(day, "F" if day.year == timezone.localdate().year else "F Y")
    return format_html(
        '<time class="when" datetime="{}"><span class="when__name">{}</span> '
        '<span class="when__day">{}</span> <span class="when__month">{}</span></time>',
        dateformat.format(day, "c" if hasattr(day, "hour") else "Y-m-d"),
        dateformat.format(day, "D"),
        day.day,
        month,
    )


@register.simple_tag
def tag_list(topics, label=None):
    """Topics as a list of links: Topic objects, or (label, url) or (label, url, count) tuples."""
    rows = []
    for topic in topics:
        if isinstance(topic, (list, tuple)):
            name, url, count = values_of(topic, "label", "url", "count")
        else:
            name, url, count = topic.name, topic.get_absolute_url(), None
        rows.append((url, name, format_html(" <b>{}</b>", count) if count is not None else ""))
    if not rows:
        return ""
    items = format_html_join("", '<li><a class="tag" href="{}">{}{}</a></li>', rows)
    return format_html('<ul class="tags" aria-label="{}">{}</ul>', label or _("Topics"), items)


@register.inclusion_tag("components/person.html")
def person(member, reason="", quote="", url=""):
    """Somebody: face, name, role, and ``reason``: why this person.

    ``member`` is a ``Profile``, which knows who reads, or a member: then it shows what all members see. A list that
    wants photos fetches them with its members (``Member.objects.with_faces()``); without, two letters stand there.
    """
    name = getattr(member, "name", "") or str(member)
    initials = getattr(member, "initials", "") or name[:1].upper()
    # what somebody hides from other members stands beside their name nowhere
    shown = getattr(member, "for_members", member)
    person = getattr(shown, "person", shown)
    fetched = getattr(getattr(person, "_state", None), "fields_cache", {})
    photo = shown.photo if "photo" in fetched else None
    role = [part for part in (getattr(shown, "job_title", ""), getattr(shown, "organisation", None)) if part]
    return {
        "name": name,
        "face": face_html(photo, initials),
        "role": ", ".join(str(part) for part in role),
        "reason": reason,
        "quote": quote,
        "url": url,
    }


@register.simple_block_tag(takes_context=True)
def card(context, content, title, url, kind="", image=None):
    """One thing in a list of cards: title with link, a word for what it is, and what stands between the tags."""
    return render_to_string(
        "components/card.html",
        {"title": title, "url": url, "kind": kind, "image": image, "content": content},
    )


@register.inclusion_tag("components/timeline.html")
def timeline(items):
    """What was, is and comes: rows of (when, title, text, state), state being done, current or todo."""
    names = ("when", "title", "text", "state")
    return {"items": [dict(zip(names, values_of(row, *names), strict=True)) for row in items]}


@register.inclusion_tag("components/figure.html")
def figure(image, caption="", alt=None, sizes="(max-width: 56rem) 100vw, 46rem"):
    """A picture in the sizes that screens need, with its own alternative text and a caption."""
    return picture(image, caption, alt, sizes) if image else {}


@register.inclusion_tag("components/data_table.html")
def data_table(caption, head, rows, numbers=""):
    """Figures as a table: the first cell of a row names it, ``numbers`` are the columns (1, 2, …) set as numbers."""
    columns = {int(number) for number in str(numbers).split()}
    return {
        "caption": caption,
        "head": [(cell, place in columns) for place, cell in enumerate(head, 1)],
        "rows": [[(cell, place in columns) for place, cell in enumerate(row, 1)] for row in rows],
    }


# ---------- messages ----------


@register.simple_tag
def message(kind, title, text=""):
    """A message: ``kind`` is info, done, warn or error. An error is read out at once, the rest when it suits."""
    return format_html(
        '<div class="msg msg--{}" role="{}"><p class="msg__title">{}</p>{}</div>',
        kind,
        "alert" if kind == "error" else "status",
        title,
        format_html("<p>{}</p>", text) if text else "",
    )


@register.simple_block_tag
def empty(content, title):
    """An empty list: what is not there, and between the tags what to do next."""
    return format_html('<div class="empty"><p class="empty__title">{}</p>{}</div>', title, content)


@register.simple_block_tag
def fold(content, summary, open=False):
    """Something that may stay folded away."""
    return format_html(
        '<details class="fold"{}><summary>{}</summary><div class="fold__body">{}</div></details>',
        mark_safe(" open") if open else "",
        summary,
        content,
    )


@register.inclusion_tag("components/tabs.html")
def tabs(items, label):
    """Views of one thing, as links that work without script: (label, url, current) or (label, url, current, count)."""
    names = ("label", "url", "current", "count")
    return {"label": label, "items": [dict(zip(names, values_of(item, *names), strict=True)) for item in items]}


@register.simple_block_tag
def dialog(content, id, title):
    """A window over the page, opened by ``{% dialog_button %}``; only for what can't be undone."""
    return render_to_string("components/dialog.html", {"id": id, "title": title, "content": content})


@register.inclusion_tag("components/dialog_button.html")
def dialog_button(id, label, href="", css="btn btn--second"):
    """Opens the dialog ``id``; without script as a popover, or by ``href`` to a page that asks the same."""
    return {"id": id, "label": label, "href": href, "css": css}


# ---------- filters ----------


@register.simple_block_tag(takes_context=True)
def filters(context, content, action, submit, chosen=0, keep="q sorteer"):
    """The form round the facets: at the left, behind one button on a phone.

    With script every change updates ``{% results %}`` on the same page; without, the button does. ``submit`` is the
    text of that button, ``chosen`` how many filters are on, ``keep`` the other parts of the query to send
    along, unless a field between the tags has that name.
    """
    names = [name for name in keep.split() if f'name="{name}"' not in content]
    hidden = [pair for pair in query_pairs(context.get("request")) if pair[0] in names]
    return render_to_string(
        "components/filters.html",
        {"content": content, "action": action, "submit": submit, "chosen": chosen, "hidden": hidden},
    )


@register.simple_tag(takes_context=True)
def sort_menu(context, choices, current, name="sorteer"):
    """The order of a list: ``{% sort_menu choices current as sorting %}{% results title sort=sorting %}``."""
    request = context.get("request")
    return render_to_string(
        "components/sort_menu.html",
        {
            "action": request.path if request else "",
            "hidden": [pair for pair in query_pairs(request) if pair[0] not in (name, PAGE_PARAMETER)],
            "choices": choices,
            "current": current,
            "name": name,
        },
    )


@register.simple_block_tag
def results(content, title, sort=""):
    """What the filters found. ``title`` says how many; it is read out after each change."""
    return render_to_string("components/results.html", {"content": content, "title": title, "sort": sort})


@register.simple_tag
def facet(name, legend, choices, open=None, kind="checkbox", id=None):
    """One group of filters. ``choices`` are (value, label, count, selected) tuples or things with those fields.

    Open when something in it is chosen, or when ``open`` says so. Give an ``id`` when two groups share a name. A long
    group shows its first eight and what is chosen; the rest is one click away.
    """
    return facet_html(name, legend, choices, open, kind, id)


@register.inclusion_tag("components/active_filters.html")
def active_filters(items, clear_url=""):
    """The filters that are on, as (label, url) pairs; the url is this list without that one."""
    return {"items": [values_of(item, "label", "url") for item in items], "clear_url": clear_url}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page_obj, parameter=PAGE_PARAMETER):
    """Links to the pages of a list; all other parts of the query stay as they are."""
    return page_links(context.get("request"), page_obj, parameter)


# ---------- forms ----------


@register.inclusion_tag("components/field.html")
def field(bound_field, size="", hint=None, rows=None):
    """A field: label, help, error above the input, input, counter. ``size`` is short, voice (a writing letter) or cols.

    Every form gets its look here; a form only says which fields it has.
    """
    return describe_field(bound_field, size=size, hint=hint, rows=rows)


@register.inclusion_tag("components/errors.html")
def errors(*forms):
    """All that is wrong in these forms and formsets, on top of the page, each with a link to its field."""
    return {"items": [item for form in forms if form is not None for item in error_items(form)]}


# ---------- text ----------


@register.filter
def markdown(text):
    """What a person typed, as safe HTML."""
    from base.html import render_markdown

    return render_markdown(str(text)) if text else ""


@register.filter
def level(kind):
    """Django's message level as the kind of ``{% message %}``."""
    return {"success": "done", "warning": "warn", "error": "error"}.get(kind, "info")
