"""How comments are named on the pages of this room."""

from django import template

from jobfutures.reviews.comments import lines_said
from jobfutures.reviews.diff import Lines
from jobfutures.reviews.models import Category, Severity

register = template.Library()


@register.filter
def category_label(value: str | None) -> str:
    return str(Category(value).label) if value else ""


@register.filter
def severity_label(value: str | None) -> str:
    return str(Severity(value).label) if value else ""


@register.filter
def line_numbers(lines: Lines) -> str:
    return lines_said(lines)
