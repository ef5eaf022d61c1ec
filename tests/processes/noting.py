"""The task that killed workers do: it takes a moment, and leaves a row."""

import time

from django.db import connection
from django.tasks import task


@task
def note(number: int) -> None:
    time.sleep(0.002)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO noted (task) VALUES (%s)", [number])
