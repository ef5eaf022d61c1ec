"""How the output of a program that nobody vouches for is shown. Pure."""

# Control characters but for line ends and tabs, and the letters that turn, hide or divide the text around them.
UNSEEN = [
    *range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x061C, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F),
    *range(0x2060, 0x2070), 0xFEFF,
]  # fmt: skip
NAMED = {code: f"<U+{code:04X}>" for code in UNSEEN}


def visible(text: str) -> str:
    """Return text in which escape codes, and what turns, hides or overwrites other text, can be seen by its number."""
    return text.replace("\r\n", "\n").translate(NAMED)
