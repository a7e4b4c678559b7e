"""Whether a deload is due, kept when a session ends."""

from __future__ import annotations

from logbook.advice.deload import deload_signs, stored
from logbook.clock import Moment
from logbook.log.deload import advice_of
from logbook.models import DeloadAdvice, TrainingSession, User
from programming.rulebook import RULEBOOK_VERSION


def keep_deload_advice(lifter: User) -> None:
    """Put right what is kept, after the log changed; nothing is written where nothing did."""
    sessions = TrainingSession.objects.visible_to(lifter).finished().latest_first()
    found = sessions.values_list("local_date", "started_at").first()
    last = Moment(*found) if found is not None else None
    kept = advice_of(lifter)
    evidence = stored(deload_signs(lifter, last, kept)) if last is not None else []
    if kept is None and not evidence:
        return
    day = last.day if last is not None else None
    if kept is None or (kept.day, kept.evidence) != (day, evidence):
        DeloadAdvice.objects.update_or_create(
            athlete=lifter,
            defaults={"day": day, "evidence": evidence, "rulebook_version": RULEBOOK_VERSION},
        )
