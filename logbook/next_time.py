"""What the review suggests for the next time, an exercise at a time (rulebook 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as date_text

from logbook.fatigue import named
from logbook.logged_sets import Trained, sets_of_exercises, trained_between
from logbook.models import SessionExercise, Set, TrainingSession, User
from programming.choices import SetKind
from programming.loads import MICROGRAMS_PER_KG, MICROGRAMS_PER_LB, Load, LoadKind, Unit, in_unit
from programming.rulebook import (
    RULES,
    LiftTrend,
    LoadableSet,
    LoadableSteps,
    LoggedSet,
    NextTime,
    default_loads,
    fatigue_advice,
    next_time,
)
from programming.rulebook.loadable import Loadable
from programming.templatetags.repstack_look import effort_word, rir

# Sets of a year ago suggest nothing.
_YEAR = dt.timedelta(days=365)
# Whether another main lift is down shows in its last seven exposures: twelve weeks at one a week.
_MAIN_LIFTS = dt.timedelta(days=84)
_MICROGRAMS = {Unit.KG: MICROGRAMS_PER_KG, Unit.LB: MICROGRAMS_PER_LB}
_RESTS_ON = "next_rests_on"
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
    today: dt.date,
) -> NextCard | None:
    """What a finished session suggests for its exercises, in three queries.

    `logged` are its exercises with their working sets. None while the session runs, once it is a
    year old, and where nothing was logged.
    """
    by_exercise: dict[int, tuple[SessionExercise, list[Set]]] = {}
    for item, working in logged:
        if working:
            by_exercise.setdefault(item.exercise_id, (item, []))[1].extend(working)
    if session.finished_at is None or not by_exercise or today - session.local_date > _YEAR:
        return None
    later = [
        one
        for one in trained_between(lifter, session.local_date, today)
        if (one.local_date, one.started_at) > (session.local_date, session.started_at)
    ]
    done = {one.exercise_id for one in later}
    due = {exercise: pair for exercise, pair in by_exercise.items() if exercise not in done}
    if not due:
        return None
    history = _with_days(
        sets_of_exercises(lifter, due, main_lifts_since=today - _MAIN_LIFTS, until=today), later
    )
    advice = fatigue_advice(history, today=today, level=lifter.level, goal=lifter.goal)
    lifts = {lift.exercise: lift for lift in advice.lifts}
    return NextCard(
        suggestions=[
            _suggestion(lifter, session, item, sets, history, today, lifts.get(exercise))
            for exercise, (item, sets) in due.items()
        ],
        done_since=[
            item.risk.name for exercise, (item, _) in by_exercise.items() if exercise in done
        ],
    )


def _with_days(history: Sequence[LoggedSet], later: Sequence[Trained]) -> list[LoggedSet]:
    """The history with every day of training since, as a set that counts for nothing.

    A layoff is a time without any session, whatever exercise was done in it (rulebook 9).
    """
    days = {one.local_date: one.session_id for one in later}
    marks = [
        LoggedSet(exercise=0, session=session, day=day, reps=0, kind=SetKind.TIMED)
        for day, session in days.items()
    ]
    return sorted([*history, *marks], key=lambda one: one.day)


def _suggestion(
    lifter: User,
    session: TrainingSession,
    item: SessionExercise,
    sets: Sequence[Set],
    history: Sequence[LoggedSet],
    today: dt.date,
    lift: LiftTrend | None,
) -> Suggestion:
    scale = _Scale.of(lifter, item, sets)
    found = next_time(
        history,
        exercise=item.exercise_id,
        goal=lifter.goal,
        loadable=scale.loadable,
        today=today,
    )
    said = [one.text for one in found.reasons if one.code != _RESTS_ON]
    return Suggestion(
        name=item.risk.name,
        icon=_icon(found, sets),
        do=_do(found, scale),
        aim="aim 1 rep easier" if found.aim_rise else "",
        why=" ".join([*said, _rests_on(lifter, session, sets, found)]).strip(),
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


@dataclass(frozen=True, slots=True)
class _Scale:
    """The loads that can be made for an exercise, and how a lifter writes them.

    `own` is the share of bodyweight in every load, in micrograms, None for a load that is typed
    whole; `typed` are loads as they were typed.
    """

    unit: Unit
    loadable: Loadable
    own: int | None
    typed: Mapping[int, Load]

    @classmethod
    def of(cls, lifter: User, item: SessionExercise, sets: Sequence[Set]) -> _Scale:
        """Read off the exercise and its sets; a usual gym's loads (rulebook 8, policy)."""
        unit = Unit(lifter.unit)
        per_unit = _MICROGRAMS[unit]
        kind = LoadKind(item.risk.load_kind)
        known = [row for row in sets if row.load]
        if kind is LoadKind.EXTERNAL:
            usual = default_loads(item.risk.equipment, unit, per_unit)
            typed = {row.load: row.typed_load for row in known}
            kept = {load: one for load, one in typed.items() if load and one}
            return cls(unit, usual, None, kept)
        steps = default_loads("bodyweight", unit, per_unit)
        own = _share_of_bodyweight(known[-1]) if known else 0
        if any(row.load_kind == LoadKind.ASSISTED for row in sets):
            return cls(unit, LoadableSteps(own % steps.step, steps.step), own, {})
        if kind is LoadKind.BODYWEIGHT and all(row.load_milli is None for row in sets):
            return cls(unit, LoadableSet((own,)), own, {})
        return cls(unit, LoadableSteps(own, steps.step), own, {})

    def text(self, load: int) -> str:
        """A load as the lifter would type it, with its unit."""
        if self.own is None:
            return str(self.typed.get(load) or self._written(load))
        added = load - self.own
        if not added:
            return "bodyweight"
        return f"+{self._written(added)}" if added > 0 else f"{self._written(-added)} assistance"

    def _written(self, micrograms: int) -> Load:
        return in_unit(micrograms, self.unit)


def _share_of_bodyweight(row: Set) -> int:
    """What of a set's load was the body, in micrograms."""
    typed = row.typed_load.micrograms if row.typed_load is not None else 0
    load = row.load or 0
    return max(load + typed if row.load_kind == LoadKind.ASSISTED else load - typed, 0)


def _do(found: NextTime, scale: _Scale) -> str:
    """`80 kg · 8, 7, 8`; where loads differ, `80 kg × 8, 75 kg × 8`."""
    loads, reps = found.loads, found.reps
    if not reps:
        return ""
    if not loads or any(load is None for load in loads):
        return f"{', '.join(map(str, reps))} reps"
    texts = [scale.text(load or 0) for load in loads]
    if len(set(texts)) == 1:
        return f"{texts[0]} · {', '.join(map(str, reps))}"
    return ", ".join(f"{text} × {count}" for text, count in zip(texts, reps, strict=True))


def _icon(found: NextTime, sets: Sequence[Set]) -> str:
    """Whether load goes up or down, else reps, else neither."""
    counted = [row for row in sets if not row.is_test]
    load = max((row.load for row in counted if row.load), default=None)
    if found.load is not None and load is not None and found.load != load:
        return "up" if found.load > load else "minus"
    return "rep" if sum(found.reps) > sum(row.reps for row in counted) else "note"


def _rests_on(lifter: User, session: TrainingSession, sets: Sequence[Set], found: NextTime) -> str:
    """The sets it rests on: this session's by number, those of another day in full."""
    named = []
    if any(done.session == session.pk for done in found.rests_on):
        numbers = [number for number, row in enumerate(sets, 1) if not row.is_test]
        named.append(f"{_listed(numbers)} above")
    days: dict[dt.date, list[str]] = {}
    for done in found.rests_on:
        if done.session != session.pk:
            days.setdefault(done.day, []).append(_told(lifter, done))
    named += [f"{date_text(day, 'D j M')}: {', '.join(told)}" for day, told in days.items()]
    return f"From {' and '.join(named)}." if named else ""


def _listed(numbers: Sequence[int]) -> str:
    """`set 2`, `sets 1–3`, or `sets 1 and 3` where one between them is left out."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"set {first}"
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return f"sets {first}–{last}"
    return f"sets {', '.join(map(str, numbers[:-1]))} and {last}"


def _told(lifter: User, done: LoggedSet) -> str:
    """A set in words: `8 reps, 2 left`."""
    left = done.good_reps_left
    if left is None:
        return f"{done.reps} reps"
    felt = effort_word(left).lower() if lifter.uses_words else f"{rir(left)} left"
    return f"{done.reps} ({felt})"
