"""What the rules themselves cost, without a server or a database: a set, and twelve weeks.

Both begin with plain values, as a page has them: building the records is part of the time.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from programming.rulebook import (
    EffortContext,
    LevelAnswers,
    LoadableSteps,
    LoggedSet,
    PerformedSet,
    assess_level,
    effort_adherence,
    effort_target,
    failure_budget,
    fatigue_advice,
    judge_set,
    next_time,
    readiness_state,
    records_set_by,
    rir_sense,
    strength_score,
    strength_total,
    weekly_volume,
)

RULES = ("rules_set", "rules_12_weeks")
SETS = 1000
_WEEKS = 12
_FIRST_DAY = dt.date(2026, 3, 2)
_TODAY = _FIRST_DAY + dt.timedelta(weeks=_WEEKS, days=-1)
_DAYS = (0, 1, 3, 5)
_TIMES = {"rules_set": 400, "rules_12_weeks": 25}
_BARBELL = LoadableSteps(20_000_000_000, 2_500_000_000)

# Name, role, tier, pattern, competition lift, primary and secondary muscles, load in kg.
_UPPER = (
    ("bench", "main", "avoid", "horizontal_push", "bench", ("chest",), ("triceps",), 80),
    ("row", "main", "avoid", "horizontal_pull", None, ("lats",), ("biceps",), 70),
    ("press", "secondary", "caution", "vertical_push", None, ("delts",), ("triceps",), 24),
    ("fly", "isolation", "safer", None, None, ("chest",), (), 15),
    ("curl", "isolation", "safer", None, None, ("biceps",), (), 12),
)
_LOWER = (
    ("squat", "main", "avoid", "squat", "squat", ("quads",), ("glutes",), 110),
    ("deadlift", "main", "avoid", "hinge", "deadlift", ("hamstrings",), ("glutes", "back"), 140),
    ("leg press", "secondary", "caution", "squat", None, ("quads",), (), 160),
    ("leg curl", "isolation", "safer", None, None, ("hamstrings",), (), 40),
    ("calf raise", "isolation", "safer", None, None, ("calves",), (), 60),
)


def sets_of(page: str) -> int:
    """The sets a call reads."""
    return SETS if page == "rules_12_weeks" else 3


def measured(page: str) -> list[float]:
    """The seconds each call took, after a few that are not counted."""
    called: Callable[[], object] = {"rules_set": a_set, "rules_12_weeks": twelve_weeks}[page]
    seconds = []
    for turn in range(-3, _TIMES[page]):
        before = time.perf_counter()
        called()
        if turn >= 0:
            seconds.append(time.perf_counter() - before)
    return seconds


def a_set() -> object:
    """Target and verdict of the third set of a bench press, with all that can bear on it."""
    context = EffortContext(
        level="intermediate",
        goal="mixed",
        role="main",
        tier="avoid",
        rir_floor=2,
        rir_floor_with_safeties=0,
        safeties=True,
        is_final_set=True,
        readiness="amber",
        budget_left=False,
        planned_reps=6,
        reps_to_failure=7.5,
        days_since_test=20,
        is_new_movement=True,
        aim_rise=1,
    )
    target = effort_target(context)
    done = [
        PerformedSet(reps, rir, load=80_000_000_000, rest_seconds=180, target=target)
        for reps, rir in ((8, 3), (8, 2), (6, 0))
    ]
    return judge_set(
        target,
        done[-1],
        context=context,
        earlier=done[:-1],
        rep_range=(6, 8),
        e1rm=100_000_000_000,
        hours_since_muscle_failure=30,
        muscle_failure_sets=2,
    )


def rows() -> list[dict[str, Any]]:
    """Twelve weeks of four sessions as plain values: 1,000 sets that climb, fail and are rated."""
    found: list[dict[str, Any]] = []
    sessions = [(week, day) for week in range(_WEEKS) for day in _DAYS]
    for number, (week, day) in enumerate(sessions):
        lifts = (_UPPER, _LOWER)[number % 2]
        planned = SETS * (number + 1) // len(sessions) - len(found)
        for place in range(planned):
            exercise, role, tier, pattern, lift, primary, secondary, load = lifts[
                place * len(lifts) // planned
            ]
            found.append(
                {
                    "exercise": exercise,
                    "session": number,
                    "day": _FIRST_DAY + dt.timedelta(weeks=week, days=day),
                    "reps": 6 + (place + week) % 4,
                    "rir": (place + number) % 5 or (0 if role == "isolation" else 1),
                    "load": (load * 1000 + 1250 * (week // 2)) * 1_000_000,
                    "rest_seconds": 150,
                    "role": role,
                    "tier": tier,
                    "pattern": pattern,
                    "is_lower_body": lifts is _LOWER,
                    "competition_lift": lift,
                    "primary_muscles": primary,
                    "secondary_muscles": secondary,
                    "readiness": ("green", "green", "amber", "green", "red")[number % 5],
                    "rep_range": (6, 8),
                }
            )
    return found


_ROWS = rows()
_TARGET = effort_target(
    EffortContext(
        level="intermediate",
        goal="mixed",
        role="main",
        tier="safer",
        rir_floor=0,
        is_final_set=False,
        readiness="green",
        budget_left=True,
    )
)


def twelve_weeks() -> object:
    """All that Today, the review and the level page ask of the rules."""
    history = [LoggedSet(**row, target=_TARGET) for row in _ROWS]
    day = readiness_state(6.5, recovery=6, stress=3, energy_balance="deficit")
    total = strength_total(history, _TODAY)
    return (
        failure_budget(history, today=_TODAY, level="intermediate", readiness=day.state),
        weekly_volume(history, today=_TODAY),
        effort_adherence(history, _TODAY),
        fatigue_advice(history, today=_TODAY, level="intermediate", goal="mixed"),
        records_set_by(history),
        [
            next_time(
                history,
                exercise=lift[0],
                goal="mixed",
                loadable=_BARBELL,
                today=_TODAY,
                readiness=day,
            )
            for lift in _UPPER
        ],
        assess_level(
            history,
            today=_TODAY,
            answers=LevelAnswers(
                uninterrupted_months=14, total_months=30, stable_lifts=4, answered_on=_FIRST_DAY
            ),
            sex="m",
            bodyweight=80_000_000_000,
            standing="intermediate",
        ),
        rir_sense(history),
        strength_score("dots", "m", 80, (total.total or 0) / 1_000_000_000),
    )
