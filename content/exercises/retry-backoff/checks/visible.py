from grading import Run, check
from script import Partner, answer, get, post

POLICY = {"attempts": 4, "base_s": 0.5, "cap_s": 8.0, "patience_s": 30.0}


@check(requirement="what", title="An answer that will not change is taken at once")
def unknown_hotel(run: Run) -> None:
    partner = Partner(run, [answer(404)] * 4)
    run.same(partner.perform(get(run), POLICY)["status"], 404, "Status that came back")
    run.same(partner.told(), ["send"], "What happened when a GET was answered with 404")


@check(requirement="safe", title="A POST without an Idempotency-Key is sent once")
def message_is_sent_once(run: Run) -> None:
    partner = Partner(run, [answer(503)] * 4)
    run.same(partner.perform(post(run), POLICY)["status"], 503, "Status that came back")
    run.same(len(partner.requests()), 1, "How often a POST without a key was sent when it was answered with 503")


@check(requirement="waits", title="The waits of a GET grow")
def waits_grow(run: Run) -> None:
    partner = Partner(run, [answer(503), answer(503), answer(503), answer(200)])
    run.same(partner.perform(get(run), POLICY)["status"], 200, "Status that came back")
    run.same(
        partner.told(),
        ["send", "sleep", "send", "sleep", "send", "sleep", "send"],
        "What happened with three answers 503 before a 200",
    )
    partner.waits_are_within([(0.25, 0.5), (0.5, 1.0), (1.0, 2.0)])


@check(requirement="bounded", title="After the last attempt there is no wait")
def nothing_after_the_last(run: Run) -> None:
    partner = Partner(run, [answer(502)] * 9)
    run.same(partner.perform(get(run), POLICY)["status"], 502, "Status that came back")
    run.same(
        partner.told(),
        ["send", "sleep", "send", "sleep", "send", "sleep", "send"],
        "What happened with answers 502 only and four attempts",
    )
