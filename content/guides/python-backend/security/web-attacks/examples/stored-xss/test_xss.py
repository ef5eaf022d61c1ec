"""One stored text, written into five places of a page: where escaping is enough, and where it is not."""

import html
import json
import re

import nh3
import pytest
from django.http import HttpResponse, JsonResponse
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import mark_safe

pytestmark = pytest.mark.urls(__name__)
TAG = "<script>steal()</script>"
ENGINE = Engine()


def render(template: str, **values: object) -> str:
    return ENGINE.from_string(template).render(Context(values))


def test_between_tags_the_template_escapes_by_itself():
    page = render("<p>{{ comment }}</p>", comment=TAG)
    print(page)
    assert "<script>" not in page and html.unescape(page) == f"<p>{TAG}</p>"


@pytest.mark.parametrize("template", ["{{ comment|safe }}", "{% autoescape off %}{{ comment }}{% endautoescape %}"])
def test_one_word_takes_it_away(template):
    assert TAG in render(template, comment=TAG)


def test_text_marked_safe_far_away_is_believed_by_every_template():
    def highlight(text: str, word: str) -> str:
        return mark_safe(text.replace(word, f"<b>{word}</b>"))  # noqa: S308

    def highlight_escaped(text: str, word: str) -> str:
        before, found, after = text.partition(word)
        return format_html("{}<b>{}</b>{}", before, found, after)

    pages = [render("{{ text }}", text=mark(f"cake {TAG}", "cake")) for mark in (highlight, highlight_escaped)]
    print("mark_safe:", TAG in pages[0], "format_html:", TAG in pages[1])
    assert (TAG in pages[0], TAG in pages[1]) == (True, False)


def test_an_attribute_without_quotes_ends_at_the_first_space():
    value = "x onmouseover=steal()"
    bare, quoted = render("<input value={{ v }}>", v=value), render('<input value="{{ v }}">', v=value)
    print(bare, "|", quoted)
    assert re.search(r"value=x onmouseover=", bare) and 'value="x onmouseover=steal()"' in quoted


def test_an_address_may_be_a_program_although_nothing_in_it_needs_escaping():
    page = render('<a href="{{ site }}">my site</a>', site="javascript:steal()")
    print(page)
    assert 'href="javascript:steal()"' in page

    def checked(site: str) -> str:
        return site if site.startswith(("https://", "http://")) else "#"

    assert 'href="#"' in render('<a href="{{ site }}">', site=checked("javascript:steal()"))


def test_inside_a_script_plain_json_ends_the_tag_and_json_script_does_not():
    end = '</script><script>steal()</script>"'
    pasted = f"<script>var name = {json.dumps(end)};</script>"  # correct JSON, and the first tag ends there
    given = render("{{ name|json_script:'name' }}", name=end)
    print("json.dumps in a script:", pasted.count("<script"), "scripts; json_script:", given.count("<script"))
    assert (pasted.count("<script>"), given.count("<script")) == (2, 1)
    assert json.loads(re.search(r">(.*)<", given)[1]) == end


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<b>fine</b>", "<b>fine</b>"),
        ("<img src=x onerror=steal()>", '<img src="x">'),
        ("<a href='javascript:steal()'>x</a>", '<a rel="noopener noreferrer">x</a>'),
        (f"tea{TAG}", "tea"),
    ],
    ids=["bold", "handler", "address", "script"],
)
def test_rich_text_is_parsed_and_cut_to_a_list_and_not_searched_for_bad_words(sent, kept):
    print(f"{sent} -> {nh3.clean(sent)}")
    assert nh3.clean(sent) == kept


def as_text(request):
    return HttpResponse(json.dumps({"comment": TAG}))  # Django's default type: text/html


def as_json(request):
    return JsonResponse({"comment": TAG})


urlpatterns = [path("text", as_text), path("json", as_json)]


@override_settings(MIDDLEWARE=["django.middleware.security.SecurityMiddleware"])
def test_the_same_bytes_are_a_page_or_data_by_their_type():
    for address in ("/text", "/json"):
        answer = Client().get(address)
        print(address, answer["Content-Type"], "| sniffing:", answer["X-Content-Type-Options"])
    assert Client().get("/text")["Content-Type"].startswith("text/html")
    assert Client().get("/json")["Content-Type"] == "application/json"
