"""Simulated people take the check of a real instance over HTTP; what they met is compared with the library.

    python bench/checks.py                 # 2,000 people; 100 at once for the times
    python bench/checks.py PEOPLE ROLE     # fewer, for a look

A copy of the site is served as an instance serves it (`jobfutures web`, SQLite in a folder of its own), with the bank
that its content gives. Each person has a true ability, N(0, 1), and each item a true difficulty, drawn around what is
believed of it; somebody is right where a number drawn for them and the item lies below the probability. They answer
through the forms: send the answer, follow the redirect, read the page.

First 100 people take it together and think for 2 to 8 seconds before each answer, which is the load of far more real
people: the time of the next question is that of the POST and of the page it leads to. Floor: a page of the same server
that comes from memory, asked by the same client at the same time. The rest take it without a pause, some at once.
Then mean length, coverage, level accuracy and exposure stand beside those of `psychometrics.simulate` for the same
people and items, with twice the standard error of each difference.
"""

import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import numpy as np
from served import ROOT, free_port, running

TOGETHER, THINK_S, PUSHING = 100, (2.0, 8.0), 4
SEED = 20261129
TOKEN = "t" * 32
NUMBER = re.compile(r'name="number"\s+type="hidden"\s+value="(\d+)"')
KEPT_PAGE = "/guides/"


@dataclass
class Person:
    """One simulated person. next_ms: of each next question.  page_ms: of a kept page, asked in between."""

    number: int
    ability: float
    session: str
    next_ms: list[float] = field(default_factory=list)
    page_ms: list[float] = field(default_factory=list)


@dataclass
class World:
    """What is true: items as `psychometrics.Bank`, and a number for each person and item. role: whose check."""

    role: str
    bank_id: int
    people: list[Person]
    truth: Any
    uniforms: Any


def prepare(people: int, role: str) -> World:
    """Make banks and people in the database."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from jobfutures.accounts.models import User
    from jobfutures.checks import engine
    from jobfutures.checks.commands.banks import prepare_first_banks
    from jobfutures.checks.models import Bank
    from jobfutures.checks.simulating import truth_of

    print("\n".join(prepare_first_banks(at=timezone.now())))
    bank = Bank.objects.filter(role=role).released().first()
    if bank is None:
        raise SystemExit(f"There is no bank for {role}.")
    rng = np.random.default_rng(SEED)
    abilities = rng.normal(0, 1, people)
    ready = engine.prepared(bank.pk)
    made = []
    for number, ability in enumerate(abilities):
        user = User.objects.create(email=f"person-{number}@example.org")
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        made.append(Person(number, float(ability), store.session_key))
    return World(role, bank.pk, made, truth_of(ready.bank, rng), rng.random((people, len(ready.bank))))


def answer_of(world: World, person: Person, check: str) -> dict[str, Any]:
    """Return the fields that this person sends for the open question of their check."""
    from jobfutures.checks.models import Question
    from jobfutures.psychometrics.curves import probabilities

    question = Question.objects.unanswered().select_related("wording").get(attempt=check)
    place = question.place
    chance = probabilities(world.truth, np.array([person.ability]), np.array([place]))[0, 1, 0]
    variant = question.wording.variants[question.variant]
    return fields_of(variant, right=bool(world.uniforms[person.number, place] < chance))


def fields_of(variant: dict[str, Any], *, right: bool) -> dict[str, Any]:
    key, options = variant["right"], len(variant["options"])
    match variant["kind"]:
        case "ONE_OF" | "LINE":
            return {"answer": str(key if right else (key + 1) % options)}
        case "SOME_OF":
            wrong = [place for place in range(options) if place not in key]
            return {"answer": [str(place) for place in (key if right else wrong)]}
        case "ORDER":
            order = key if right else key[::-1]
            return {f"step-{place}": str(rank) for rank, place in enumerate(order, start=1)}
        case "GAP":
            return {"answer": key[0] if right else "nothing_of_that"}
        case "NUMBER":
            return {"answer": key if right else str(int(key) + 9999)}
        case _:
            return {"answer": key if right else "nothing of that"}


async def take(client: httpx.AsyncClient, world: World, person: Person, *, thinks: bool) -> None:
    """Take one check over HTTP, from the offer to the result."""
    from django.conf import settings

    dice = random.Random(f"{SEED}:{person.number}")
    cookie = f"{settings.SESSION_COOKIE_NAME}={person.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Referer": str(client.base_url)}
    sent = {"key": str(uuid4()), "pace": "1", "task": "no"}
    begun = await client.post(f"/checks/{world.role}/attempts/", data=sent, headers=headers)
    address = begun.headers["Location"]
    check = address.strip("/").split("/")[-1]
    page = await client.get(address, headers=headers)
    while page.status_code == 200:
        if thinks:
            await asyncio.sleep(dice.uniform(*THINK_S))
        fields = answer_of(world, person, check) | {"number": NUMBER.search(page.text)[1]}
        began = time.perf_counter()
        answer = await client.post(address, data=fields, headers=headers)
        if answer.status_code != 302:
            raise SystemExit(f"{answer.status_code}: {answer.text[:2000]}")
        page = await client.get(answer.headers["Location"], headers=headers)
        person.next_ms.append((time.perf_counter() - began) * 1000)
        if thinks and dice.random() < 0.2:
            began = time.perf_counter()
            await client.get(KEPT_PAGE)
            person.page_ms.append((time.perf_counter() - began) * 1000)


async def take_all(address: str, world: World, people: list[Person], *, at_once: int, thinks: bool) -> float:
    """Let people take it, so many at once; return how long it took, seconds."""
    began, places = time.perf_counter(), asyncio.Semaphore(at_once)
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as client:

        async def one(person: Person) -> None:
            async with places:
                await take(client, world, person, thinks=thinks)

        await asyncio.gather(*(one(person) for person in people))
    return time.perf_counter() - began


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def report_times(people: list[Person], took: float) -> None:
    following = [one for person in people for one in person.next_ms]
    pages = [one for person in people for one in person.page_ms]
    print(
        f"{len(people)} people at once, {len(following)} answers in {took:.0f} s: {len(following) / took:.1f} a second"
    )
    for name, values in (("next question: POST and page", following), ("floor: a page from memory", pages)):
        shares = "  ".join(
            f"p{share:.0%} {percentile(values, share):.1f}".replace("%", "") for share in (0.5, 0.95, 0.99)
        )
        print(f"  {name:32}{shares} ms")
    print(f"  next question, p95: {percentile(following, 0.95) / percentile(pages, 0.5):.0f} x the floor's median")


def report_agreement(world: World) -> None:
    """Print what was measured over HTTP beside the library's simulation of the same people."""
    from jobfutures.checks import engine
    from jobfutures.checks.measuring import LEVELS
    from jobfutures.checks.simulating import design, without_tasks
    from jobfutures.psychometrics.ability import BAND_90
    from jobfutures.psychometrics.simulate import answered, simulate

    ready = engine.prepared(world.bank_id)
    ability = np.array([person.ability for person in world.people])
    lengths, estimates, errors, chances, exposure = measured(world)
    scores = answered(world.truth, ability, world.uniforms)
    run = simulate(without_tasks(ready, None), design(ready, None), scores, np.random.default_rng(SEED + 1))
    found, error = run.estimates()
    levels = LEVELS
    told = levels.probabilities(run.prior.points, weights(run.log_weight)).argmax(axis=1)
    true = levels.of(ability)
    given = np.bincount(run.asked[run.asked >= 0], minlength=len(ready.bank)) / len(ability)
    off, there_off = estimates - ability, found - ability
    rows = {
        "questions, mean": (lengths, run.lengths),
        "inside the 90 % band": (np.abs(off) <= BAND_90 * errors, np.abs(there_off) <= BAND_90 * error),
        "told the true level": (chances.argmax(axis=1) == true, told == true),
        "squared error": (off**2, there_off**2),
    }  # fmt: skip
    print(f"{'':32}{'over HTTP':>12}{'library':>12}{'differs':>12}{'2 SE':>10}")
    for name, both in rows.items():
        here, there = (np.asarray(one, dtype=float) for one in both)
        error_of = 2 * float(np.sqrt(here.var() / len(here) + there.var() / len(there)))
        print(
            f"{name:32}{here.mean():>12.3f}{there.mean():>12.3f}{here.mean() - there.mean():>+12.3f}{error_of:>10.3f}"
        )
    print(f"{'largest share that met one item':32}{exposure.max():>12.3f}{given.max():>12.3f}")


def weights(log_weight: Any) -> Any:
    found = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return found / found.sum(axis=1, keepdims=True)


def measured(world: World) -> tuple[Any, Any, Any, Any, Any]:
    """Return lengths, estimates, standard errors and chances of levels by person; and the share that met each item."""
    from jobfutures.checks.models import Attempt, Question

    rows = {
        int(email.removeprefix("person-").partition("@")[0]): outcome
        for email, outcome in Attempt.objects.with_result().values_list("owner__email", "outcome")
    }
    outcomes = [rows[person.number] for person in world.people]
    places = list(Question.objects.answered().values_list("place", flat=True))
    return (
        np.array([one["questions"] for one in outcomes]),
        np.array([one["ability"] for one in outcomes]),
        np.array([one["error"] for one in outcomes]),
        np.array([one["chances"] for one in outcomes]),
        np.bincount(places, minlength=len(world.truth)) / len(outcomes),
    )


def main(people: int, role: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        address = f"http://localhost:{port}"
        environment = {
            "JOBFUTURES_DATA": folder, "JOBFUTURES_SECRET_KEY": "only for the bench", "JOBFUTURES_ADDRESS": address,
            "JOBFUTURES_POST_LIMITS_FACTOR": "1000", "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }  # fmt: skip
        os.environ |= environment
        command = [sys.executable, "-m", "jobfutures.config.command"]
        subprocess.run([*command, "migrate"], check=True, cwd=ROOT)
        world = prepare(people, role)
        first, rest = world.people[:TOGETHER], world.people[TOGETHER:]
        with running([*command, "web", "--port", str(port)], f"{address}/healthz", environment):
            took = asyncio.run(take_all(address, world, first, at_once=len(first), thinks=True))
            report_times(first, took)
            took = asyncio.run(take_all(address, world, rest, at_once=PUSHING, thinks=False))
        answers = sum(len(person.next_ms) for person in rest)
        print(
            f"{len(rest)} people without a pause, {PUSHING} at once: {answers / max(took, 0.001):.0f} answers a second"
        )
        report_agreement(world)


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["2000"])[0]), (sys.argv[2:] or ["python-backend"])[0])
