"""What History says first: effort against its targets over weeks (rulebook 4.2)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils.dateformat import format as date_text

from logbook.clock import Moment
from logbook.log.logged_sets import sets_of_days
from logbook.log.names import names_of
from logbook.models import DeloadAdvice, SessionExercise, User
from programming.rulebook import Outcome, RecoveryDebt, effort_adherence, fatigue_advice, rule
from programming.wording import shares

_FROM_SETS = rule("adherence").numbers["from_sets"]
_COMPOUND = rule("overshooting").numbers
# Shares speak of lately: as far back as recovery debt is looked for.
_DAYS = rule("recovery_debt").numbers["days"]
# What an exercise is compared with lies before those days: five sessions of it.
_DAYS_READ = 84


@dataclass(frozen=True, slots=True)
class AcrossSessions:
    """Effort over the last weeks; what has too few sets to be shown says how many it needs.

    `compound_needed` is None where compound lifts have enough sets; `debts` are sentences,
    empty where nothing came back weaker twice; `grinds` name lifts that stall with every set a
    grind. `note` is the soft note after weeks without an easy one.
    """

    days: int
    rated: int
    needed: int
    percent: int
    too_close: int
    on_target: int
    too_easy: int
    compound_sets: int
    compound_needed: int | None
    compound_too_close: int | None
    debts: list[str]
    grinds: list[str]
    note: str


def read_across_sessions(lifter: User, now: Moment) -> AcrossSessions:
    """Effort against its targets up to now, in two queries, and one to name each thing found."""
    today = now.day
    history = sets_of_days(lifter, today - dt.timedelta(days=_DAYS_READ), now)
    lately = [done for done in history if (today - done.day).days < _DAYS]
    found = effort_adherence(lately, today)
    verdicts = Counter(done.verdict for done in lately)
    close, hits, easy = (
        verdicts[one] for one in (Outcome.TOO_CLOSE, Outcome.ON_TARGET, Outcome.TOO_EASY)
    )
    # Lately is not enough for what a lift is compared with.
    over_all = effort_adherence(history, today)
    kept = DeloadAdvice.objects.visible_to(lifter).first()
    advice = fatigue_advice(
        history,
        today=today,
        level=lifter.level,
        goal=lifter.goal,
        refused_on=kept.refused_on if kept is not None else None,
    )
    grinding = [one.exercise for one in advice.lifts if one.stall == "grind"]
    return AcrossSessions(
        days=_DAYS,
        rated=found.rated_sets,
        needed=max(_FROM_SETS - found.rated_sets, 0),
        percent=shares(close, hits, easy)[1],
        too_close=close,
        on_target=hits,
        too_easy=easy,
        compound_sets=found.compound_sets,
        compound_needed=max(_COMPOUND["from_sets"] - found.compound_sets, 0) or None,
        compound_too_close=found.compound_too_close if found.overshooting else None,
        debts=_named(lifter, over_all.debts) if over_all.recovery_debt else [],
        grinds=sorted(names_of(lifter, grinding).values()),
        note=next((one.text for one in advice.reasons if one.code == "deload_note"), ""),
    )


def _named(lifter: User, debts: tuple[RecoveryDebt, ...]) -> list[str]:
    """Each as `Barbell bench press, Thu 20 Nov: 7 % under its usual best`."""
    wanted = Q()
    for debt in debts:
        wanted |= Q(session_id=debt.session, exercise_id=debt.exercise)
    names: dict[tuple[int | str, int | str], str] = {
        (session, exercise): name
        for session, exercise, name in SessionExercise.objects.visible_to(lifter)
        .filter(wanted)
        .values_list("session_id", "exercise_id", "risk__name")
    }
    return [
        f"{names[debt.session, debt.exercise]}, {date_text(debt.day, 'D j M')}: "
        f"{debt.percent} % under what it was before."
        for debt in debts
    ]
