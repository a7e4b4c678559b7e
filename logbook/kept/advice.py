"""What twelve weeks of the log say, kept when a session ends: whether a deload is due, how effort went."""

from __future__ import annotations

from logbook.advice.adherence import effort_lately
from logbook.advice.deload import AsItStood, as_it_stood, deload_signs, stored
from logbook.clock import Moment
from logbook.log.deload import advice_of
from logbook.models import DeloadAdvice, EffortLately, User
from logbook.speed.compiled import Compiled, athlete, columns_of, row_of, update
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


_EFFORT = Compiled(
    lambda: EffortLately.objects.filter(athlete_id=athlete()).values_list(*columns_of(EffortLately))
)


def _keep_effort(lifter: User, stood: AsItStood | None) -> None:
    if stood is None:
        EffortLately.objects.visible_to(lifter).delete()
        return
    found = effort_lately(stood.weeks, stood.day, stood.advice).stored()
    said = {"day": stood.day, "rulebook_version": RULEBOOK_VERSION, "found": found}
    rows = [row_of(EffortLately, iter(row)) for row in _EFFORT(athlete=lifter.pk)]
    if not rows:
        EffortLately.objects.update_or_create(athlete=lifter, defaults=said)
        return
    changed = tuple(name for name in said if getattr(rows[0], name) != said[name])
    for name in changed:
        setattr(rows[0], name, said[name])
    if changed:
        update(rows[0], changed)
