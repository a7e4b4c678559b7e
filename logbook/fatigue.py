"""Whether a deload is due: kept when a session ends, and what Today says of it (rulebook 9).

The log is read with its last session's day for today, so the same log always keeps the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField
from django.utils.dateformat import format as date_text

from logbook.compiled import Compiled, Given, athlete
from logbook.logged_sets import sets_of_days
from logbook.models import DeloadAdvice, SessionExercise, TrainingSession, User
from programming.rulebook import (
    Advice,
    Exposure,
    FatigueAdvice,
    LoggedSet,
    ReadinessState,
    Reason,
    exposures,
    fatigue_advice,
    reason_from,
    rule,
)

_NAMES = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(), exercise_id=Given("exercise", output_field=BigIntegerField())
        )
        .order_by("-local_date")
        .values_list("exercise_id", "risk__name")[:1]
    )
)
# What a lift is compared with lies before its last two sessions: five more, at one a week.
DAYS_READ = dt.timedelta(days=84)
_DELOAD = rule("deload").numbers
_DOWN = rule("lift_down").numbers
_RECIPE = rule("deload_recipe").numbers
_REFUSAL = dt.timedelta(days=rule("deload_waits").numbers["refusal_days"])
# After so many days without a session the weeks start anew, and what was kept is no news.
_STANDS = dt.timedelta(days=_DELOAD["rest_days"])


def keep_deload_advice(lifter: User) -> None:
    """Put right what is kept, after the log changed; nothing is written where nothing did."""
    last = (
        TrainingSession.objects.visible_to(lifter)
        .exclude(finished_at=None)
        .order_by("-started_at")
        .values_list("local_date", flat=True)
        .first()
    )
    kept = advice_of(lifter)
    evidence = _evidence(lifter, last, kept) if last is not None else []
    if kept is None and not evidence:
        return
    if kept is None or (kept.day, kept.evidence) != (last, evidence):
        DeloadAdvice.objects.update_or_create(
            athlete=lifter, defaults={"day": last, "evidence": evidence}
        )


def _evidence(lifter: User, day: dt.date, kept: DeloadAdvice | None) -> list[list[object]]:
    """Each sign for a deload with its numbers and the sessions it was seen in, as JSON."""
    log = sets_of_days(lifter, day - DAYS_READ, day)
    until = kept.deload_until if kept is not None else None
    advice = fatigue_advice(
        log,
        today=day,
        level=lifter.level,
        goal=lifter.goal,
        last_deload=min(until, day) if until is not None else None,
    )
    if advice.kind is not Advice.DELOAD:
        return []
    names = names_of(lifter, [*advice.evidence.down, *advice.evidence.painful])
    return [
        [one.code, [list(pair) for pair in one.numbers], _seen(one, advice, log, names)]
        for one in advice.reasons
        if one.code == "deload"
    ]


def _seen(
    sign: Reason, advice: FatigueAdvice, log: Sequence[LoggedSet], names: dict[int, str]
) -> list[str]:
    """The sessions a sign rests on, a line each, as `Squat: 7 % weaker than before. Mon 3 Nov.`."""
    case = dict(sign.numbers)["case"]
    every = exposures(log)
    lines: list[str] = []
    if case in ("lifts", "lift_and_red"):
        for lift in advice.lifts:
            if lift.exercise in advice.evidence.down:
                text = next(one for one in lift.reasons if one.code == "lift_down")
                read = [one for one in every[lift.exercise] if one.is_evidence]
                lines.append(_line(named(text, names).text, read[-_DOWN["times"] :]))
    if case == "pain":
        lines += [
            _line(
                f"{names[int(exercise)]}:",
                (one for one in _last_three(every[exercise]) if one.has_pain),
            )
            for exercise in advice.evidence.painful
        ]
    if case in ("lift_and_red", "weeks"):
        lines += _poor_days(log)
    return lines


def _last_three(every: Sequence[Exposure]) -> Sequence[Exposure]:
    return [one for one in every if one.is_evidence][-_DELOAD["pain_of"] :]


def _line(text: str, seen: Iterable[Exposure]) -> str:
    return f"{text} {', '.join(dict.fromkeys(_day(one.day) for one in seen))}."


def _poor_days(log: Sequence[LoggedSet]) -> list[str]:
    """The last sessions that were not on green days."""
    days = {done.session: (done.day, done.readiness) for done in log}
    last = list(days.values())[-_DELOAD["sessions"] :]
    return [
        f"{_day(day)}: {'an' if state is ReadinessState.AMBER else 'a'} {state} day."
        for day, state in last
        if state is not ReadinessState.GREEN
    ]


def _day(day: dt.date) -> str:
    return date_text(day, "D j M")


def names_of(lifter: User, exercises: Iterable[str | int]) -> dict[int, str]:
    """The names of exercises as the lifter last had them, in one query."""
    return dict(_NAMES.of_each("exercise", {int(one) for one in exercises}, athlete=lifter.pk))


def named(reason: Reason, names: dict[int, str]) -> Reason:
    """The reason with its exercise called by name."""
    numbers = dict(reason.numbers)
    numbers["exercise"] = names[int(numbers["exercise"])]
    return reason_from(reason.code, None, None, numbers.items())


@dataclass(frozen=True, slots=True)
class DeloadSign:
    """A sign in the rule's words, and the sessions it was seen in."""

    text: str
    seen: list[str]


@dataclass(frozen=True, slots=True)
class DeloadCard:
    """What Today says: a suggestion, until when one that was refused is silent, or one under way."""

    signs: list[DeloadSign]
    recipe: str
    further: str
    as_of: dt.date
    refused_on: dt.date | None
    silent_until: dt.date | None
    runs_until: dt.date | None = None


def advice_of(lifter: User) -> DeloadAdvice | None:
    """What is kept of the lifter's deloads, in one query."""
    return DeloadAdvice.objects.visible_to(lifter).first()


def is_deload_on(kept: DeloadAdvice | None, day: dt.date) -> bool:
    """Whether a deload the lifter agreed to holds on a day."""
    if kept is None or kept.deload_from is None or kept.deload_until is None:
        return False
    return kept.deload_from <= day <= kept.deload_until


def deload_card(kept: DeloadAdvice | None, today: dt.date) -> DeloadCard | None:
    """The deload as it stands on a day; None where there is nothing to say."""
    if kept is None:
        return None
    if is_deload_on(kept, today):
        return DeloadCard([], _recipe_text(), _FURTHER, today, None, None, kept.deload_until)
    if kept.day is None or not kept.evidence or today - kept.day > _STANDS:
        return None
    if kept.deload_from is not None and kept.day <= kept.deload_from:
        # These signs were answered by the deload that was done.
        return None
    refused = kept.refused_on if is_refused(kept.refused_on, today) else None
    return DeloadCard(
        signs=[
            DeloadSign(reason_from(code, None, None, numbers).text, seen)
            for code, numbers, seen in kept.evidence
        ],
        recipe=_recipe_text(),
        further=_FURTHER,
        as_of=kept.day,
        refused_on=refused,
        silent_until=refused + _REFUSAL if refused is not None else None,
    )


_FURTHER = (
    f"Same exercises, same days. Stop every set {_RECIPE['aim_rise']} reps sooner than usual, "
    f"with at least {_RECIPE['least_aim']} left."
)


def _recipe_text() -> str:
    return reason_from("deload_recipe", None, None).text


def is_refused(refused_on: dt.date | None, today: dt.date) -> bool:
    """Whether a refusal still holds (rulebook 9)."""
    return refused_on is not None and today - refused_on < _REFUSAL


def refuse_deload(lifter: User, *, today: dt.date) -> None:
    """Not now: no deload is suggested for some days."""
    DeloadAdvice.objects.visible_to(lifter).update(refused_on=today)


def start_deload(lifter: User, *, today: dt.date) -> None:
    """Agree to a deload from today on: the sessions that start within its days are its own."""
    kept = advice_of(lifter)
    if kept is None or is_deload_on(kept, today):
        return
    kept.deload_from = today
    kept.deload_until = today + dt.timedelta(days=_RECIPE["days"] - 1)
    kept.refused_on = None
    kept.save(update_fields=["deload_from", "deload_until", "refused_on"])


def end_deload(lifter: User, *, today: dt.date) -> None:
    """End a deload now; one in which no session was started never was."""
    kept = advice_of(lifter)
    if kept is None or not is_deload_on(kept, today):
        return
    done = TrainingSession.objects.visible_to(lifter).filter(
        is_deload=True, local_date__gte=kept.deload_from
    )
    if done.exists():
        kept.deload_until = today - dt.timedelta(days=1)
        kept.deload_from = min(kept.deload_from or today, kept.deload_until)
    else:
        kept.deload_from = kept.deload_until = None
    kept.save(update_fields=["deload_from", "deload_until"])


def take_refusal_back(lifter: User) -> None:
    """What was refused is suggested again."""
    DeloadAdvice.objects.visible_to(lifter).update(refused_on=None)
