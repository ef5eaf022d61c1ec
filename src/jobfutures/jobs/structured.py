"""Markup for machines, ready to stand in a page: a data block, which no browser runs and no policy has to allow."""

import json
from typing import Any

from django.utils.safestring import SafeString

ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def data_block(markup: dict[str, Any]) -> SafeString:
    """Return JSON that cannot end the script element around it."""
    return SafeString(json.dumps(markup, ensure_ascii=False).translate(ESCAPES))
