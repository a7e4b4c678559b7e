"""What twelve weeks of the log say, kept when a session ends: whether a deload is due, how effort went."""

from __future__ import annotations

from logbook.advice.adherence import effort_lately
from logbook.advice.deload import AsItStood, as_it_stood, deload_signs, stored
from logbook.clock import Moment
from logbook.log.deload import advice_of
from logbook.models import DeloadAdvice, EffortLately, User
from programming.rulebook import RULEBOOK_VERSION


def keep_advice(lifter: User, last: Moment | None) -> None:
    """Put right what is kept, after the log changed; nothing is written where nothing did.

    `last` is the start of the latest session that has ended. Call it where `keep_records` was
    called: it holds the lifter.
    """
    kept = advice_of(lifter)
    stood = as_it_stood(lifter, last, kept) if last is not None else None
    _keep_deload(lifter, stood, kept)
    _keep_effort(lifter, stood)


def _keep_deload(lifter: User, stood: AsItStood | None, kept: DeloadAdvice | None) -> None:
    evidence = stored(deload_signs(stood)) if stood is not None else []
    if kept is None and not evidence:
        return
    day = stood.day if stood is not None else None
    if kept is None or (kept.day, kept.evidence) != (day, evidence):
        DeloadAdvice.objects.update_or_create(
            athlete=lifter,
            defaults={"day": day, "evidence": evidence, "rulebook_version": RULEBOOK_VERSION},
        )


def _keep_effort(lifter: User, stood: AsItStood | None) -> None:
    rows = EffortLately.objects.visible_to(lifter)
    if stood is None:
        rows.delete()
        return
    found = effort_lately(stood.weeks, stood.day, stood.advice).stored()
    said = {"day": stood.day, "rulebook_version": RULEBOOK_VERSION, "found": found}
    kept = rows.values(*said).first()
    if kept is None:
        EffortLately.objects.update_or_create(athlete=lifter, defaults=said)
    elif kept != said:
        rows.update(**said)
