"""The sentences of an import. They are translated where they are told."""

from jobfutures.jobs.boards.shapes import Ask, Skip, Why


def gettext_noop(text: str) -> str:
    """Mark a sentence for translators."""
    return text


TOO_LARGE = gettext_noop("A board has at most %(most)d MiB; this one is larger.")
TOO_MANY = gettext_noop("A board has at most %(most)d entries; this one has %(number)d.")
TOO_DEEP = gettext_noop("More than %(most)d levels of lists and objects stand in each other.")
NO_JSON = gettext_noop("This is no JSON: line %(line)d, column %(column)d cannot be read.")
NO_TEXT = gettext_noop("This is no text in UTF-8.")
NO_XML = gettext_noop("This is no XML that can be read: %(reason)s")
NO_NUMBER = gettext_noop("A number in it is none that can be kept.")
NO_POSTING = gettext_noop("No JobPosting in JSON-LD stands on this page.")
NO_LIST = gettext_noop(
    "A list of postings has to stand here. Is it another kind of board, or a board that is not there?"
)
NO_OBJECT = gettext_noop("An object has to stand here: { … }.")
NO_ID = gettext_noop("This entry has no number of its own, so it could not be found again.")
NO_TITLE = gettext_noop("This entry has no title.")
LONG_ID = gettext_noop("The number of this entry is longer than %(most)d characters.")
LONG_TEXT = gettext_noop("The description has more than %(most)d characters, which no posting has.")
DIFFERS = gettext_noop(
    "Another entry before it has the same number, %(id)s, and says something else. The first was taken."
)

ASKED = {
    Ask.WORKPLACE: gettext_noop("Say whether it is on site, hybrid or remote: the board does not."),
    Ask.PLACE: gettext_noop("Say where it is: the words of the board do not tell city and country."),
    Ask.COUNTRY: gettext_noop("Say in which country this place is."),
    Ask.COUNTRIES: gettext_noop("Say from which countries one may work."),
    Ask.PAY: gettext_noop("Say what it pays: the board shows no pay."),
    Ask.PAY_ONE_END: gettext_noop("Say both ends of the pay: the board gives one of them."),
    Ask.PAY_SEVERAL: gettext_noop("Say what it pays: the board gives several ranges."),
    Ask.PAY_UNREAD: gettext_noop("Say what it pays: what the board says is no range."),
    Ask.CURRENCY: gettext_noop("Say what it pays: the board names no currency that is known."),
    Ask.PERIOD: gettext_noop("Say for which time the pay is: an hour, a day, a week, a month or a year."),
    Ask.EMPLOYMENT: gettext_noop("Say whether it is full time, part time or something else."),
    Ask.LEVEL: gettext_noop("Say the level."),
    Ask.TITLE_CUT: gettext_noop("Its title was longer than 120 characters, and was cut."),
    Ask.DESCRIPTION: gettext_noop("Write the description: the board has none, or a very short one."),
    Ask.DESCRIPTION_LONG: gettext_noop("Shorten the description: a posting has at most 10,000 characters."),
    Ask.DATE: gettext_noop("A date could not be read, and was left out."),
    Ask.FUTURE: gettext_noop("The board says that it was posted in the future; the date was left out."),
    Ask.CLOSED: gettext_noop("Its closing date has passed; is it still open?"),
    Ask.OLD: gettext_noop("It has stood on the board for more than 90 days; is it still open?"),
}
LOST = {
    Why.UNKNOWN: gettext_noop("There is no field for it here"),
    Why.HIDDEN: gettext_noop("The employer does not show it, so it is not taken"),
    Why.UNREAD: gettext_noop("It could not be read with certainty, so it is asked for"),
    Why.SAME: gettext_noop("It is said elsewhere in the same entry"),
}
SKIPPED = {
    Skip.PROSPECT: gettext_noop("is for prospects, no open position"),
    Skip.UNLISTED: gettext_noop("is not listed on the board"),
    Skip.TWICE: gettext_noop("stands twice, word for word"),
    Skip.OTHER: gettext_noop("is no posting"),
}
