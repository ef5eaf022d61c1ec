from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.tasks.signals import task_enqueued, task_finished, task_started


class TelemetryConfig(AppConfig):
    name = "jobfutures.telemetry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what Django and its queue tell of themselves; no signal here is ours."""
        origins, queries = (import_module(f"jobfutures.telemetry.{name}") for name in ("origins", "queries"))
        connection_created.connect(queries.watch, dispatch_uid="telemetry")
        task_enqueued.connect(origins.queued, dispatch_uid="telemetry")
        task_started.connect(origins.started, dispatch_uid="telemetry")
        task_finished.connect(origins.finished, dispatch_uid="telemetry")
