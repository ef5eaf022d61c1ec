"""A posting while it is read: boards fill it in, and what all have in common is decided here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from jobfutures.jobs.boards import wording
from jobfutures.jobs.boards.dates import moment_of
from jobfutures.jobs.boards.markdown import to_markdown
from jobfutures.jobs.boards.nodes import Node
from jobfutures.jobs.boards.places import REMOTE, STATES, country, place_of, plain, remote_country
from jobfutures.jobs.boards.shapes import Ask, Fault, Found, Note, Pay, Why, Wrong, pointer_of
from jobfutures.jobs.boards.texts import cut, title_of
from jobfutures.jobs.posting import Where
from jobfutures.kit.currencies import CODES, digits

LONGEST_ID = 200
LONGEST_URL = 500
LEAST_TEXT, MOST_TEXT, ABSURD = 200, 10_000, 200_000  # characters of a description; more than the last is none
MOST_AMOUNT = Decimal(10) ** 12
OLD_DAYS = 90
MOST_PLACES = 50


@dataclass(slots=True)
class Sketch:
    """at: when it is read.  address: where the board was read from, or empty."""

    item: Node
    at: datetime
    address: str = ""
    external_id: str = ""
    title: str = ""
    html: str = ""
    url: str = ""
    apply_url: str = ""
    posted_at: datetime | None = None
    closes_at: datetime | None = None
    workplace: str = ""
    employment: str = ""
    level: str = ""
    pay: Pay | None = None
    places: list[Where] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def ask(self, what: Ask, value: str = "") -> None:
        note = Note(what, value[:200])
        if note not in self.notes:
            self.notes.append(note)

    def wrong(self, sentence: str, **values: str | int) -> Wrong:
        return Wrong(Fault(pointer_of(self.item.path), sentence, tuple(values.items())))

    def choose(self, node: Node, known: Mapping[str, str]) -> str:
        """Return our word for one of the board's; one that has none is told as lost."""
        written = node.text()
        found = known.get(written.lower().replace("_", " ").replace("-", " "), "")
        if written and not found:
            node.leave(Why.UNREAD)
        return found

    def link(self, node: Node) -> str:
        """Return an address that a posting can lead to, or nothing."""
        written = node.text()
        if written.startswith(("https://", "http://")) and len(written) <= LONGEST_URL and " " not in written:
            return written
        if written:
            node.leave(Why.UNREAD)
        return ""

    def posted(self, node: Node) -> None:
        found, is_read = moment_of(node)
        if not is_read:
            node.leave(Why.UNREAD)
            self.ask(Ask.DATE, node.text())
        elif found and found > self.at:
            node.leave(Why.UNREAD)
            self.ask(Ask.FUTURE, node.text())
        elif found:
            self.posted_at = found
            if self.at - found > timedelta(days=OLD_DAYS):
                self.ask(Ask.OLD, f"{found:%Y-%m-%d}")

    def closes(self, node: Node) -> None:
        found, is_read = moment_of(node, is_end=True)
        if not is_read:
            node.leave(Why.UNREAD)
            self.ask(Ask.DATE, node.text())
        elif found and found <= self.at:
            node.leave(Why.UNREAD)
            self.ask(Ask.CLOSED, node.text())
        elif found:
            self.closes_at = found

    def add_place(self, found: Where) -> None:
        """Add a place once. A city without its country, or the other way round, is asked for."""
        fitting = Where(found.city[:100], found.country, found.street[:200], found.region[:100], found.postal[:20])
        if fitting == Where() or fitting in self.places or len(self.places) >= MOST_PLACES:
            return
        if self.workplace == "REMOTE" and not fitting.city:
            self.suggest(fitting.country)
            return
        if not fitting.country:
            self.ask(Ask.COUNTRY, fitting.city)
        elif not fitting.city:
            self.ask(Ask.PLACE, fitting.country)
        self.places.append(fitting)

    def add_place_text(self, node: Node) -> None:
        """Add the place that a text names, if it is certain; else ask, with the text."""
        text = node.text()
        found = place_of(text)
        if found:
            self.add_place(found)
        elif code := remote_country(text):
            self.suggest(code)
        elif (code := country(text)) and len(text) > 2 and plain(text) not in STATES:
            self.add_place(Where(country=code))
        elif text and self.workplace == "REMOTE" and REMOTE.search(text):
            node.leave(Why.SAME)
        elif text:
            self.ask(Ask.PLACE, text)
            node.leave(Why.UNREAD)

    def suggest(self, code: str) -> None:
        if code and code not in self.countries:
            self.countries.append(code)

    def take_pay(self, box: Node, low: Decimal | None, high: Decimal | None, currency: str, period: str) -> None:
        """Take a range in whole units of a currency, or say why not. Nothing is ever converted to another period."""
        if not low and not high:
            return  # nothing, or the zeros that stand for nothing
        ask = Ask.PAY_ONE_END if not low or not high else None
        code = currency.strip().upper()
        if not ask and code not in CODES:
            ask = Ask.CURRENCY
        ends = [minor(one, code) for one in (low, high) if one] if not ask else []
        if not ask and (None in ends or not ends[0] or not ends[1] or ends[0] > ends[1]):
            ask = Ask.PAY_UNREAD
        if ask or ends[0] is None or ends[1] is None:
            box.leave(Why.UNREAD)
            self.ask(ask or Ask.PAY_UNREAD)
            return
        self.pay = Pay(ends[0], ends[1], code, period)
        if not period:
            self.ask(Ask.PERIOD)

    def finished(self) -> Found:
        """Return what was found. Raises Wrong."""
        if not self.external_id:
            raise self.wrong(wording.NO_ID)
        if len(self.external_id) > LONGEST_ID:
            raise self.wrong(wording.LONG_ID, most=LONGEST_ID)
        title = title_of(self.title)
        if not title:
            raise self.wrong(wording.NO_TITLE)
        description = self.described()
        if len(title) != len(cut(title)):
            self.ask(Ask.TITLE_CUT, title)
        self.ask_what_is_missing()
        bare = Found(
            external_id=self.external_id, title=cut(title), description=description, url=self.url,
            apply_url=self.apply_url, posted_at=self.posted_at, closes_at=self.closes_at, workplace=self.workplace,
            places=tuple(self.places), applicant_countries=tuple(self.countries), pay=self.pay,
            employment=self.employment, level=self.level, notes=(), hash="",
        )  # fmt: skip
        return replace(bare, notes=tuple(self.notes), hash=hash_of(bare))

    def described(self) -> str:
        if len(self.html) > ABSURD:
            raise self.wrong(wording.LONG_TEXT, most=ABSURD)
        found = to_markdown(self.html)
        if len(found) > MOST_TEXT:
            self.ask(Ask.DESCRIPTION_LONG, str(len(found)))
        elif len(found) < LEAST_TEXT:
            self.ask(Ask.DESCRIPTION)
        return found

    def ask_what_is_missing(self) -> None:
        asked = {one.ask for one in self.notes}
        of_pay = {Ask.PAY_ONE_END, Ask.PAY_SEVERAL, Ask.PAY_UNREAD, Ask.CURRENCY}
        if not self.workplace and Ask.WORKPLACE not in asked:
            self.ask(Ask.WORKPLACE)
        if self.workplace in ("ONSITE", "HYBRID") and not self.places and Ask.PLACE not in asked:
            self.ask(Ask.PLACE)
        if self.workplace == "REMOTE":
            self.ask(Ask.COUNTRIES, ", ".join(self.countries))
        if not self.pay and not asked & of_pay:
            self.ask(Ask.PAY)
        if not self.employment and Ask.EMPLOYMENT not in asked:
            self.ask(Ask.EMPLOYMENT)
        if not self.level:
            self.ask(Ask.LEVEL)


def minor(amount: Decimal, code: str) -> int | None:
    """Return an amount in minor units, or nothing where it has parts of one, or is none that anybody is paid."""
    if not 0 < amount <= MOST_AMOUNT:
        return None
    scaled = amount.scaleb(digits(code))
    return int(scaled) if scaled == scaled.to_integral_value() else None


def hash_of(found: Found) -> str:
    """Return what tells a posting read again from one that changed. `found` is without notes and hash."""

    def told(value: object) -> str:
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)

    return hashlib.sha256(json.dumps(asdict(found), sort_keys=True, default=told).encode()).hexdigest()
