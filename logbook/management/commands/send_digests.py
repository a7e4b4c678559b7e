"""Queues the weekly mail of every coach who asked for one and was sent none for a week."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from logbook.log.coach_list import digests_due
from logbook.pages.coaching.tasks import send_digest


class Command(BaseCommand):
    """For cron, once a day or once a week; `manage.py work` sends what is queued."""

    help = "Queues the weekly mails to coaches that are due; `manage.py work` sends them."

    def handle(self, *args: object, **options: object) -> None:
        """Queue each: whether it is wanted still, and of whom it speaks, is asked when it is sent."""
        due = list(digests_due(timezone.now()).values_list("coach_id", flat=True))
        for coach_id in due:
            send_digest.enqueue(coach_id)
        self.stdout.write(f"Queued {len(due)} weekly mail{'' if len(due) == 1 else 's'}.")
