"""What the review suggests for the next time, an exercise at a time (rulebook 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from logbook.advice.comparable import context_now, with_own_reps
from logbook.advice.kit import Kit
from logbook.advice.load_rules import loads_by_rule
from logbook.advice.load_scale import Scale, ToDo
from logbook.advice.suggestions import (
    MAIN_LIFTS_READ,
    RESTS_ON,
    SUGGESTS_FOR,
    sets_to_do,
)
from logbook.clock import Moment
from logbook.log.beginning import Pin, beginning_of
from logbook.log.logged_sets import sets_of_exercises, trained_since, with_days
from logbook.log.names import named
from logbook.log.records import place_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.wording.loads import change_between, to_do_text
from logbook.wording.plan_loads import PinChoice, plan_says, typed_text
from logbook.wording.suggestions import days_text
from programming.choices import LoadRule
from programming.loads import typed_load
from programming.rulebook import (
    RULES,
    LiftTrend,
    LoggedSet,
    NextTime,
    Strength,
    exposures,
    fatigue_advice,
    next_time,
)

# Wider than this, the suggestion gets a line of its own on a phone.
_LONGEST = 22


@dataclass(frozen=True, slots=True)
class Trend:
    """How a lift is doing over weeks, in the rule's words: rising, a plateau, a grind."""

    says: str
    rule: str
    title: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One exercise next time: `do` is loads and reps, `aim` how the aim moves, `why` a sentence.

    `icon` shows which way the load goes; `rule` is the row of the rulebook that fitted.
    """

    name: str
    icon: str
    do: str
    aim: str
    why: str
    rule: str
    title: str
    trends: list[Trend]
    item_id: int = 0
    pin: PinChoice | None = None
    plan: str = ""
    """What the plan says of the load, where last time does not say it."""

    @property
    def is_long(self) -> bool:
        """Whether it is too wide to stand beside the name."""
        return len(self.do) > _LONGEST


@dataclass(frozen=True, slots=True)
class NextCard:
    """The suggestions after a session; `done_since` names exercises whose next time has been."""

    suggestions: list[Suggestion]
    done_since: list[str]


def read_next(
    lifter: User,
    session: TrainingSession,
    logged: Sequence[tuple[SessionExercise, Sequence[Set]]],
    *,
    now: Moment,
) -> NextCard | None:
    """What a finished session suggests for its exercises, in three queries.

    `logged` are its exercises with their working sets. None while the session runs, once it is a
    year old, and where nothing was logged.
    """
    by_exercise: dict[int, tuple[SessionExercise, list[Set]]] = {}
    for item, working in logged:
        if working:
            by_exercise.setdefault(item.exercise_id, (item, []))[1].extend(working)
    today = now.day
    if session.finished_at is None or not by_exercise or today - session.local_date > SUGGESTS_FOR:
        return None
    # Who flew over the date line since may have trained on an earlier day than the session's.
    since = session.local_date - dt.timedelta(days=1)
    later = [
        one
        for one in trained_since(lifter, since, now)
        if (one.started_at, one.session_id) > place_of(session)
    ]
    # What was done again has had its next time: a suggestion would stand beside what was done.
    done = {one.exercise_id for one in later}
    due = {exercise: pair for exercise, pair in by_exercise.items() if exercise not in done}
    if not due:
        return None
    history = with_days(
        sets_of_exercises(lifter, due, main_lifts_since=today - MAIN_LIFTS_READ, until=now),
        later,
    )
    advice = fatigue_advice(history, today=today, level=lifter.level, goal=lifter.goal)
    lifts = {lift.exercise: lift for lift in advice.lifts}
    pins = beginning_of(lifter, due).pins
    return NextCard(
        suggestions=[
            _suggestion(
                lifter,
                session,
                item,
                sets,
                history,
                today,
                lifts.get(exercise),
                pins.get(exercise),
            )
            for exercise, (item, sets) in due.items()
        ],
        done_since=[
            item.risk.name for exercise, (item, _) in by_exercise.items() if exercise in done
        ],
    )


def _suggestion(
    lifter: User,
    session: TrainingSession,
    item: SessionExercise,
    sets: Sequence[Set],
    history: Sequence[LoggedSet],
    today: dt.date,
    lift: LiftTrend | None,
    pin: Pin | None,
) -> Suggestion:
    scale = Scale.of(Kit.of(lifter, item), item.risk, sets)
    # As the next session will read them: what is said here is what is filled in there.
    history = with_own_reps(item, history)
    found = next_time(
        history,
        exercise=item.exercise_id,
        goal=session.goal_of(lifter),
        loadable=scale.loadable,
        today=today,
        context=context_now(lifter, item, history),
    )
    # A back-off set, and one planned with other reps, is no evidence for the first line's.
    done = [
        row for row in sets if not (row.is_test or row.is_back_off or row.plan_bottom is not None)
    ] or [row for row in sets if not row.is_test]
    to_do = sets_to_do(found, scale, done)
    before = [ToDo(row.reps, row.typed_load, row.load_kind) for row in done]
    said = [one.text for one in found.reasons if one.code != RESTS_ON]
    do, plan = to_do_text(to_do), _by_plan(lifter, item, history, scale, today)
    if pin is not None:
        # What section 8 would do is still said, and its reason with it.
        do, plan = typed_text(pin), f"Pinned: it does not rise by itself. By last time: {do}."
    return Suggestion(
        name=item.risk.name,
        icon="pin" if pin is not None else change_between(before, to_do),
        do=do,
        plan=plan,
        item_id=item.pk,
        pin=_pin_choice(pin, done),
        aim="aim 1 rep easier" if found.aim_rise else "",
        why=" ".join([*said, _rests_on(lifter, session, sets, done, found)]).strip(),
        rule=found.case,
        title=RULES[found.case].title,
        trends=_trends(lift, item.risk.name),
    )


def _trends(lift: LiftTrend | None, name: str) -> list[Trend]:
    """What the weeks say beside the last session; of a lift that is rising, that alone.

    What stalls and yet rises is on its way back up: nothing is advised against it (rulebook 9).
    """
    if lift is None:
        return []
    wanted = {"lift_rising"} if lift.is_rising else {"plateau", "grind", "lift_down"}
    return [
        Trend(named(one, {int(lift.exercise): name}).text, one.code, RULES[one.code].title)
        for one in lift.reasons
        if one.code in wanted
    ]


def _by_plan(
    lifter: User,
    item: SessionExercise,
    history: Sequence[LoggedSet],
    scale: Scale,
    today: dt.date,
) -> str:
    """What the plan of this session gives as its load the next time; empty where last time does."""
    says = plan_says(item)
    if not says or item.load_rule == LoadRule.TOP_SET:
        return f"{says.capitalize()}." if says else ""
    ordinary = copy(item)
    ordinary.session = TrainingSession(athlete=lifter)
    every = exposures(history).get(item.exercise_id, ())
    loads = loads_by_rule(ordinary, Strength.of(every, today).e1rm, scale)
    if not loads:
        return f"The plan asks {says}, of which there is no estimate yet."
    milli, unit, kind = loads[0]
    load = typed_load(milli, unit)
    return f"By the plan: {says}: {typed_text((load, kind))}." if load is not None else ""


def _pin_choice(pin: Pin | None, done: Sequence[Set]) -> PinChoice | None:
    """The pin to take off, or the heaviest load done to pin."""
    if pin is not None:
        return PinChoice(typed_text(pin), "", is_pinned=True)
    heaviest = max(done, key=lambda row: row.load or 0, default=None)
    if heaviest is None or heaviest.typed_load is None:
        return None
    return PinChoice.of(heaviest.typed_load, heaviest.load_kind)


def _rests_on(
    lifter: User,
    session: TrainingSession,
    sets: Sequence[Set],
    spoke: Sequence[Set],
    found: NextTime,
) -> str:
    """The sets it rests on: this session's by number, those of another day in full."""
    named = []
    if any(done.session == session.pk for done in found.rests_on):
        numbers = [number for number, row in enumerate(sets, 1) if row in spoke]
        named.append(f"{_listed(numbers)} above")
    days: dict[dt.date, list[tuple[int, float | None]]] = {}
    for done in found.rests_on:
        if done.session != session.pk:
            days.setdefault(done.day, []).append((done.reps, done.good_reps_left))
    if days:
        named.append(days_text(list(days.items()), lifter))
    return f"From {' and '.join(named)}." if named else ""


def _listed(numbers: Sequence[int]) -> str:
    """`set 2`, `sets 1–3`, or `sets 1 and 3` where one between them is left out."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"set {first}"
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return f"sets {first}–{last}"
    return f"sets {', '.join(map(str, numbers[:-1]))} and {last}"
