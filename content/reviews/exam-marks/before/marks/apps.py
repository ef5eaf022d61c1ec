from importlib import import_module

from django.apps import AppConfig


class MarksConfig(AppConfig):
    name = "marks"

    def ready(self) -> None:
        """Connect the receiver, once the models are there."""
        import_module("marks.signals")
