"""One set of a demo coach's athlete: how it ended by their story, and what the rules say of it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict
from random import Random

from logbook.advice.effort import store_judgement
from logbook.choices import EndedBy
from logbook.demo.athletes import LOAD_OF_OTHERS, LOADS, Athlete, Story
from logbook.log.verdicts import performed_of
from logbook.models import SessionExercise, Set
from programming.choices import Role
from programming.loads import LoadKind, Unit
from programming.models import RiskEntry
from programming.rulebook import RULEBOOK_VERSION, EffortContext, effort_target, judge_set

_STEP = 2_500
_MICRO = 1_000_000
_DEFAULTS = {"rir_floor_with_safeties": None, "safeties": False, "planned_reps": None}
_KEPT = {
    *("level", "goal", "role", "tier", "rir_floor", "rir_floor_with_safeties", "safeties"),
    *("is_final_set", "readiness", "budget_left", "planned_reps"),
}


def judged_set(
    athlete: Athlete,
    rng: Random,
    item: SessionExercise,
    earlier: list[Set],
    number: int,
    at: dt.datetime,
    left: int,
) -> Set:
    """A set of the story, not saved: target and verdict by the rules; `left` counts sessions from the end."""
    risk, session = item.risk, item.session
    is_final = number == item.planned_sets
    context = EffortContext(
        level=item.athlete.level,
        goal=session.goal_of(item.athlete),
        role=item.role,
        tier=risk.tier,
        rir_floor=risk.floor,
        rir_floor_with_safeties=risk.floor_with_safeties,
        safeties=False,
        is_final_set=is_final,
        readiness=session.readiness,
        budget_left=True,
        planned_reps=item.reps_bottom,
    )
    target = effort_target(context)
    rir, ended = _ending(athlete, rng, item, target.aim, target.low, is_final=is_final, left=left)
    load = _load(athlete, risk, left)
    row = Set(
        athlete=item.athlete,
        session=session,
        exercise_id=item.exercise_id,
        risk=risk,
        key=uuid.UUID(int=rng.getrandbits(128), version=4),
        digest="",
        number=number,
        is_final=is_final,
        reps=max((item.reps_bottom or 8) + rng.randrange(0, 3) - number // 3, 1),
        load_milli=load,
        load_unit=Unit.KG,
        load_kind=risk.load_kind if load is not None else LoadKind.BODYWEIGHT,
        load=load * _MICRO if load is not None else None,
        rir_halves=None if rir is None else 2 * rir,
        ended_by=ended,
        rest_seconds=item.rest_seconds,
        target_low=target.low,
        target_aim=target.aim,
        target_high=target.high,
        reasons=[one.stored() for one in target.reasons],
        rulebook_version=RULEBOOK_VERSION,
        local_date=session.local_date,
        started_at=session.started_at,
        logged_at=at,
    )
    reps = (item.reps_bottom or 1, item.reps_top or item.reps_bottom or 1)
    row.judged_by = {
        "context": {
            name: value
            for name, value in asdict(context).items()
            if name in _KEPT and value != _DEFAULTS.get(name, ...)
        },
        "may_fail": target.may_fail,
        "load_too_heavy": target.load_too_heavy,
        "floor_in_force": target.floor_in_force,
        "test_refused": target.test_refused,
        "e1rm": None,
        "rep_range": list(reps),
        "hours_since_muscle_failure": None,
        "muscle_failure_sets": 0,
    }
    judgement = judge_set(
        target,
        performed_of(row),
        context=context,
        earlier=[performed_of(one) for one in earlier],
        rep_range=reps,
        already_said=[stored[0] for one in earlier for stored in one.warnings],
    )
    store_judgement(row, judgement)
    return row


def _ending(
    athlete: Athlete,
    rng: Random,
    item: SessionExercise,
    aim: int,
    low: int,
    *,
    is_final: bool,
    left: int,
) -> tuple[int | None, EndedBy]:
    """Good reps left as they tell them, and why the set ended, by the story."""
    story = athlete.story
    late = left <= 4
    heavy = item.risk.tier == "avoid"
    if rng.random() < 0.06:
        return None, EndedBy.STOPPED
    if story == Story.FLOOR and late and heavy and is_final and item.role == Role.MAIN:
        return max(low - 2, 0), EndedBy.STOPPED
    if story == Story.FORM and left <= 3 and heavy and is_final:
        return 0, EndedBy.TECHNICAL_FAILURE
    if story == Story.CLOSE and left <= 9 and rng.random() < 0.8:
        # Closer than planned, and not under the floor of a lift where failing costs most.
        return max(low - 1, item.risk.floor, 1), EndedBy.STOPPED
    if story == Story.EASY and left <= 9 and rng.random() < 0.7:
        return min(aim + 3, 5), EndedBy.STOPPED
    if story == Story.WORN_OUT and left <= 2 and heavy and is_final:
        return max(low - 1, item.risk.floor), EndedBy.STOPPED
    miss = rng.random()
    if miss < 0.05 and low > item.risk.floor:
        return max(low - 1, 1), EndedBy.STOPPED
    return min(aim + (1 if miss > 0.75 else 0) + (2 if miss > 0.95 else 0), 5), EndedBy.STOPPED


def _load(athlete: Athlete, risk: RiskEntry, left: int) -> int | None:
    """What is on the bar in thousandths of a kilogram, a step more every few sessions."""
    if risk.load_kind == LoadKind.BODYWEIGHT:
        return None
    if risk.bodyweight_percent:
        return None
    base = LOADS.get(risk.name, LOAD_OF_OTHERS) * athlete.strength * 1000
    steps = max(18 - left, 0) // 4
    return round(base / _STEP) * _STEP + steps * _STEP
