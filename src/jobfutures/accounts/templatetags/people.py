"""What the pages about sessions say of a device."""

from django import template

from jobfutures.accounts import rules

register = template.Library()
register.filter("device", rules.device)
