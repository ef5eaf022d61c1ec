from typing import Any

from grading import Run, check
from script import Partner, answer, get, post, request

PASSING = [429, 502, 503, 504]
FINAL = [301, 400, 401, 403, 404, 405, 409, 410, 412, 422, 423, 500, 501, 505]


def policy(run: Run, **changes: float) -> dict[str, float]:
    base = run.random.choice([0.2, 0.5, 1.0, 1.5])
    return {"attempts": run.random.randrange(3, 7), "base_s": base, "cap_s": base * 16, "patience_s": 30.0} | changes


@check(requirement="what", title="No final status is repeated, whatever the method")
def final_statuses(run: Run) -> None:
    for status in run.random.sample(FINAL, len(FINAL)):
        partner = Partner(run, [answer(status, run.random.randrange(1000), Retry_After="1"), answer(200)])
        asked = request(run, run.random.choice(["GET", "PUT", "DELETE"]))
        run.same(partner.perform(asked, policy(run)), partner.script[0], f"Answer after a {status}")
        run.same(partner.told(), ["send"], f"What happened when a {asked['method']} was answered with {status}")


@check(requirement="what", title="What may pass is repeated: 429, 502, 503, 504 and no answer at all")
def passing_failures(run: Run) -> None:
    for failure in run.random.sample(
        [*map(answer, PASSING), "ConnectionError", "TimeoutError", "ConnectionResetError"], 7
    ):
        partner = Partner(run, [failure, answer(200, run.random.randrange(1000))])
        run.same(partner.perform(get(run), policy(run)), partner.script[1], f"Answer after {named(failure)} and a 200")
        run.same(partner.told(), ["send", "sleep", "send"], f"What happened with {named(failure)} and then a 200")


@check(requirement="what", title="A mistake in our own code is not repeated and not hidden")
def own_mistakes(run: Run) -> None:
    for mistake in run.random.sample(["ValueError", "KeyError", "TypeError", "PermissionError"], 4):
        partner = Partner(run, [mistake, answer(200)])
        run.same(partner.raised(get(run), policy(run)), mistake, f"Exception that came out after {mistake}")
        run.same(partner.told(), ["send"], f"What happened when send() raised {mistake}")


@check(requirement="safe", title="POST and PATCH without a key are sent once, whatever goes wrong")
def unsafe_once(run: Run) -> None:
    for failure in run.random.sample([*map(answer, PASSING), "ConnectionError", "TimeoutError"], 6):
        partner = Partner(run, [failure, answer(200)])
        asked = request(run, run.random.choice(["POST", "PATCH"]), **run.random.choice([{}, {"X_Request_Id": "7"}]))
        partner.raised(asked, policy(run))
        run.same(
            len(partner.requests()),
            1,
            f"How often a {asked['method']} without a key was sent when it met {named(failure)}",
        )


@check(requirement="safe", title="With a key a POST is repeated, and every repetition carries the same key and body")
def same_key_each_time(run: Run) -> None:
    for name in ("Idempotency_Key", "idempotency_key", "IDEMPOTENCY_KEY"):
        asked = request(run, run.random.choice(["POST", "PATCH"]), **{name: f"k{run.random.randrange(10**9)}"})
        partner = Partner(run, ["TimeoutError", answer(503), answer(201)])
        run.same(
            partner.perform(asked, policy(run))["status"],
            201,
            f"Status of a {asked['method']} with the header {name.replace('_', '-')}",
        )
        run.same(partner.requests(), [asked] * 3, "Requests that the partner got")


@check(requirement="safe", title="Idempotent methods need no key")
def idempotent_methods(run: Run) -> None:
    for method in run.random.sample(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"], 5):
        partner = Partner(run, ["ConnectionError", answer(204)])
        run.same(
            partner.perform(request(run, method), policy(run))["status"],
            204,
            f"Status of a {method} after a lost connection",
        )


@check(requirement="waits", title="Waits double up to the cap, between half and all of it")
def waits_double(run: Run) -> None:
    base = run.random.choice([0.2, 0.5, 1.0])
    partner = Partner(
        run,
        [run.random.choice(["ConnectionError", "TimeoutError", answer(502), answer(504)]) for _ in range(7)]
        + [answer(200)],
    )
    partner.perform(get(run), policy(run, attempts=8, base_s=base, cap_s=base * 10))
    full = [min(base * 10, base * 2**number) for number in range(7)]
    partner.waits_are_within([(one / 2 - 1e-9, one + 1e-9) for one in full])


@check(requirement="waits", title="Forty clients that fail together do not come back together")
def waits_are_spread(run: Run) -> None:
    waits = []
    for _ in range(40):
        partner = Partner(run, [answer(503), answer(200)])
        partner.perform(get(run), policy(run, attempts=2, base_s=1.0))
        waits += partner.waits()
    run.expect(len(set(waits)) > 20, f"40 clients waited only {len(set(waits))} different times.")
    run.expect(
        max(waits) - min(waits) > 0.2,
        f"40 clients waited between {min(waits):g} and {max(waits):g} s, of a range from 0.5 to 1 s.",
    )


@check(requirement="waits", title="A Retry-After is kept to, and each wait follows the answer before it")
def retry_after_is_kept(run: Run) -> None:
    base = 0.5
    for name in ("Retry_After", "retry_after", "RETRY_AFTER"):
        seconds = run.random.randrange(5, 25)
        partner = Partner(
            run, [answer(run.random.choice([429, 503]), **{name: str(seconds)}), answer(503), answer(200)]
        )
        run.same(
            partner.perform(get(run), policy(run, base_s=base, cap_s=4.0))["status"],
            200,
            f"Status after {name.replace('_', '-')}: {seconds}",
        )
        partner.waits_are_within([(seconds, seconds + base), (base, 2 * base)])


@check(requirement="waits", title="A Retry-After that is no number of seconds counts as none")
def unreadable_retry_after(run: Run) -> None:
    for value in run.random.sample(["", "soon", "-5", "1.5e3x", "Wed, 21 Oct 2099 07:28:00 GMT"], 5):
        partner = Partner(run, [answer(503, Retry_After=value), answer(200)])
        run.same(
            partner.perform(get(run), policy(run, base_s=1.0))["status"], 200, f"Status after Retry-After: {value}"
        )
        partner.waits_are_within([(0.5, 1.0)])


@check(requirement="bounded", title="Attempts are counted, and the last answer comes back")
def attempts_are_counted(run: Run) -> None:
    for attempts in run.random.sample(range(1, 8), 4):
        partner = Partner(run, [answer(run.random.choice(PASSING), number) for number in range(12)])
        found = partner.perform(get(run), policy(run, attempts=attempts))
        run.same(len(partner.requests()), attempts, f"Requests sent with {attempts} attempts")
        run.same(found, partner.script[attempts - 1], f"Answer after {attempts} attempts")
        run.same(partner.told()[-1], "send", f"Last thing that happened with {attempts} attempts")


@check(requirement="bounded", title="Without any answer the last exception comes out")
def last_exception(run: Run) -> None:
    for failures in (
        ["ConnectionError", "TimeoutError"],
        ["TimeoutError", "ConnectionError"],
        [answer(503), "TimeoutError"],
    ):
        partner = Partner(run, failures)
        run.same(
            partner.raised(get(run), policy(run, attempts=2)),
            failures[1],
            f"Exception that came out of two attempts that met {named(failures)}",
        )
        run.same(partner.told(), ["send", "sleep", "send"], "What happened")


@check(requirement="bounded", title="An answer after a lost connection wins over the exception")
def last_answer(run: Run) -> None:
    partner = Partner(run, ["ConnectionError", answer(503, 1), answer(504, run.random.randrange(9))])
    run.same(
        partner.perform(get(run), policy(run, attempts=3)),
        partner.script[2],
        "Answer after a lost connection, a 503 and a 504",
    )


@check(requirement="bounded", title="A partner who asks for more than our patience is not waited for")
def patience_ends(run: Run) -> None:
    for seconds in (31, run.random.randrange(40, 90000)):
        partner = Partner(run, [answer(503, Retry_After=str(seconds)), answer(200)])
        run.same(
            partner.perform(get(run), policy(run)),
            partner.script[0],
            f"Answer after Retry-After: {seconds} with a patience of 30 s",
        )
        run.same(partner.told(), ["send"], "What happened")
    partner = Partner(run, [answer(503, Retry_After="30"), answer(200)])
    run.same(
        partner.perform(get(run), policy(run))["status"], 200, "Status after Retry-After: 30 with a patience of 30 s"
    )


@check(requirement="bounded", title="What is sent once comes back as it is, answer or exception")
def unsafe_outcome(run: Run) -> None:
    for failure in ("ConnectionError", "TimeoutError", answer(503, run.random.randrange(1000)), answer(429)):
        partner = Partner(run, [failure])
        if isinstance(failure, str):
            run.same(partner.raised(post(run), policy(run)), failure, "Exception that came out of a POST without a key")
        else:
            run.same(partner.perform(post(run), policy(run)), failure, "Answer to a POST without a key")
        run.same(partner.told()[-1], "send", f"Last thing that happened when a POST without a key met {named(failure)}")


@check(requirement="bounded", title="A request that succeeds at once is sent once")
def success(run: Run) -> None:
    partner = Partner(run, [answer(201, {"booking": run.random.randrange(10**6)})])
    run.same(partner.perform(post(run), policy(run)), partner.script[0], "Answer to a POST that succeeds")
    run.same(partner.told(), ["send"], "What happened")


def named(failure: Any) -> str:
    if isinstance(failure, list):
        return " and ".join(map(named, failure))
    return failure if isinstance(failure, str) else f"a {failure['status']}"
