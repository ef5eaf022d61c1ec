from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from printing.removal import remove_older_than


class Command(BaseCommand):
    help = "Removes uploads and their files some days after they arrived. Runs every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=90, help="how long uploads are kept; at least 30")

    def handle(self, *, days: int, **options: object) -> None:
        if days < 30:
            raise CommandError("Uploads are kept for at least 30 days, because customers complain that long.")
        removed = remove_older_than(timezone.now() - timedelta(days=days))
        self.stdout.write(f"removed {removed} uploads older than {days} days")
