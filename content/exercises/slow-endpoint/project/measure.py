"""Measures GET /stations/ on your own machine: `python measure.py`, after `python manage.py migrate`."""

import cProfile
import os
import pstats
import time
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from stations.views import stations  # noqa: E402

request = RequestFactory().get("/stations/")
stations(request)  # warm up

began = time.perf_counter()
answer = stations(request)
took_ms = (time.perf_counter() - began) * 1000
with CaptureQueriesContext(connection) as captured:
    stations(request)
print(f"{took_ms:.0f} ms, {len(answer.content)} bytes, {len(captured)} queries")
for table, number in Counter(query["sql"].split('FROM "')[1].split('"')[0] for query in captured).items():
    print(f"{number:4} from {table}")

profile = cProfile.Profile()
profile.runcall(stations, request)
pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(8)
