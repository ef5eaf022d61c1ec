"""What a read through a grant costs, with few grants in the database and with a million.

    python bench/disclosure.py [GRANTS]        # 1,000,000 if nothing is said; takes minutes and some GB

It needs PostgreSQL (JOBFUTURES_TEST_POSTGRESQL, or 127.0.0.1 as postgres), and makes a database of its own there.
Floor: the same values loaded without any grant. A read takes the grant's lock, judges member, company, clock, role,
purpose and blocks, loads the values and writes a receipt. Reads and floor alternate; each size has its own companies
and owners, so that what is measured is not in a cache because it was just written.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from random import Random
from statistics import median
from uuid import UUID

import psycopg

SERVER = os.environ.get("JOBFUTURES_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres")
NAME = "jobfutures_bench_disclosure"
SIZES = (10_000, 100_000, 1_000_000)
READS = 600
FILL = """
INSERT INTO sharing_grant (id, owner_id, company_id, reader_email, request_id, fields, purpose, roles, mode, frozen,
    given_at, confirmed_at, expires_at, max_reads, reads, revoked_at, preview, notice, key)
SELECT gen_random_uuid(), (%(owners)s::uuid[])[1 + n %% %(people)s], (%(companies)s::uuid[])[1 + n %% %(firms)s], '',
    NULL, '["profile.name", "profile.links"]', 'APPLICATION', '["OWNER", "RECRUITER"]', 'LIVE', NULL,
    now(), now(), now() + interval '30 days', NULL, 0, NULL, repeat('0', 64), '1', gen_random_uuid()
FROM generate_series(1, %(number)s) AS n
"""


def fresh_database() -> str:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    return SERVER.rpartition("/")[0] + f"/{NAME}"


def dropped() -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def people_of(number: int) -> tuple[list[UUID], list[UUID], list[UUID]]:
    """Make owners with a profile, companies, and one recruiter each; return their numbers."""
    from django.utils import timezone

    from jobfutures.accounts.models import User
    from jobfutures.companies.models import Company, Membership
    from jobfutures.profiles.models import Profile

    at = timezone.now()
    owners = User.objects.bulk_create(User(email=f"owner{n}@example.org") for n in range(number))
    links = [{"network": "Code", "url": "https://example.org/code"}]
    Profile.objects.bulk_create(
        Profile(owner=one, name=f"Owner {n}", links=links, changed_at=at) for n, one in enumerate(owners)
    )
    companies = Company.objects.bulk_create(
        Company(slug=f"c{n}", name=f"Company {n}", host=f"c{n}.example", state="VERIFIED", state_at=at, made_at=at)
        for n in range(number // 10)
    )
    members = User.objects.bulk_create(User(email=f"member{n}@example.org") for n in range(len(companies)))
    Membership.objects.bulk_create(
        Membership(company=company, person=person, role="RECRUITER", added_at=at)
        for company, person in zip(companies, members, strict=True)
    )
    return [one.pk for one in owners], [one.pk for one in companies], [one.pk for one in members]


def ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def measured(random: Random) -> tuple[list[float], list[float]]:
    """Return how long reads and the floor took, ms."""
    from django.utils import timezone

    from jobfutures.companies.models import Membership
    from jobfutures.disclosure.payload import values_of
    from jobfutures.disclosure.reading import read, reader_for
    from jobfutures.sharing.models import Grant

    number = Grant.objects.count()
    reads, floor = [], []
    for _ in range(READS):
        start = UUID(int=random.getrandbits(128))
        grant = Grant.objects.select_related("owner", "company").filter(pk__gte=start).order_by("pk").first()
        if grant is None:
            continue
        member = Membership.objects.select_related("person").get(company=grant.company_id)

        def look(grant: Grant = grant, member: Membership = member) -> None:
            by = reader_for(member.person, grant.company.slug)
            found = read(by=by, share=grant.pk, purpose="APPLICATION", request_id="", at=timezone.now())
            assert len(found.values if found else ()) == 2, number

        floor.append(ms(lambda grant=grant: values_of(grant.owner, grant.fields)))
        reads.append(ms(look))
    return reads, floor


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def main(most: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "JOBFUTURES_DATABASE_URL": fresh_database(), "JOBFUTURES_DATA": folder,
            "JOBFUTURES_SECRET_KEY": "only for the bench", "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings",
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        owners, companies, _members = people_of(2000)
        facts = {"owners": owners, "companies": companies, "people": len(owners), "firms": len(companies)}
        there, first = 0, 0.0
        print(f"{'grants':>10}{'read p50':>10}{'p95':>8}{'floor p50':>11}{'p95':>8}{'adds, p95':>11}{'x first':>9}")
        for size in [one for one in SIZES if one <= most]:
            with connection.cursor() as cursor:
                cursor.execute(FILL, {**facts, "number": size - there})
                cursor.execute("ANALYZE sharing_grant")
            there = size
            reads, floor = measured(Random(size))
            added = percentile([read - one for read, one in zip(reads, floor, strict=True)], 0.95)
            first = first or median(reads)
            print(
                f"{size:>10,}{median(reads):>10.2f}{percentile(reads, 0.95):>8.2f}{median(floor):>11.2f}"
                f"{percentile(floor, 0.95):>8.2f}{added:>11.2f}{median(reads) / first:>9.2f}", flush=True,
            )  # fmt: skip
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
    dropped()


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["1000000"])[0]))
