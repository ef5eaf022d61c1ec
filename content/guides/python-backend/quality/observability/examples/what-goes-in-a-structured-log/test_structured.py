"""One line per request that a machine can read: what it answers, what it must not say, and a forged line."""

import contextvars
import io
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator

import pytest

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")
SECRET = {"password", "token", "card", "authorization"}


class AddContext(logging.Filter):
    """Every record carries the request it belongs to, without anybody passing it on."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        safe = {key: "[removed]" if key in SECRET else value for key, value in fields.items()}
        line = {"event": record.getMessage(), "level": record.levelname, "request_id": record.request_id, **safe}
        if record.exc_info:
            line["error"] = record.exc_info[0].__name__
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson())
    handler.addFilter(AddContext())
    logger = logging.getLogger("api")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
    outside = request_id.set("-")
    yield stream
    request_id.reset(outside)
    logger.handlers, logger.propagate = [], True
    logger.setLevel(logging.NOTSET)


log = logging.getLogger("api")


def say(event: str, **fields: object) -> None:
    log.info(event, extra={"fields": fields})


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_line_at_the_end_of_a_request_holds_what_will_be_asked(out):
    request_id.set("r-1")
    say("request", method="POST", route="/orders", status=409, ms=41, user_id=7, queries=3, reason="out_of_stock")
    print(out.getvalue().strip())
    assert lines(out)[0]["request_id"] == "r-1"


REFUSALS = [("out_of_stock", "tea"), ("limit", "rum"), ("out_of_stock", "rum"), ("out_of_stock", "tea")]


def test_a_question_is_a_count_over_a_field_and_survives_new_wording(out):
    for reason, sku in REFUSALS:
        say("order_refused", reason=reason, sku=sku)
    by_reason = Counter(line["reason"] for line in lines(out) if line["event"] == "order_refused")

    def from_sentences(template: str) -> int:
        sentences = [template.format(reason=reason, sku=sku) for reason, sku in REFUSALS]
        return sum(bool(re.search(r"refused: out_of_stock", sentence)) for sentence in sentences)

    before, after = from_sentences("order refused: {reason} ({sku})"), from_sentences("refused order, {reason}")
    print(f"from fields {dict(by_reason)}; from sentences {before}, after the sentence was reworded {after}")
    assert by_reason == {"out_of_stock": 3, "limit": 1}
    assert (before, after) == (3, 0)


def test_user_input_cannot_write_a_line_of_its_own(out):
    name = "Ada\nINFO login ok user=admin"
    text = f"INFO login failed user={name}"
    say("login_failed", user=name)
    print(f"text: {len(text.splitlines())} lines, the second: {text.splitlines()[1]!r}; JSON: {len(lines(out))} line")
    assert len(text.splitlines()) == 2 and len(lines(out)) == 1


def test_secrets_are_removed_by_name_and_only_by_name(out):
    say("signup", email="ada@example.org", password="hunter2", body={"password": "hunter2"})
    first = lines(out)[0]
    print({key: first[key] for key in ("password", "body")})
    assert first["password"] == "[removed]"
    assert first["body"] == {"password": "hunter2"}  # the list of names did not look inside


def test_allowing_named_fields_leaks_nothing_that_was_not_thought_of(out):
    allowed = {"email_domain", "plan"}

    def say_allowed(event: str, **fields: object) -> None:
        say(event, **{key: value for key, value in fields.items() if key in allowed})

    say_allowed("signup", plan="free", email_domain="example.org", body={"password": "hunter2"}, iban="DE00")
    assert "hunter2" not in out.getvalue() and "DE00" not in out.getvalue()
    print(out.getvalue().strip())


def test_an_exception_is_one_event_with_a_searchable_class(out):
    try:
        {}["tea"]
    except KeyError:
        log.exception("price_failed", extra={"fields": {"sku": "tea"}})
    (line,) = lines(out)
    print(line["event"], line["error"], "| traceback lines inside one JSON line:", line["traceback"].count("\n") + 1)
    assert line["error"] == "KeyError" and len(out.getvalue().splitlines()) == 1


def test_two_requests_at_once_keep_their_own_context(out):
    first, second = contextvars.copy_context(), contextvars.copy_context()
    first.run(request_id.set, "r-1")
    second.run(request_id.set, "r-2")
    second.run(say, "step")
    first.run(say, "step")
    seen = [line["request_id"] for line in lines(out)]
    print("request ids:", seen)
    assert seen == ["r-2", "r-1"]


def test_bytes_are_money():
    fields = {"event": "request", "route": "/orders", "status": 201, "ms": 41, "user_id": 7, "request_id": "r" * 32}
    size = len(json.dumps(fields))
    million = size * 200 * 86_400 / 1e9
    print(f"{size} bytes a line; at 200 requests a second {million:.1f} GB a day for one line each")
    assert size < 200
