from django.core.management.base import BaseCommand

from printing.models import Upload


class Command(BaseCommand):
    help = "Lists what waits to be printed, the oldest first."

    def handle(self, **options: object) -> None:
        for upload in Upload.objects.waiting()[:50]:
            self.stdout.write(f"{upload.arrived_at:%Y-%m-%d %H:%M} {upload.pages:>4} {upload.customer}")
