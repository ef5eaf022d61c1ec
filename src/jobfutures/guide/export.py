"""What is said to interviewers as Markdown files that stand alone: with title, source, licence and all that is said."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jobfutures.guide.interviewing import HOW_TO_CHOOSE, InterviewersPage, Judged
from jobfutures.guide.models import Guide, Question
from jobfutures.topics.models import Level


def area_markdown(guide: Guide, page: InterviewersPage, address: str) -> str:
    """Return the file of one area. address: of this site, without a slash at its end."""
    head = [f"# {_('For interviewers: %(area)s') % {'area': page.area.title}}", "", page.area.line, ""]
    source = origin(guide, address + page.written.get_absolute_url())
    return text([*head, *source, str(HOW_TO_CHOOSE), "", *body(page, 2)], address)


def guide_markdown(guide: Guide, pages: list[InterviewersPage], address: str, path: str) -> str:
    """Return the file of all areas. path: of the page that it belongs to."""
    lines = [f"# {_('For interviewers: %(guide)s') % {'guide': guide.title}}", "", *origin(guide, address + path)]
    lines += [str(HOW_TO_CHOOSE), ""]
    for page in pages:
        lines += [f"## {page.area.title}", "", page.area.line, "", *body(page, 3)]
    return text(lines, address)


def text(lines: list[str], address: str) -> str:
    """Join the lines, and let links that begin with a slash lead to this site from anywhere."""
    return "\n".join(lines).replace("](/", f"]({address}/")


def origin(guide: Guide, source: str) -> list[str]:
    licence = _("From “%(guide)s”. Text CC BY 4.0: share and change it, and name the source.") % {"guide": guide.title}
    return [_("Source: %(address)s") % {"address": f"<{source}>"}, "", licence, ""]


def body(page: InterviewersPage, depth: int) -> Iterator[str]:
    """Yield what is said on one area, in the order of its page. depth: of its headings."""
    marks = "#" * depth
    written = page.written
    yield from [_("Time for this area: about %(number)s minutes.") % {"number": written.minutes}, ""]
    yield from [f"{marks} {_('What a strong answer explains')}", ""]
    yield from (f"- **{Level(level['level']).label}**: {level['text']}" for level in written.levels)
    yield from ["", f"{marks} {_('Criteria')}", ""]
    for judged in page.criteria:
        yield from criterion(judged, marks + "#")
    yield from [f"{marks} {_('Ask next')}", ""]
    for ask in page.asks:
        yield f"- {ask['text']}  "
        yield f"  *{_('Listen for')}*: {ask['listen_text']}  "
        yield f"  *{_('Tells of')}*: {ask['name']}"
    for title, items in (
        (_("Understood or recited"), written.signs),
        (_("If the candidate is stuck"), written.hints),
        (_("Trivia, do not ask"), written.trivia),
    ):
        yield from ["", f"{marks} {title}", "", *(f"- {item['text']}" for item in items)]
    yield from ["", f"{marks} {_('Questions of this area')}", "", *map(link, page.questions), ""]


def criterion(judged: Judged, marks: str) -> Iterator[str]:
    yield from [f"{marks} {judged.criterion.name}", ""]
    yield from [_("3 stands for: %(level)s.") % {"level": judged.meets}, ""]
    for grade, anchor in judged.anchors:
        yield f"{grade.value}. **{grade.label}**: {anchor}"
    yield from ["", _("Heard in the answers to:"), "", *map(link, judged.questions), ""]


def link(question: Question) -> str:
    return f"- [{question.title}]({question.get_absolute_url()})"
