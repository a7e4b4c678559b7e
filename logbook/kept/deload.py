"""Whether a deload is due, kept when a session ends."""

from __future__ import annotations

from logbook.advice.deload import deload_signs, stored
from logbook.log.deload import advice_of
from logbook.models import DeloadAdvice, TrainingSession, User


def keep_deload_advice(lifter: User) -> None:
    """Put right what is kept, after the log changed; nothing is written where nothing did."""
    last = (
        TrainingSession.objects.visible_to(lifter)
        .finished()
        .order_by("-started_at")
        .values_list("local_date", flat=True)
        .first()
    )
    kept = advice_of(lifter)
    evidence = stored(deload_signs(lifter, last, kept)) if last is not None else []
    if kept is None and not evidence:
        return
    if kept is None or (kept.day, kept.evidence) != (last, evidence):
        DeloadAdvice.objects.update_or_create(
            athlete=lifter, defaults={"day": last, "evidence": evidence}
        )
