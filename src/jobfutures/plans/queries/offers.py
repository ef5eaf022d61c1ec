"""What the guide offers for a kit: criteria with their anchors, questions, follow-ups."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import zip_longest

from django.utils.html import strip_tags

from jobfutures.guide.interviewing import InterviewersPage, Judged, interviewers_pages, live
from jobfutures.guide.models import Guide, Question
from jobfutures.plans.models import Kit
from jobfutures.plans.rules import MOST_CRITERIA, MOST_PROBES, level_of
from jobfutures.topics.models import Area

MINUTES_EACH = 12  # of one criterion, with its question and what is asked next
SUGGESTED_PROBES = 2
CODE = re.compile(r"</?code[^>]*>")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what may be asked next. value: as a form names it.  probes: (value, text)."""

    value: str
    text: str
    source: str
    probes: list[tuple[str, str]] = field(default_factory=list)
    listen: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A criterion of the guide with its questions. key: its own, in the guide."""

    value: str
    key: str
    name: str
    meets: str
    anchors: list[str]
    area: Area
    questions: list[Asked]


@dataclass(frozen=True, slots=True)
class Offer:
    """All that the guide offers on the topics of a kit. suggested: values to begin with."""

    areas: list[tuple[Area, str, list[Offered]]]
    suggested: frozenset[str]

    def criteria(self) -> Iterator[Offered]:
        for _area, _address, found in self.areas:
            yield from found

    def values(self) -> set[str]:
        """Return everything that may be ticked."""
        found: set[str] = set()
        for one in self.criteria():
            found.add(one.value)
            for asked in one.questions:
                found |= {asked.value, *(value for value, _text in asked.probes)}
        return found


def offer_for(kit: Kit, level: str) -> Offer:
    """Return what the guide offers on the topics of a kit. level: of the posting.  One query, and four for each guide
    that speaks to interviewers on one of the topics.
    """
    topics = [area.pk for area in kit.topics.all()]
    guides = Guide.objects.filter(retired=False, chapters__area__in=topics, chapters__interviewers__retired=False)
    pages: list[InterviewersPage] = []
    for guide in guides.distinct().order_by("pk"):
        pages += interviewers_pages(guide, live(guide).filter(chapter__area__in=topics), also=["follow_ups"])
    areas = [(page.area, page.written.get_absolute_url(), list(offered(page))) for page in pages]
    wanted = level_of(level)
    at_level = {question.pk for page in pages for question in page.questions if wanted in question.levels}
    return Offer(areas, frozenset(suggested([rows for *_, rows in areas], at_level, kit.minutes)))


def offered(page: InterviewersPage) -> Iterator[Offered]:
    for judged in page.criteria:
        criterion = judged.criterion
        asked = [asked_of(question) for question in judged.questions]
        yield Offered(
            f"c{criterion.pk}", criterion.slug, criterion.name, judged.meets, list(criterion.anchors), page.area,
            [*asked, *next_of(page, judged)],
        )  # fmt: skip


def asked_of(question: Question) -> Asked:
    follow_ups = [worded(one["html"]) for one in question.follow_ups]
    probes = [(f"p{question.pk}.{place}", text) for place, text in enumerate(follow_ups[:MOST_PROBES])]
    return Asked(f"q{question.pk}", question.title, question.pk, probes)


def next_of(page: InterviewersPage, judged: Judged) -> Iterator[Asked]:
    """Yield what the guide asks next, each with what to listen for."""
    for place, ask in enumerate(page.written.asks):
        if ask["criterion"] == judged.criterion.slug:
            text = worded(ask["html"]).strip().strip("“”\"'")
            yield Asked(f"n{page.written.pk}.{place}", text, "", listen=worded(ask["listen_html"]))


def worded(html: str) -> str:
    """Return the words of HTML that our renderer made; code stands between backticks."""
    return " ".join(unescape(strip_tags(CODE.sub("`", html))).split())


def suggested(areas: Iterable[list[Offered]], at_level: set[str], minutes: int) -> set[str]:
    """Return what to begin with: of each topic in turn a criterion that is asked at the level, as many as fit."""
    fits = [[one for one in rows if at_level & {asked.source for asked in one.questions}] for rows in areas]
    in_turn = [one for row in zip_longest(*fits) for one in row if one is not None]
    found: set[str] = set()
    for one in in_turn[: min(MOST_CRITERIA, max(1, minutes // MINUTES_EACH))]:
        asked = next(asked for asked in one.questions if asked.source in at_level)
        found |= {one.value, asked.value, *(value for value, _text in asked.probes[:SUGGESTED_PROBES])}
    return found
