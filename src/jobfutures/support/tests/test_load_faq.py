from datetime import timedelta

import pytest

from jobfutures.support.commands.faq import load_faq
from jobfutures.support.content import read_faq
from jobfutures.support.models import FaqEntry
from jobfutures.support.tests.made import faq
from tests.people import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def test_an_entry_is_rendered_when_it_is_loaded():
    assert load_faq(entries=[faq("score", body="**No.** <script>x</script>")], at=NOON) == 1

    entry = FaqEntry.objects.get()
    assert entry.body_html.startswith("<p><strong>No.</strong>")
    assert "<script>" not in entry.body_html
    assert (entry.title, entry.group, entry.retired, entry.changed_at) == ("Who is it for?", "The site", False, NOON)


def test_a_second_load_of_the_same_touches_no_row():
    load_faq(entries=[faq("score")], at=NOON)

    assert load_faq(entries=[faq("score")], at=LATER) == 0
    assert FaqEntry.objects.get().changed_at == NOON


@pytest.mark.parametrize("change", [{"title": "New?"}, {"body": "New."}, {"order": 2}, {"group": "New"}])
def test_a_changed_entry_is_written_and_the_others_are_not(change):
    load_faq(entries=[faq("score"), faq("other")], at=NOON)

    assert load_faq(entries=[faq("score", **change), faq("other")], at=LATER) == 1
    assert FaqEntry.objects.get(pk="score").changed_at == LATER
    assert FaqEntry.objects.get(pk="other").changed_at == NOON


def test_what_is_gone_is_retired_and_comes_back_when_it_returns():
    load_faq(entries=[faq("score"), faq("other")], at=NOON)

    load_faq(entries=[faq("other")], at=LATER)
    assert [entry.pk for entry in FaqEntry.objects.published()] == ["other"]

    load_faq(entries=[faq("score"), faq("other")], at=LATER)
    assert FaqEntry.objects.published().count() == 2


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_published_entries_are_shown(status):
    load_faq(entries=[faq("score")], at=NOON)
    load_faq(entries=[faq("score", status=status), faq("other", status=status)], at=LATER)

    assert not FaqEntry.objects.published().exists()


def test_the_shipped_questions_load(settings):
    load_faq(entries=read_faq(settings.CONTENT_FOLDERS), at=NOON)

    names = ["who-it-is-for", "memorising", "skill-checks", "public-score", "django-too", "employers"]
    names += ["after-reading", "real-practice"]
    assert [entry.pk for entry in FaqEntry.objects.published().in_order()] == names
    assert all(60 <= len(entry.body_text.split()) <= 140 for entry in FaqEntry.objects.all())
