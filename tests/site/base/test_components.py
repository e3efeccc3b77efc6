"""Each component says what it should, escapes what people typed, and works without script."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.images.tests.utils import get_test_image_file

from base.drawings import ring_svg
from base.models import CustomImage


@pytest.fixture(autouse=True)
def english():
    """The texts in the code are English; what they are in Dutch is somebody else's test."""
    with translation.override("en"):
        yield


def show(source, path="/praktijken/", **context):
    context.setdefault("request", RequestFactory().get(path))
    return Template("{% load components %}" + source).render(Context(context))


# ---------- ring, badge, mark ----------


@pytest.mark.parametrize(
    ("level", "arcs"),
    [
        (0, ["base"]),
        (1, ["on", "base"]),
        (3, ["on", "base"]),
        (4, ["on"]),
    ],
)
def test_ring_has_an_arc_for_what_is_taken_and_one_for_the_rest(level, arcs):
    html = show("{% ring level 4 %}", level=level)
    assert [part.split('"')[0] for part in html.split('class="ring__')[1:]] == arcs


def test_ring_draws_three_of_five_seats():
    assert ring_svg(3, 5) == (
        '<svg class="ring" viewBox="0 0 24 24" aria-hidden="true">'
        '<circle class="ring__on" cx="12" cy="12" r="9" pathLength="50" '
        'stroke-dasharray="7.8 2.2 7.8 2.2 7.8 22.2" stroke-dashoffset="-1.1"/>'
        '<circle class="ring__base" cx="12" cy="12" r="9" pathLength="50" '
        'stroke-dasharray="7.8 2.2 7.8 32.2" stroke-dashoffset="-31.1"/></svg>'
    )


def test_ring_of_a_practice_is_short_since_it_stands_in_every_row():
    assert ring_svg(3) == (
        '<svg class="ring ring--of-4 ring--3" viewBox="0 0 24 24" aria-hidden="true">'
        '<circle class="ring__on"/><circle class="ring__base"/></svg>'
    )


@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_ring_of_a_practice_has_its_arcs_in_the_stylesheet(level, pytestconfig):
    css = (pytestconfig.rootpath / "static" / "css" / "pieces.css").read_text()
    assert f".ring--{level} .ring__on {{" in css and f".ring--{level} .ring__base {{" in css


@pytest.mark.parametrize(("level", "total"), [(9, 4), (-1, 4), (3, 0), (99, 99)])
def test_ring_never_draws_more_than_there_is(level, total):
    assert show("{% ring level total %}", level=level, total=total).count("<circle") in (1, 2)


@pytest.mark.parametrize(
    ("level", "words"),
    [(1, "Described"), (2, "Read by peers"), (3, "Applied elsewhere"), (4, "Recognised"), (None, "Described")],
)
def test_badge_is_a_ring_with_words(level, words):
    html = show("{% ring_badge level %}", level=level)
    assert html.startswith(f'<span class="badge"><svg class="ring ring--of-4 ring--{level or 1} ring--small"')
    assert html.endswith(f"</svg>{words}</span>")
    assert show("{% badge_name level %}", level=level) == words


def test_mark_with_words_and_without():
    assert show("{% mark 'not' %}") == (
        '<svg class="mark mark--not" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19"/></svg>'
    )
    assert show("{% mark 'worked' words %}", words="<Werkte>").endswith("</svg>&lt;Werkte&gt;</span>")


def test_mark_of_an_unknown_result_is_nothing():
    assert show("{% mark '<script>' %}") == ""


# ---------- pieces of a list ----------


def test_when_shows_weekday_day_and_month_of_this_year():
    day = date(date.today().year, 3, 5)
    html = show("{% when day %}", day=day)
    assert f'datetime="{day:%Y-%m-%d}"' in html
    assert '<span class="when__day">5</span> <span class="when__month">March</span>' in html


def test_when_shows_the_year_of_another_year():
    html = show("{% when day %}", day=date(2031, 1, 14))
    assert html == (
        '<time class="when" datetime="2031-01-14"><span class="when__name">Tue</span> '
        '<span class="when__day">14</span> <span class="when__month">January 2031</span></time>'
    )


def test_when_is_the_day_here_not_the_day_in_utc():
    html = show("{% when moment %}", moment=datetime(2031, 1, 14, 23, 30, tzinfo=UTC))
    assert '<span class="when__day">15</span>' in html


def test_when_without_date_is_nothing():
    assert show("{% when day %}", day=None) == ""


def test_tag_list_links_and_escapes():
    html = show("{% tag_list topics %}", topics=[("Rouw & verlies", "/onderwerpen/rouw/", 3), ("A", "/a/")])
    assert html == (
        '<ul class="tags" aria-label="Topics">'
        '<li><a class="tag" href="/onderwerpen/rouw/">Rouw &amp; verlies <b>3</b></a></li>'
        '<li><a class="tag" href="/a/">A</a></li></ul>'
    )


def test_tag_list_without_topics_is_nothing():
    assert show("{% tag_list topics %}", topics=[]) == ""


class Somebody:
    initials = "NA"
    job_title = "Gezinswerker"
    organisation = "Zeil & Steen"

    def __str__(self):
        return "Noor <Averink>"


def test_person_has_name_role_and_reason_and_links_only_with_an_address():
    html = show("{% person who reason='Begon hiermee.' %}", who=Somebody())
    assert '<p class="person__name">Noor &lt;Averink&gt;</p>' in html
    assert '<p class="soft">Gezinswerker, Zeil &amp; Steen</p>' in html
    assert "<p>Begon hiermee.</p>" in html
    assert "<a " not in html
    assert '<a href="/mensen/noor/">' in show("{% person who url='/mensen/noor/' %}", who=Somebody())


@pytest.mark.parametrize(("kind", "role"), [("error", "alert"), ("done", "status"), ("warn", "status")])
def test_message_interrupts_only_for_an_error(kind, role):
    html = show("{% message kind title %}", kind=kind, title="<b>Kijk</b>")
    assert html == (
        f'<div class="msg msg--{kind}" role="{role}"><p class="msg__title">&lt;b&gt;Kijk&lt;/b&gt;</p></div>'
    )


def test_empty_fold_and_card_escape_their_title_and_keep_their_content():
    assert show("{% empty title %}<p>Doe dit.</p>{% endempty %}", title="<i>") == (
        '<div class="empty"><p class="empty__title">&lt;i&gt;</p><p>Doe dit.</p></div>'
    )
    assert show("{% fold title open=True %}<p>{{ text }}</p>{% endfold %}", title="<i>", text="<u>") == (
        '<details class="fold" open><summary>&lt;i&gt;</summary>'
        '<div class="fold__body"><p>&lt;u&gt;</p></div></details>'
    )
    card = show("{% card title '/x/' %}<p>Tekst</p>{% endcard %}", title="<i>")
    assert '<h3><a href="/x/">&lt;i&gt;</a></h3>' in card and "<p>Tekst</p>" in card


def test_crumbs_start_at_home_and_mark_where_you_are():
    html = show("{% crumbs items %}", items=[("Praktijken", "/praktijken/"), ("Rust", None)])
    assert '<li><a href="/">Start</a></li><li><a href="/praktijken/">Praktijken</a></li>' in html
    assert '<li><span aria-current="page">Rust</span></li>' in html


def test_tabs_are_links():
    html = show("{% tabs items 'Soort' %}", items=[("Alles", "?", True, 3), ("Nieuws", "?s=n", False)])
    assert html == (
        '<nav class="tabs" aria-label="Soort"><ul>'
        '<li><a href="?" aria-current="page">Alles <b>3</b></a></li>'
        '<li><a href="?s=n">Nieuws</a></li></ul></nav>\n'
    )


def test_timeline_marks_what_is_now_and_what_is_to_come():
    html = show("{% timeline rows %}", rows=[("1 mei", "begin", "", "done"), ("2 mei", "nu", "", "current"),
                                             ("3 mei", "straks", "", "todo")])  # fmt: skip
    assert html.count("<li>") == 1
    assert html.count('<li aria-current="step">') == 1
    assert html.count('<li class="todo">') == 1


def test_data_table_names_its_rows_and_columns():
    html = show("{% data_table 'Cijfers' head rows '2' %}", head=["Gemeente", "2025"], rows=[["Kolmeer", 44]])
    assert "<caption>Cijfers</caption>" in html
    assert '<th scope="col">Gemeente</th><th scope="col" class="num">2025</th>' in html
    assert '<th scope="row">Kolmeer</th><td class="num">44</td>' in html


def test_dialog_opens_without_script():
    html = show("{% dialog_button 'weg' 'Weg' %}{% dialog 'weg' 'Zeker?' %}<p>Echt?</p>{% enddialog %}")
    assert '<button class="btn btn--second" type="button" popovertarget="weg" data-dialog="weg">Weg</button>' in html
    assert '<dialog class="dialog" id="weg" popover aria-labelledby="weg-title">' in html
    assert '<a class="btn btn--second" href="/weg/" data-dialog="weg">Weg</a>' in show(
        "{% dialog_button 'weg' 'Weg' href='/weg/' %}"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("decorative", "alt"), [(False, "Twee &amp; drie"), (True, "")])
def test_figure_has_sizes_alternative_text_and_caption(decorative, alt):
    image = CustomImage.objects.create(
        title="x", file=get_test_image_file(size=(900, 600)), alt_text="Twee & drie", is_decorative=decorative
    )
    image.refresh_from_db()
    html = show("{% figure image caption %}", image=image, caption="<Bij> het werk")
    assert f'alt="{alt}"' in html and 'loading="lazy"' in html
    assert 'width="800" height="533"' in html
    assert html.count(" 480w") == html.count(" 800w") == html.count(" 900w") == 1
    assert "<figcaption>&lt;Bij&gt; het werk</figcaption>" in html


def test_figure_without_picture_is_nothing():
    assert show("{% figure image %}", image=None).strip() == ""


# ---------- filters and pages ----------


def test_querystring_with_keeps_the_rest_and_goes_back_to_page_one():
    path = "/praktijken/?q=a%26b&onderwerp=x&onderwerp=y&pagina=4"
    assert (
        show("{% querystring_with sorteer='nieuw' %}", path)
        == "?q=a%26b&amp;onderwerp=x&amp;onderwerp=y&amp;sorteer=nieuw"
    )
    assert show("{% querystring_with onderwerp=None q=None %}", path) == "?"


def test_facet_is_a_fieldset_of_choices_with_counts():
    html = show("{% facet 'gemeente' 'Gemeente' choices %}", choices=[("a", "A & B", 3, True), ("c", "C", 0, False)])
    assert html == (
        '<details class="facet" id="facet-gemeente" open><summary>Gemeente</summary>'
        '<fieldset><legend class="hidden-text">Gemeente</legend>'
        '<label><input type="checkbox" name="gemeente" value="a" checked><span>A &amp; B</span> <b>3</b></label>'
        '<label><input type="checkbox" name="gemeente" value="c"><span>C</span> <b>0</b></label>'
        "</fieldset></details>"
    )


def test_facet_escapes_every_part():
    html = show(
        "{% facet name name choices kind=name id=name %}", name='"><script>', choices=[('"><script>',) * 2 + (1, False)]
    )
    assert "<script>" not in html


def test_facet_takes_mappings_and_objects_without_count():
    class Choice:
        value, label, count, selected = "o", "Object", None, False

    html = show("{% facet 'x' 'X' choices %}", choices=[{"value": "m", "label": "Mapping", "count": 2}, Choice()])
    assert '<input type="checkbox" name="x" value="m"><span>Mapping</span> <b>2</b></label>' in html
    assert '<input type="checkbox" name="x" value="o"><span>Object</span></label>' in html
    assert '<details class="facet" id="facet-x"><summary>' in html


def test_long_facet_folds_the_tail_but_not_what_is_chosen():
    choices = [(str(number), f"Keuze {number}", 1, number == 11) for number in range(12)]
    html = show("{% facet 'x' 'X' choices %}", choices=choices)
    shown, folded = html.split("<details><summary>Show all 12</summary>")
    assert shown.count("<label>") == 9 and 'value="11" checked' in shown
    assert [part.split('"')[0] for part in folded.split('value="')[1:]] == ["8", "9", "10"]


def test_facet_without_choices_is_nothing():
    assert show("{% facet 'x' 'X' choices %}", choices=[]) == ""


def test_filters_work_as_a_plain_form_and_keep_question_and_order():
    html = show(
        "{% filters '/praktijken/' 'Toon 3 praktijken' chosen=1 %}<i></i>{% endfilters %}",
        "/praktijken/?q=%22rust&sorteer=nieuw&onderwerp=x&pagina=3",
    )
    assert 'action="/praktijken/" method="get"' in html
    assert (
        '<input type="hidden" name="q" value="&quot;rust"><input type="hidden" name="sorteer" value="nieuw"><i></i>'
        in html
    )
    assert 'type="hidden" name="onderwerp"' not in html and 'name="pagina"' not in html
    assert '<button class="btn btn--full" id="filters-submit">Toon 3 praktijken</button>' in html
    assert "Filters, 1 chosen" in html


def test_filters_do_not_send_a_field_twice():
    html = show(
        "{% filters '/praktijken/' 'Toon' %}<input name=\"q\" value=\"a\">{% endfilters %}",
        "/praktijken/?q=a&sorteer=b",
    )
    assert html.count('name="q"') == 1 and html.count('name="sorteer"') == 1


def test_sort_menu_keeps_the_filters():
    html = show("{% sort_menu choices 'b' %}", "/praktijken/?onderwerp=x&onderwerp=y&sorteer=a&pagina=2",
                choices=[("a", "A"), ("b", "B")])  # fmt: skip
    assert html.count('type="hidden"') == 2
    assert '<option value="b" selected>B</option>' in html


def test_active_filters_say_what_a_click_does():
    html = show("{% active_filters items '/praktijken/' %}", items=[("<Rust>", "?q=a&b=c")])
    assert 'href="?q=a&amp;b=c"><span class="hidden-text">Remove: </span>&lt;Rust&gt;</a>' in html
    assert '<a class="more" href="/praktijken/">Remove all</a>' in html
    assert show("{% active_filters items %}", items=[]).strip() == ""


def test_pagination_keeps_the_query_and_names_its_pages():
    page = Paginator(range(100), 10).page(5)
    html = show("{% pagination page %}", "/praktijken/?q=a&pagina=5", page=page)
    assert '<li><a href="?q=a&amp;pagina=4" rel="prev">Previous</a></li>' in html
    assert '<a href="?q=a"><span class="hidden-text">Page </span>1</a>' in html
    assert '<a href="?q=a&amp;pagina=5" aria-current="page">' in html
    assert html.count("<span>…</span>") == 2
    assert '<li><a href="?q=a&amp;pagina=6" rel="next">Next</a></li>' in html


def test_pagination_of_one_page_is_nothing():
    assert show("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_results_title_can_take_the_focus():
    html = show("{% results '3 practices' %}<p>x</p>{% endresults %}")
    assert '<h2 id="results-title" tabindex="-1">3 practices</h2>' in html
    assert 'id="results"' in html


# ---------- text ----------


def test_markdown_is_sanitised():
    html = show("{{ text|markdown }}", text="**Let op** <script>alert(1)</script>")
    assert "<strong>Let op</strong>" in html and "<script" not in html
    assert show("{{ text|markdown }}", text=None) == ""


@pytest.mark.parametrize(
    ("django", "ours"), [("success", "done"), ("warning", "warn"), ("error", "error"), ("info", "info")]
)
def test_message_levels_have_our_kinds(django, ours):
    assert show("{{ tag|level }}", tag=django) == ours
