"""The weeks of a demo lifter: each session trained set by set with the target on the screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from random import Random

from logbook.acts.check_ins import CheckInEntry, check_in
from logbook.acts.people import weigh
from logbook.acts.programs import follow
from logbook.acts.session_exercises import (
    mark_pain,
    note_exercise,
    plan_sets,
    set_safeties,
    skip_exercise,
)
from logbook.acts.sessions import SessionEntry, edit_session, finish_session, start_session
from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts, facts_of
from logbook.choices import ReadinessState, Recovery, SetKind, Sleep, Stress
from logbook.clock import instant
from logbook.demo.body import Ending, Lift, Mood, do_set, first_load, form_today, next_load, wanted
from logbook.demo.page import Page, Trainee, load_of
from logbook.demo.people import Day, Lifter
from logbook.models import TrainingSession, User
from logbook.pages.session.screen import read_screen
from programming.choices import Role
from programming.loads import Load, Unit
from programming.models import Program, Workout
from programming.rulebook import effort_target

_ORDINARY_DAY = Day()
# A test set goes on until no rep comes, past the plan's range.
_NO_TOP = 60
_TO_FAILURE = -5


# Weeks: a program is followed lately, so that some of it is behind and some ahead.
_FOLLOWS_FOR = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """One session to come: in which week (counted back from the last), where in it, and what."""

    week: int
    place: int
    day: dt.date
    workout: str
    happening: Day


def schedule(person: Lifter, *, until: dt.date, weeks: int) -> list[Turn]:
    """The sessions of `weeks` weeks up to the day before `until`, the first workout due then."""
    days = [
        (week, place, until - dt.timedelta(days=7 * week + back))
        for week in reversed(range(weeks))
        for place, back in enumerate(person.days)
    ]
    return [
        Turn(
            week,
            place,
            day,
            person.workouts[(number - len(days)) % len(person.workouts)],
            person.happenings.get((week, place), _ORDINARY_DAY),
        )
        for number, (week, place, day) in enumerate(days)
    ]


def train_weeks(person: Lifter, user: User, *, until: dt.date, weeks: int) -> None:
    """Train `weeks` weeks up to the day before `until`, the same for the same date.

    Needs the ready-made workouts (raises `Workout.DoesNotExist` without).
    """
    rng = Random(f"{person.email} {until}")  # noqa: S311  chance, not a secret
    trainee = Trainee(person, user, rng, weeks)
    follows = False
    for turn in schedule(person, until=until, weeks=weeks):
        if person.program and not follows and turn.week < _FOLLOWS_FOR:
            program = Program.objects.get(slug=person.program)
            follows = bool(follow(user, program, weekdays=0, today=turn.day))
        trainee.week = turn.week
        trainee.mood = person.moods.get(turn.week, Mood.ORDINARY)
        _train(trainee, turn)


def _train(trainee: Trainee, turn: Turn) -> None:
    """One session, from the check-in to the last note."""
    happening = turn.happening
    workout = Workout.objects.get(slug=turn.workout)
    user, person, rng = trainee.user, trainee.person, trainee.rng
    wall = dt.datetime.combine(turn.day, dt.time(person.hour, rng.randrange(50)))
    at = instant(wall, person.zone)
    if turn.place == 0:
        weight = person.bodyweight + rng.randrange(-8, 9) / 10
        weigh(user, load_of(weight, user), now=at)
    taps = happening.taps or (_ordinary_taps(trainee) if trainee.chance(person.checks_in) else None)
    if taps is not None:
        entry = replace(taps, energy_balance=person.balance)
        check_in(user, entry, now=at + dt.timedelta(minutes=1))
    session = start_session(
        user, key=trainee.key(), workout=workout, now=at + dt.timedelta(minutes=2)
    )
    _prepare(trainee, session, happening)
    now = session.started_at + dt.timedelta(minutes=rng.randrange(3, 8))
    last: Facts | None = None
    for card in read_screen(user, session, now=now).cards:
        if card.item.is_skipped:
            continue
        # What the exercises before have used of the week's budget counts for this one.
        facts = card.facts
        if last is not None:
            facts = facts_of(
                user, card.item, facts.history, last.week, at=now, bodyweight=facts.bodyweight
            )
        now, last = _exercise(trainee, facts, now, happening)
        now += dt.timedelta(seconds=rng.randrange(60, 180))
    ended = finish_session(user, session.pk, now=now)
    if happening.note:
        edit_session(
            user,
            session.pk,
            version=ended.version,
            entry=SessionEntry(ended.name, happening.note, ended.started_at, ended.finished_at),
        )


def _ordinary_taps(trainee: Trainee) -> CheckInEntry:
    """The taps of a day that is like most days."""
    rng = trainee.rng
    return CheckInEntry(
        sleep=rng.choices([Sleep.FROM_7, Sleep.FROM_6_TO_7], [5, 1])[0],
        recovery=rng.choices([Recovery.GOOD, Recovery.FAIR], [8, 1])[0],
        stress=rng.choices([Stress.LOW, Stress.SOME], [6, 1])[0],
    )


def _prepare(trainee: Trainee, session: TrainingSession, happening: Day) -> None:
    """What is done to the plan before the first set: skips, marks, safeties, fewer sets."""
    user = trainee.user
    fewer = session.readiness == ReadinessState.RED or trainee.mood is Mood.EASY
    for item in session.exercises.select_related("risk"):
        name = item.risk.name
        if name == happening.skipped:
            skip_exercise(user, item.pk, is_skipped=True)
            continue
        if fewer and (item.planned_sets or 0) > 1:
            plan_sets(user, item.pk, change=-1)
        if name == happening.added_set:
            plan_sets(user, item.pk, change=1)
        wished = happening.safeties or ""
        if item.safeties != wished and (not wished or item.risk.counts(wished)):
            set_safeties(user, item.pk, wished)
        if name == happening.painful:
            mark_pain(user, item.pk, has_pain=True)
        if name in happening.said:
            note_exercise(user, item.pk, version=item.version, note=happening.said[name])


def _exercise(
    trainee: Trainee, facts: Facts, now: dt.datetime, happening: Day
) -> tuple[dt.datetime, Facts]:
    """Every set of one exercise; the instant after the last one, and the facts then."""
    item, rng, unit = facts.item, trainee.rng, Unit(trainee.user.unit)
    name = item.risk.name
    lift = trainee.person.lifts[name]
    strength = lift.strength_in(trainee.week, trainee.weeks)
    form = form_today(lift, strength, item.session.readiness, rng)
    reps = facts.rep_range or (1, 1)
    own = _own_weight(facts, unit)
    load = _load_today(trainee, facts, lift, strength, own)
    page = Page(trainee, facts, now)
    if item.role == Role.MAIN:
        for share, count in ((0.5, 8), (0.75, 4)):
            page.save(_on_step(load * share, lift), Ending(count, None), kind=SetKind.WARM_UP)
    planned = item.planned_sets or 1
    endings: list[Ending] = []
    for number in range(1, planned + 1):
        is_final = number == planned
        is_test = is_final and name == happening.tested
        aim = page.aim(load, is_final=is_final)
        ending = do_set(
            form,
            own + load,
            reps=(reps[0], _NO_TOP) if is_test else reps,
            leave=_TO_FAILURE
            if is_test
            else wanted(aim, trainee.mood, is_heavy=item.role != Role.ISOLATION),
            mood=trainee.mood,
            sense=trainee.person.sense,
            rng=rng,
        )
        page.save(load, ending, is_test=is_test)
        endings.append(ending)
    if name == happening.dropped:
        for share in (0.75, 0.5):
            lighter = _on_step(load * share, lift)
            page.save(lighter, Ending(min(form.capacity(lighter) // 2, 10), 0), kind=SetKind.DROP)
    if item.session.readiness != ReadinessState.RED:
        trainee.loads[name] = next_load(trainee.loads[name], lift, endings, reps, trainee.mood)
    return page.now, page.facts


def _load_today(trainee: Trainee, facts: Facts, lift: Lift, strength: float, own: float) -> float:
    """What goes on the bar: last time's load, less on a poor day or in an easy week."""
    name = facts.item.risk.name
    if name not in trainee.loads:
        bottom = facts.item.reps_bottom or 1
        aim = effort_target(effort_context(facts, is_final=False, load=None)).aim
        trainee.loads[name] = first_load(lift, strength, own, bottom, aim)
    if trainee.mood is Mood.EASY:
        return _on_step(trainee.loads[name] * 0.9, lift)
    if facts.item.session.readiness == ReadinessState.RED:
        return _on_step(trainee.loads[name] * 0.95, lift)
    return trainee.loads[name]


def _own_weight(facts: Facts, unit: Unit) -> float:
    """The part of the lifter's bodyweight that the exercise moves, in `unit`."""
    share = facts.item.risk.bodyweight_percent
    return (facts.bodyweight or 0) * share / 100 / Load(1000, unit).micrograms


def _on_step(load: float, lift: Lift) -> float:
    """The load rounded down to a step, at least one."""
    return max(load // lift.step, 1) * lift.step
