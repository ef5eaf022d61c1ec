from django.urls import reverse

from jobfutures.kit.public import MARK
from jobfutures.support.commands.faq import load_faq
from jobfutures.support.tests.made import faq
from tests.people import NOON


def test_questions_stand_in_groups_each_with_an_anchor(client, db):
    entries = [
        faq("second", title="Second?", order=2, group="Using it"),
        faq("first", title="First?", order=1, group="The site"),
        faq("third", title="Third?", order=3, group="The site"),
    ]
    load_faq(entries=entries, at=NOON)

    page = client.get(reverse("support:help"))

    assert list(page.context["groups"]) == ["The site", "Using it"]
    assert [entry.pk for entry in page.context["groups"]["The site"]] == ["first", "third"]
    for name in ("first", "second", "third"):
        assert f'<h3 id="{name}">' in page.text
        assert f'href="#{name}"' in page.text
    assert "<p>For <em>you</em>.</p>" in page.text
    assert reverse("support:contact") in page.text


def test_the_page_is_the_same_for_everybody(client, db):
    assert getattr(client.get(reverse("support:help")), MARK, False)


def test_a_site_without_content_says_what_to_do(client, db):
    page = client.get(reverse("support:help"))

    assert page.status_code == 200
    assert "jobfutures content load" in page.text
