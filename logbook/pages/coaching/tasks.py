"""The weekly mail to a coach: what the worker does with one."""

from __future__ import annotations

import logging

from django.utils import timezone
from django_tasks import task

from logbook.acts.coach_list import claim_digest, give_digest_back
from logbook.pages.coaching.digest import digest_of, mail_of

_log = logging.getLogger(__name__)


@task()
def send_digest(coach_id: int) -> None:
    """Send a coach the weekly mail, if it is due and wanted still: queued twice it is sent once.

    The queue keeps what a task raises, word by word; so nothing is raised.
    """
    now = timezone.now()
    kept = claim_digest(coach_id, now=now)
    if kept is None:
        return
    try:
        digest = digest_of(kept.coach, now)
        if digest is not None:
            mail_of(kept.coach, digest).send()
    except Exception:  # noqa: BLE001 - whatever it was, it is tried again, and the log has it
        _log.exception("A weekly mail was not sent.")
        give_digest_back(kept)
